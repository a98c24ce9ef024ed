"""A PDF report as a DICOM object: Encapsulated PDF, PS3.3 A.45.1 and C.24."""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.uid import EncapsulatedPDFStorage

from medview.app.dicom_modules import (
    common_dataset,
    file_bytes,
    identity_of,
    new_uid,
    source_of,
)
from medview.app.report_words import Words
from medview.domain.report import DicomIdentity, PatientReport


def encapsulate_report(report: PatientReport, pdf: bytes, language: str) -> bytes:
    """Return a DICOM file that holds the PDF, in the study of the photographs."""
    words = Words(language)
    dataset = common_dataset(identity_of(report))
    dataset.SOPClassUID = EncapsulatedPDFStorage
    dataset.SOPInstanceUID = new_uid()
    dataset.Modality = "DOC"
    dataset.SeriesInstanceUID = new_uid()
    dataset.SeriesNumber = 1
    dataset.SeriesDescription = words("title")
    dataset.ConversionType = "WSD"  # made at a workstation
    dataset.InstanceNumber = 1
    dataset.ContentDate = report.made_at.strftime("%Y%m%d")
    dataset.ContentTime = report.made_at.strftime("%H%M%S")
    dataset.AcquisitionDateTime = ""
    dataset.BurnedInAnnotation = "YES"  # the patient's name is on the page
    sources = [source for eye in report.eyes if (source := source_of(eye)) is not None]
    if sources:
        dataset.SourceInstanceSequence = [_reference(source) for source in sources]
    dataset.DocumentTitle = words("title")
    dataset.ConceptNameCodeSequence = []
    dataset.VerificationFlag = "UNVERIFIED"
    dataset.MIMETypeOfEncapsulatedDocument = "application/pdf"
    dataset.EncapsulatedDocumentLength = len(pdf)
    dataset.EncapsulatedDocument = pdf + b"\0" * (len(pdf) % 2)
    return file_bytes(dataset)


def _reference(source: DicomIdentity) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = source.sop_class_uid
    item.ReferencedSOPInstanceUID = source.sop_uid
    return item
