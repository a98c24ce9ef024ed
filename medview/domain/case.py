"""What the library holds and the window lists: patients, studies, series, eyes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from medview.domain.image import GRADE, Notice

CaseId = NewType("CaseId", str)

FUNDUS = "FUNDUS"  # modality word for an eye photograph (JPEG, PNG, TIFF or DICOM OP)
PHOTO = "PHOTO"  # any other photograph or picture file

# How Python spells the bytes of a file name that are no text (PEP 383); no output takes them.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # nor would a server keep them


def printable(text: str) -> str:
    """Return a path or a name that can be shown, printed and written: no text becomes marks."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of "rare, teaching", each once and in order."""
    tags = (" ".join(tag.split()) for tag in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def joined_names(maker: str, model: str) -> str:
    """Return maker and model as one name, the maker once: "Topcon NW400"."""
    if model.casefold().startswith(maker.casefold()):
        return model
    return f"{maker} {model}".strip()


class Eye(StrEnum):
    """Side of an eye: OD (oculus dexter, right), OS (oculus sinister, left)."""

    OD = "OD"
    OS = "OS"

    @property
    def other(self) -> Eye:
        """The fellow eye."""
        return Eye.OS if self is Eye.OD else Eye.OD


class EyeFrom(StrEnum):
    """What told which eye a photograph is of."""

    DICOM = "DICOM"
    NAME = "file name"
    DISC = "optic disc"  # where it lies in the picture
    PERSON = "person"


# The notice of a picture file without colour: a radiograph that was photographed or exported.
GREY = "grey"
# The notice of a photograph whose optic disc lies as in the other eye than the file says.
EYE_CONFLICT = "eye-conflict"


@dataclass(frozen=True)
class ImageRef:
    """Where the pixels of one image are: a file, or a member of a ZIP, and a frame (0-based)."""

    path: str
    member: str = ""
    frame: int = 0

    @property
    def name(self) -> str:
        """File name to show, without its folder."""
        return (self.member or self.path).replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Patient:
    """Who the case belongs to; `key` is never empty (a stand-in per source when unknown)."""

    key: str
    name: str = ""


@dataclass(frozen=True)
class Case:
    """One eye photograph or one series.

    `images` are in reading order (by position for a series). `position_mm` holds the slice
    positions along the normal, same length as `images`, or is empty when unknown.
    `label` is what a labels table or the library says ("2", "glioma"), "" when unlabelled.
    `source` says where it came from, for a person ("IDRiD", "folder clinic-2026"); `camera` is the
    maker and model that the file names, "" when it names none. `findings` are the words of a
    report, `outcome` what became of it ("recurrence"), `tags` the user's own words.
    """

    id: CaseId
    modality: str
    images: tuple[ImageRef, ...]
    patient: Patient
    title: str = ""
    study_uid: str = ""
    study_date: str = ""
    study_description: str = ""
    series_uid: str = ""
    series_number: int | None = None
    series_description: str = ""
    body_part: str = ""
    camera: str = ""
    eye: Eye | None = None
    eye_from: EyeFrom | None = None
    label: str = ""
    source: str = ""
    findings: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()
    position_mm: tuple[float, ...] = ()
    spacing: tuple[float, float] | None = None
    notices: tuple[Notice, ...] = field(default=())

    @property
    def is_series(self) -> bool:
        """True when there is something to scroll through."""
        return len(self.images) > 1

    @property
    def is_photograph(self) -> bool:
        """True for one photograph: what a reader may grade, also where the model refuses.

        A grey picture is one only where something tells which eye it is of.
        """
        is_grey = any(notice.code == GREY for notice in self.notices)
        is_picture = self.modality == PHOTO and (self.eye is not None or not is_grey)
        return not self.is_series and (self.modality == FUNDUS or is_picture)

    @property
    def may_be_graded(self) -> bool:
        """True for a single photograph that no notice bars from grading."""
        return self.modality in (FUNDUS, PHOTO) and not self.switched_off(GRADE)

    @property
    def eye_is_contradicted(self) -> bool:
        """True when the optic disc says another eye, and nobody has decided yet."""
        return any(notice.code == EYE_CONFLICT for notice in self.notices)

    def switched_off(self, ability: str) -> bool:
        """True when a notice disables `ability` (see domain.image)."""
        return any(ability in notice.disables for notice in self.notices)


@dataclass(frozen=True)
class FirstSight:
    """One image to look at while the rest is still read: of which case it will be is not known yet.

    `notices` are what its header told.
    """

    ref: ImageRef
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Problem:
    """One file or folder that did not open (or a part that did not), and why."""

    path: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class OpenSummary:
    """What opening came to; the cases themselves were handed over one by one."""

    cases: int
    problems: tuple[Problem, ...] = ()
