"""What a photograph's file name says: the eye, and whose it is."""

from __future__ import annotations

import re

from medview.domain.case import Eye

_EYES = {"l": Eye.OS, "left": Eye.OS, "os": Eye.OS, "r": Eye.OD, "right": Eye.OD, "od": Eye.OD}
# 100_l1, 10_left, 0042-OD-2, "Smith right 3": patient, separator, eye, number of the shot.
_PATIENT_EYE = re.compile(
    r"^(?P<patient>.*[^\W_].*?)[ _.\-]+(?P<eye>left|right|od|os|l|r)[ _.\-]*(?P<shot>\d{0,3})$",
    re.IGNORECASE,
)
# OS_0042, left-17: the eye first; a single letter would be too bold a guess here.
_EYE_PATIENT = re.compile(
    r"^(?P<eye>left|right|od|os)[ _.\-]+(?P<patient>[\w.\-]+)$", re.IGNORECASE
)
_WORD = re.compile(r"(?:^|[ _.\-])(left|right|od|os)(?=[ _.\-]|$)", re.IGNORECASE)


def eye_of(stem: str) -> Eye | None:
    """Return the eye a file name (without extension) names, None when it names none or both."""
    found = {_EYES[word.lower()] for word in _WORD.findall(stem)}
    match = _PATIENT_EYE.match(stem)
    if match:
        found.add(_EYES[match["eye"].lower()])
    return found.pop() if len(found) == 1 else None


def patient_of(stem: str) -> str:
    """Return the patient a file name names beside the eye, "" when it follows no convention."""
    match = _PATIENT_EYE.match(stem) or _EYE_PATIENT.match(stem)
    return match["patient"].strip(" _.-") if match else ""
