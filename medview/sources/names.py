"""What a photograph's file name says: the eye, whose it is, and the day it was taken."""

from __future__ import annotations

import re
from datetime import date

from medview.domain.case import Eye

_SIDES = {
    Eye.OD: ("r", "right", "od", "re", "右眼", "右"),
    Eye.OS: ("l", "left", "os", "le", "左眼", "左"),
}
_EYES = {word: eye for eye, words in _SIDES.items() for word in words}
_GAP = r"[ _.\-]"
# What may follow the eye: the number of the shot, its field, date and time of day.
_TAIL = rf"(?:{_GAP}*(?:\d{{1,14}}|macula|mac|disc|disk|posterior|centre|center|fundus|colou?r))*"
# 100_l1, 10_left, 0042-OD-2, "Smith right 3", Smith_OD_20240131_macula: patient, eye, the rest.
_PATIENT_EYE = re.compile(
    rf"^(?P<patient>.*[^\W_].*?){_GAP}+(?P<eye>left|right|od|os|l|r|[右左]眼?){_TAIL}$",
    re.IGNORECASE,
)
# Image_01L, 0042OD2: no gap, so in capitals only and after a number; RE, LE in capitals too.
_PATIENT_CAPITALS = re.compile(
    rf"^(?P<patient>(?:.*\d|.*[^\W_].*{_GAP}(?=[RL]E)){_GAP}?)(?P<eye>OD|OS|RE|LE|R|L){_TAIL}$"
)
# OS_0042, left-17: the eye first; a single letter would be too bold a guess here.
_EYE_PATIENT = re.compile(
    rf"^(?P<eye>left|right|od|os){_GAP}+(?P<patient>[\w.\-]+)$", re.IGNORECASE
)
_WORD = re.compile(rf"(?:^|{_GAP})(left|right|od|os|[右左]眼)(?={_GAP}|$)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
# Words that stand before the eye and name nobody.
_NOBODY = re.compile(r"visit|eye|photo|picture|image|img|fundus|retina|scan|colou?r", re.IGNORECASE)
_FIRST_YEAR = 1995  # digital fundus cameras; an earlier date is more likely of birth


def eye_of(stem: str) -> Eye | None:
    """Return the eye a file name (without extension) names, None when it names none or both."""
    found = {_EYES[word.lower()] for word in _WORD.findall(stem)}
    match = _PATIENT_EYE.match(stem) or _PATIENT_CAPITALS.match(stem)
    if match:
        found.add(_EYES[match["eye"].lower()])
    return found.pop() if len(found) == 1 else None


def patient_of(stem: str) -> str:
    """Return the patient a file name names beside the eye, "" when it follows no convention.

    The day of the visit is no part of it, unless there is nothing else.
    """
    match = _PATIENT_EYE.match(stem) or _PATIENT_CAPITALS.match(stem) or _EYE_PATIENT.match(stem)
    if match is None:
        return ""
    whole = match["patient"].strip(" _.-")
    day = visit_of(stem)
    rest = _DAY.sub(lambda found: "" if _written(found) == day else found[0], whole)
    rest = re.sub(rf"{_GAP}{{2,}}", "_", rest).strip(" _.-") if rest != whole else whole
    patient = rest if re.search(r"[^\W_]", rest) else whole
    return "" if _NOBODY.fullmatch(patient) else patient


def visit_of(stem: str) -> str:
    """Return the one day (YYYY-MM-DD) in a file name that can be that of the photograph, or ""."""
    days = {_written(found) for found in _DAY.finditer(stem)}
    known = {day for day in days if f"{_FIRST_YEAR}" <= day <= date.today().isoformat()}
    return known.pop() if len(known) == 1 else ""


def _written(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[3]}-{found[4]}"
