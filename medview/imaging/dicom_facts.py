"""What is known of one DICOM file before its pixels are decoded: plain data, no parser.

The window's process knows these without loading the DICOM library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from medview.domain.image import Notice

# Ophthalmic photography in colour: 8 bit, 16 bit, wide field (stereographic, 3D coordinates).
OPHTHALMIC_PHOTOGRAPHS = tuple(f"1.2.840.10008.5.1.4.1.1.77.1.5.{n}" for n in (1, 2, 5, 6))
_VL_PHOTOGRAPH = "1.2.840.10008.5.1.4.1.1.77.1.4"
# Modalities whose slices lie in the patient's space, so that millimetres and sides are expected.
SPATIAL = ("CT", "MR", "PT", "NM")
# Modalities in which lengths are commonly measured.
MEASURED = (*SPATIAL, "CR", "DX", "MG", "XA", "RF", "US")


@dataclass(frozen=True)
class Plane:
    """One frame: upper left corner (mm), direction cosines of row and column, (row, col) mm.

    PS3.3 C.7.6.2.1.1. `is_uncalibrated`: the spacing is that of the detector. `stack` parts the
    frames of a file that lie at one position (time points, b-values).
    """

    position: tuple[float, float, float] | None = None
    orientation: tuple[float, ...] | None = None
    spacing: tuple[float, float] | None = None
    is_uncalibrated: bool = False
    stack: tuple[int, ...] = ()

    @cached_property
    def normal(self) -> tuple[float, float, float] | None:
        """Return the unit normal, or None."""
        if self.orientation is None:
            return None
        a, b, c, d, e, f = self.orientation
        return b * f - c * e, c * d - a * f, a * e - b * d

    @cached_property
    def distance(self) -> float | None:
        """Return the position along the normal in mm, or None."""
        if self.normal is None or self.position is None:
            return None
        return sum(n * p for n, p in zip(self.normal, self.position, strict=True))


@dataclass(frozen=True)
class Header:
    """One DICOM file: identity, place in space of each frame, and what is doubtful."""

    patient_id: str
    patient_name: str
    study_uid: str
    study_date: str
    study_description: str
    series_uid: str
    series_number: int | None
    series_description: str
    modality: str
    sop_class: str
    sop_uid: str
    instance: int | None
    rows: int
    columns: int
    frames: int
    body_part: str
    camera: str
    eye: str
    is_colour: bool
    frame_of_reference: str
    phase: tuple[float, ...]
    tilt: float
    planes: tuple[Plane, ...]
    notices: tuple[Notice, ...] = field(default=())

    @property
    def is_alone(self) -> bool:
        """True for a file that is a case by itself, not one slice of a series."""
        return self.frames > 1 or not self.series_uid

    @property
    def is_eye_photograph(self) -> bool:
        """True for ophthalmic photography, not for tomography of the eye."""
        return self.sop_class in OPHTHALMIC_PHOTOGRAPHS or (
            self.modality == "OP" and self.sop_class == _VL_PHOTOGRAPH
        )
