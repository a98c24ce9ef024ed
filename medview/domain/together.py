"""Two series of one study as one query: which go together, where both meet, what they find.

Each is searched among its own kind, and the studies of the library are put in the order of both
distances together (late fusion).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case
from medview.domain.model import trained_word
from medview.domain.neighbours import SAME_PICTURE, Neighbour

FloatArray = npt.NDArray[np.floating]

NO_PATIENT = "It is not known whose images these are: nothing can be searched together."
NO_OTHER = "No other series of this study is open."
PHOTOGRAPH = "A photograph is searched by itself."
NOT_SEARCHED = ("SEG", "RTSTRUCT", "RTDOSE", "SR", "PR", "KO", "REG")

# What a description calls a sequence; the first that fits counts: "t2_flair" is a FLAIR, and
# "ep2d_diff_ADC" an ADC map.
_SEQUENCES = tuple(
    (name, re.compile(rf"(?<![a-z]){words}", re.IGNORECASE))
    for name, words in (
        ("ADC", r"(e?adc|apparent)|dyndist_adc"),
        ("DWI", r"(dwi|diff|ep2d|trace)"),
        ("FLAIR", r"(flair|dark.?fluid)"),
        ("SWI", r"(swi|swan|t2\s?\*|t2star)"),
        ("T2", r"t2"),
        ("T1", r"(t1|mp.?rage|spgr|vibe)"),
        ("PD", r"(pd|proton)(?![a-z])"),
    )
)


def sequence_of(description: str) -> str:
    """Return which MR sequence the description of a series names: "T2"; "" when it names none."""
    return next((name for name, words in _SEQUENCES if words.search(description)), "")


@dataclass(frozen=True)
class Kind:
    """What a series is compared with: its modality, of an MR the sequence too ("": unnamed)."""

    modality: str
    sequence: str = ""

    @property
    def word(self) -> str:
        """The kind in one word: "CT", "PT", "MR T2"."""
        return f"{self.modality} {self.sequence}".strip()


def kind_of(modality: str, description: str) -> Kind:
    """Return the kind of a series by its modality and what its description says."""
    return Kind(trained_word(modality), sequence_of(description) if modality == "MR" else "")


class Meeting(StrEnum):
    """Which slices of the second series are searched with."""

    SAME_SPACE = "at the same place, by the frame of reference of both"
    ALIGNED = "at the same place, by the accepted alignment"
    UNKNOWN = "the middle slice: it is not known how both lie to each other"
    ELSEWHERE = "the middle slice: the series does not reach this place"
    ACROSS = "the middle slice: its slices lie across those of the first series"

    @property
    def is_met(self) -> bool:
        """True when both show the same place."""
        return self in (Meeting.SAME_SPACE, Meeting.ALIGNED)


@dataclass(frozen=True)
class Together:
    """The second series of a query: its images (from 0), and how they were found.

    `kinds` are the words of both kinds; `absent` those that no study that was found has any of.
    `without_region` is True where a region was marked on the first that has no place on these.
    """

    case: Case
    images: tuple[int, ...]
    meeting: Meeting
    kinds: tuple[str, str]
    absent: tuple[str, ...] = ()
    without_region: bool = False


@dataclass(frozen=True)
class Partners:
    """The series a case can be searched together with; or `why` there are none."""

    cases: tuple[Case, ...] = ()
    why: str = ""


def partners_of(case: Case, opened: Sequence[Case]) -> Partners:
    """Return the other open series of a case's study and patient, other kinds first."""
    if case.is_photograph:
        return Partners(why=PHOTOGRAPH)
    if case.patient.key.startswith("unknown") or not case.study_uid:
        return Partners(why=NO_PATIENT)
    fitting = [other for other in opened if not why_not_together(case, other)]
    own = _kind(case)
    fitting.sort(key=lambda other: (_kind(other) == own, other.is_series != case.is_series))
    return Partners(tuple(fitting)) if fitting else Partners(why=NO_OTHER)


def why_not_together(case: Case, other: Case) -> str:
    """Return why two cases are no query together, "" when they may be."""
    if other.id == case.id:
        return "A series is not searched together with itself."
    if other.is_photograph or case.is_photograph:
        return PHOTOGRAPH
    if case.patient.key.startswith("unknown") or not case.study_uid:
        return NO_PATIENT
    if other.patient.key != case.patient.key:
        return "The two series are of different patients."
    if other.study_uid != case.study_uid:
        return "The two series are of different studies."
    if other.modality in NOT_SEARCHED:
        return "The second one is no image: it was drawn or computed from one."
    return ""


def _kind(case: Case) -> Kind:
    return kind_of(case.modality, case.series_description)


def fused_distances(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return how far N studies are by both distances (N,) together: sqrt(d1 · d2).

    Late fusion by the product rule (Kittler et al., IEEE TPAMI 1998;20:226-239; for rankings the
    CombSUM of Fox and Shaw, TREC-2 1994, of the distances' logarithms). That one kind's distances
    are all larger than the other's changes no order, so nothing needs to be standardised. NaN says
    that a study has nothing of a kind: it is ranked by the other alone, its missing distance being
    the known one times the median ratio of both among the studies that have both (of the medians
    of each kind where none has).
    """
    one, other = (np.log(np.maximum(side, SAME_PICTURE)) for side in (first, second))
    gap = _usual_gap(one, other)
    both = np.where(np.isnan(one), other - gap, one), np.where(np.isnan(other), one + gap, other)
    return np.asarray(np.exp((both[0] + both[1]) / 2))


def _usual_gap(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """Return by how much logarithms of the second kind's distances are larger than the first's."""
    known = [side[~np.isnan(side)] for side in (one, other)]
    if not all(map(len, known)):
        return 0.0
    gaps = (other - one)[~np.isnan(one) & ~np.isnan(other)]
    return float(np.median(gaps) if len(gaps) else np.median(known[1]) - np.median(known[0]))


def joined(
    first: dict[str, Neighbour], second: dict[str, Neighbour], kinds: tuple[str, str]
) -> list[Neighbour]:
    """Return the studies of either side, nearest first: by key the nearest series of each kind.

    A neighbour stands for its study: the series of the first kind, where there is one, with those
    of both as its `parts`, and in `lacks` the kind that there is none of.
    """
    keys = [*first, *(key for key in second if key not in first)]
    sides = [
        np.array([side[key].distance if key in side else np.nan for key in keys])
        for side in (first, second)
    ]
    distances = fused_distances(*sides)
    found = []
    for rank, place in enumerate(np.argsort(distances, kind="stable").tolist(), start=1):
        one, other = first.get(keys[place]), second.get(keys[place])
        parts = tuple(part for part in (one, other) if part is not None)
        lacks = "" if one and other else kinds[1] if one else kinds[0]
        found.append(
            replace(parts[0], rank=rank, distance=float(distances[place]), parts=parts, lacks=lacks)
        )
    return found
