"""What the worklist and the volume need to know of one DICOM file, before any pixel is decoded."""

from __future__ import annotations

from medview.domain.case import joined_names
from medview.domain.image import (
    HOUNSFIELD,
    MILLIMETRES,
    ORIENTATION,
    RECONSTRUCTION,
    Notice,
)
from medview.imaging.dicom_facts import MEASURED, SPATIAL, Header, Plane
from medview.imaging.dicom_file import DicomFile, require_image, value_of
from medview.imaging.dicom_frames import count_frames
from medview.imaging.dicom_geometry import planes_of
from medview.imaging.dicom_syntax import check_syntax
from medview.imaging.dicom_values import number, person_name, text, whole


def read_header(opened: DicomFile) -> Header:
    """Return the facts of one image file; raise UnsupportedFormat for an object without image."""
    require_image(opened)
    check_syntax(opened)
    dataset = opened.header
    name, name_notices = person_name(dataset)
    frames, frame_notices = count_frames(opened)
    planes, plane_notices = planes_of(dataset, frames)
    return Header(
        patient_id=text(dataset, "PatientID"),
        patient_name=name,
        study_uid=text(dataset, "StudyInstanceUID"),
        study_date=_date(text(dataset, "StudyDate")),
        study_description=text(dataset, "StudyDescription"),
        series_uid=text(dataset, "SeriesInstanceUID"),
        series_number=whole(dataset, "SeriesNumber"),
        series_description=text(dataset, "SeriesDescription"),
        modality=text(dataset, "Modality").upper() or "OT",
        sop_class=text(dataset, "SOPClassUID"),
        sop_uid=text(dataset, "SOPInstanceUID"),
        instance=whole(dataset, "InstanceNumber"),
        rows=whole(dataset, "Rows") or 0,
        columns=whole(dataset, "Columns") or 0,
        frames=frames,
        body_part=text(dataset, "BodyPartExamined"),
        camera=_camera(opened),
        eye=_eye(opened),
        is_colour=not text(dataset, "PhotometricInterpretation").startswith("MONOCHROME"),
        frame_of_reference=text(dataset, "FrameOfReferenceUID"),
        phase=_phase(opened),
        tilt=number(dataset, "GantryDetectorTilt") or 0.0,
        planes=planes,
        notices=(
            *opened.notices,
            *name_notices,
            *frame_notices,
            *plane_notices,
            *identity_notices(opened),
            *geometry_notices(opened, planes[0]),
        ),
    )


def _date(value: str) -> str:
    """Return YYYY-MM-DD, or "" for what is no date."""
    digits = value.replace(".", "")
    if len(digits) != 8 or not digits.isdigit():
        return ""
    month, day = int(digits[4:6]), int(digits[6:8])
    is_date = 1 <= month <= 12 and 1 <= day <= 31
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if is_date else ""


def _camera(opened: DicomFile) -> str:
    """Return maker and model (PS3.3 C.7.5.1), the maker left out where the model begins with it."""
    maker, model = (text(opened.header, n) for n in ("Manufacturer", "ManufacturerModelName"))
    return joined_names(maker, model)


def _eye(opened: DicomFile) -> str:
    """Return R, L or "" (PS3.3 C.8.17.6: Image Laterality is that of the eye)."""
    side = text(opened.header, "ImageLaterality") or text(opened.header, "Laterality")
    return side if side in ("R", "L") else ""


def _phase(opened: DicomFile) -> tuple[float, ...]:
    """Return what tells images at one position apart: time point, echo, b-value, acquisition."""
    keywords = "TemporalPositionIdentifier EchoNumbers DiffusionBValue TriggerTime"
    found = [number(opened.header, word) for word in (*keywords.split(), "AcquisitionNumber")]
    return tuple(-1.0 if value is None else value for value in found)


def identity_notices(opened: DicomFile) -> tuple[Notice, ...]:
    """Return what is missing to tell whose image this is."""
    dataset, found = opened.header, []
    if "PatientID" not in dataset:  # empty is legal (type 2): kept apart too, without a banner
        found.append(
            Notice(
                "no-patient-id",
                "The file names no patient ID: it is kept apart from all other patients.",
            )
        )
    if not text(dataset, "SOPInstanceUID"):
        found.append(Notice("no-instance-uid", "The file has no identity (SOP Instance UID)."))
    if any(dataset[word].VR != "US" for word in ("Rows", "Columns") if word in dataset):
        found.append(Notice("odd-header", "The header is written against the DICOM Standard."))
    raw_date = text(dataset, "StudyDate")
    if raw_date and not _date(raw_date):
        found.append(Notice("bad-date", "The study date is no date: it is left empty."))
    if text(dataset, "BurnedInAnnotation").upper() == "YES":
        found.append(Notice("burned-in", "Text, perhaps the patient's name, is part of the image."))
    return tuple(found)


def geometry_notices(opened: DicomFile, plane: Plane) -> tuple[Notice, ...]:
    """Return what is missing to measure, to name sides, and to reconstruct other planes."""
    modality = text(opened.header, "Modality").upper()
    if modality in SPATIAL and _claims_no_place(opened):
        return ()
    found = []
    if plane.spacing is None and modality in MEASURED:
        found.append(
            Notice(
                "no-spacing",
                "The pixel spacing is missing or wrong: lengths are in pixels only.",
                frozenset({MILLIMETRES, RECONSTRUCTION}),
            )
        )
    if plane.is_uncalibrated:
        found.append(
            Notice(
                "uncalibrated",
                "Lengths are those on the detector, larger than in the body (not calibrated).",
            )
        )
    if modality in SPATIAL and plane.orientation is None and not _is_derived_picture(opened):
        found.append(
            Notice(
                "no-orientation",
                "The position or orientation is missing: no left/right marks, no other planes.",
                frozenset({ORIENTATION, RECONSTRUCTION}),
            )
        )
    return tuple(found)


def _claims_no_place(opened: DicomFile) -> bool:
    """Return True for frames without a single word on position, direction or spacing.

    They are looked at like a film: nothing could be measured or reconstructed by mistake.
    """
    words = (
        "ImagePositionPatient ImageOrientationPatient PixelSpacing "
        "SharedFunctionalGroupsSequence PerFrameFunctionalGroupsSequence"
    )
    is_film = (whole(opened.header, "NumberOfFrames") or 1) > 1
    return is_film and not any(word in opened.header for word in words.split())


def _is_derived_picture(opened: DicomFile) -> bool:
    """Return True for a colour picture such as a dose report, which lies nowhere in the body."""
    return whole(opened.header, "SamplesPerPixel") == 3


def units_of(opened: DicomFile) -> tuple[str, tuple[Notice, ...]]:
    """Return the units after the modality LUT, and a notice when a CT has no Hounsfield units."""
    modality = text(opened.header, "Modality").upper()
    if modality == "PT":
        return {"BQML": "Bq/ml", "GML": "g/ml"}.get(text(opened.header, "Units"), ""), ()
    if modality != "CT":
        return "", ()
    kind = text(opened.header, "RescaleType").upper()
    if kind not in ("", "HU") or value_of(opened.header, "ModalityLUTSequence") is not None:
        return "" if kind in ("", "US") else kind, ()
    return "HU", ()


def no_hounsfield(why: str) -> Notice:
    """Return the notice of a CT whose values are not Hounsfield units."""
    return Notice("no-hu", f"{why}: no Hounsfield units are shown.", frozenset({HOUNSFIELD}))
