"""What a report says of one patient's eyes, before it is set in a language and a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case, Eye, Patient
from medview.domain.choices import ENGLISH
from medview.domain.explanation import EvidenceDecision
from medview.domain.findings import KnownFindings
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.model import ModelRef

Pixels = npt.NDArray[np.uint8]


class ReportFormat(StrEnum):
    """What a report can be written as."""

    PDF = "pdf"
    LETTER = "letter"
    SR = "sr"
    DICOM_PDF = "dicom-pdf"


class Addressee(StrEnum):
    """Whom a letter is written to."""

    PATIENT = "patient"
    DOCTOR = "doctor"


class Marked(StrEnum):
    """What is marked on a picture of a report."""

    EVIDENCE = "evidence"
    LESIONS = "lesions"


@dataclass(frozen=True)
class MarkedPicture:
    """A photograph (H, W, 3) uint8 RGB with what a reader accepted drawn on it."""

    shows: Marked
    pixels: Pixels


@dataclass(frozen=True)
class DicomIdentity:
    """Patient, study and image as the source DICOM file names them ("" = not said).

    Names are those of PS3.6; `patient_name` is as stored (PS3.5 6.2: "Family^Given=..."), dates
    are YYYYMMDD and times HHMMSS, `slice_thickness` in mm a Decimal String.
    """

    patient_name: str = ""
    patient_id: str = ""
    birth_date: str = ""
    sex: str = ""
    study_uid: str = ""
    study_date: str = ""
    study_time: str = ""
    study_id: str = ""
    accession_number: str = ""
    referring_physician: str = ""
    series_uid: str = ""
    sop_class_uid: str = ""
    sop_uid: str = ""
    slice_thickness: str = ""


@dataclass(frozen=True)
class EyeFindings:
    """One photograph: what the model says, what a person signed, and what was before.

    `pixels` is the upright photograph, None when it cannot be read (`problem` says why).
    `earlier` is the last signed grade of an earlier visit of the same patient and eye,
    `earlier_date` (YYYY-MM-DD) the day of that visit. `known` is what readers accepted, listed and
    said beside the grade, `marked` the pictures of it.
    """

    case: Case
    pixels: Pixels | None = None
    estimate: GradeEstimate | None = None
    signed: SignedGrade | None = None
    earlier: SignedGrade | None = None
    earlier_date: str = ""
    known: KnownFindings = field(default_factory=KnownFindings)
    marked: tuple[MarkedPicture, ...] = ()
    problem: str = ""
    source: DicomIdentity | None = None

    @property
    def grade(self) -> Grade | None:
        """The signed grade, or else the estimate's (None: none, or ungradable)."""
        if self.signed is not None:
            return self.signed.grade
        return self.estimate.grade if self.estimate is not None else None

    @property
    def evidence(self) -> EvidenceDecision | None:
        """The evidence a reader accepted for the grade that is shown, or that was signed."""
        return self.known.evidence_for(self.estimate, self.signed)

    @property
    def model(self) -> ModelRef | None:
        """The model whose estimate is shown, or else the one the signature saw."""
        if self.estimate is not None:
            return self.estimate.model
        return self.signed.model if self.signed is not None else None

    @property
    def is_referable(self) -> bool | None:
        """Whether to refer, by the signed grade or else the model; None when nobody can say."""
        if self.signed is not None:
            return None if self.signed.grade is None else self.signed.grade.is_referable
        return self.estimate.refer if self.estimate is not None else None


@dataclass(frozen=True)
class PatientReport:
    """The eyes of one patient at one visit, right before left."""

    patient: Patient
    eyes: tuple[EyeFindings, ...]
    made_at: datetime
    visit_date: str = ""

    @property
    def is_signed(self) -> bool:
        """True when every photograph of the report carries a signature."""
        return bool(self.eyes) and all(eye.signed is not None for eye in self.eyes)

    @property
    def source(self) -> DicomIdentity | None:
        """The identity of the first DICOM image, if there is one."""
        return next((eye.source for eye in self.eyes if eye.source is not None), None)

    @property
    def signers(self) -> tuple[str, ...]:
        """Who signed, each once."""
        names = [eye.signed.reader for eye in self.eyes if eye.signed is not None]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class ReportOrder:
    """What to write, in which language (of domain.choices), and where."""

    formats: tuple[ReportFormat, ...]
    folder: Path
    language: str = ENGLISH


@dataclass(frozen=True)
class GradeRow:
    """One line of a table of grades; what is not known is empty or None.

    `path` is where the photograph is, `patient` the key (never a name), `visit` YYYY-MM-DD,
    `status` a worklist's word for it.
    """

    patient: str
    eye: Eye | None
    path: str
    visit: str = ""
    status: str = ""
    estimate: GradeEstimate | None = None
    signed: SignedGrade | None = None
    note: str = ""
    problem: str = ""
    known: KnownFindings = field(default_factory=KnownFindings)
