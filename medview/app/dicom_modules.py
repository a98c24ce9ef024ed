"""The modules that every DICOM object MedView writes has in common."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

from medview import __version__
from medview.domain.report import DicomIdentity, EyeFindings, PatientReport

MAKER, PROGRAM = "MedView", "MedView"


def identity_of(report: PatientReport) -> DicomIdentity:
    """Return patient and study: those of the source image, or else of the case.

    Photographs without a study get one of their own, the same for every object of one visit.
    """
    if report.source is not None and report.source.study_uid:
        return report.source
    case, key = report.eyes[0].case, report.patient.key
    words = "\n".join([report.visit_date, *(eye.case.id for eye in report.eyes)])
    return DicomIdentity(
        patient_name=report.patient.name and f"{report.patient.name}^",
        patient_id="" if key.startswith("unknown") else key,
        study_uid=case.study_uid or stable_uid(words),
        study_date=report.visit_date.replace("-", ""),
    )


def stable_uid(words: str) -> str:
    """Return a UID that is the same for the same words (PS3.5 B.2: 2.25 and a 128-bit number)."""
    digest = hashlib.sha256(words.encode("utf-8", "surrogateescape")).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


def common_dataset(identity: DicomIdentity) -> Dataset:
    """Return Patient, General Study and General Equipment (PS3.3 C.7.1.1, C.7.2.1, C.7.5.1)."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = one_value(identity.patient_name)
    dataset.PatientID = one_value(identity.patient_id)
    dataset.PatientBirthDate = identity.birth_date
    dataset.PatientSex = identity.sex
    dataset.StudyInstanceUID = identity.study_uid
    dataset.StudyDate = identity.study_date
    dataset.StudyTime = identity.study_time
    dataset.StudyID = one_value(identity.study_id)
    dataset.AccessionNumber = one_value(identity.accession_number)
    dataset.ReferringPhysicianName = one_value(identity.referring_physician)
    dataset.Manufacturer = MAKER
    dataset.ManufacturerModelName = PROGRAM
    dataset.SoftwareVersions = __version__
    return dataset


def one_value(text: str) -> str:
    r"""Return a text without "\", which would part it into several values (PS3.5 6.2)."""
    return text.replace("\\", "/")


def source_of(eye: EyeFindings) -> DicomIdentity | None:
    """Return the source image when another object can refer to it, else None."""
    source = eye.source
    if source is None or not all((source.study_uid, source.series_uid, source.sop_uid)):
        return None
    return source if UID(source.sop_class_uid).type == "SOP Class" else None


def source_dataset(source: DicomIdentity) -> Dataset:
    """Return what another object needs to refer to a source image."""
    dataset = common_dataset(source)
    dataset.SeriesInstanceUID = source.series_uid
    dataset.SOPClassUID = source.sop_class_uid
    dataset.SOPInstanceUID = source.sop_uid
    return dataset


def file_bytes(dataset: Dataset) -> bytes:
    """Return a data set as a DICOM file (PS3.10), explicit VR little endian."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    target: Any = io.BytesIO()
    dataset.save_as(target, enforce_file_format=True)
    return bytes(target.getvalue())


def new_object() -> dict[str, Any]:
    """Return what highdicom wants to know of a new object, alone in a series of its own."""
    return {
        "series_instance_uid": new_uid(),
        "series_number": 1,
        "sop_instance_uid": new_uid(),
        "instance_number": 1,
        "manufacturer": MAKER,
        "manufacturer_model_name": PROGRAM,
        "software_versions": __version__,
    }


def new_uid() -> UID:
    """Return a UID nobody has used."""
    return generate_uid(prefix=None)
