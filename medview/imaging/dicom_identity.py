"""Whose image a DICOM file is, as another file of the same study must name it."""

from __future__ import annotations

import re
from typing import Any

from medview.domain.report import DicomIdentity
from medview.imaging.dicom_values import clean, number, raw_name, text

_UID = re.compile(r"[0-9.]{1,64}")
_DATE = re.compile(r"\d{8}")
LONGEST = 1000.0  # mm, of what is said of a slice
_TIME = re.compile(r"\d{2,6}(\.\d{1,6})?")


def read_identity(dataset: Any) -> DicomIdentity:
    """Return patient, study and image of a header; what is no date or UID is left empty.

    Patient and General Study modules, PS3.3 C.7.1.1 and C.7.2.1.
    """
    return DicomIdentity(
        patient_name=clean(raw_name(dataset)),
        patient_id=text(dataset, "PatientID"),
        birth_date=_matching(_DATE, dataset, "PatientBirthDate"),
        sex=_matching(re.compile("[MFO]"), dataset, "PatientSex"),
        study_uid=_matching(_UID, dataset, "StudyInstanceUID"),
        study_date=_matching(_DATE, dataset, "StudyDate"),
        study_time=_matching(_TIME, dataset, "StudyTime"),
        study_id=text(dataset, "StudyID"),
        accession_number=text(dataset, "AccessionNumber"),
        referring_physician=text(dataset, "ReferringPhysicianName"),
        series_uid=_matching(_UID, dataset, "SeriesInstanceUID"),
        sop_class_uid=_matching(_UID, dataset, "SOPClassUID"),
        sop_uid=_matching(_UID, dataset, "SOPInstanceUID"),
        slice_thickness=_length(dataset, "SliceThickness"),
    )


def _length(dataset: Any, keyword: str) -> str:
    """Return a length in mm when it is one, else ""."""
    value = number(dataset, keyword)
    return "" if value is None or not 0 < value < LONGEST else str(value)


def _matching(form: re.Pattern[str], dataset: Any, keyword: str) -> str:
    """Return the value when it has the form of its kind, else ""."""
    value = text(dataset, keyword)
    return value if form.fullmatch(value) else ""
