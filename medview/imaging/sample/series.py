"""Phantoms and photographs written as DICOM that says of itself that it is synthetic."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    MRImageStorage,
    OphthalmicPhotography8BitImageStorage,
    RLELossless,
    generate_uid,
)

from medview.domain.case import Eye
from medview.imaging.sample.volume_grid import Floats, Grid

NOTE = "SYNTHETIC: drawn by MedView's own code, not a patient"
DRAWN_ON = datetime.date(2026, 1, 5)


@dataclass(frozen=True)
class Series:
    """What a series says of itself; `values` are attributes of its modality."""

    name: str
    modality: str
    body_part: str
    description: str
    intercept: float
    windows: tuple[tuple[float, float, str], ...]
    values: Mapping[str, str] = field(default_factory=dict)


CHEST = Series(
    "ct", "CT", "CHEST", "Chest, phantom with one nodule", -1024.0,
    ((-500.0, 1500.0, "LUNG"), (40.0, 400.0, "SOFT TISSUE")),
    {"KVP": "120", "ConvolutionKernel": "SYNTHETIC", "RescaleType": "HU"},
)  # fmt: skip
HEAD = {"ScanningSequence": "SE", "SequenceVariant": "NONE", "ScanOptions": "",
        "MRAcquisitionType": "2D", "EchoTime": "12", "RepetitionTime": "600",
        "ContrastBolusAgent": "SYNTHETIC"}  # fmt: skip


def head(tumour: str) -> Series:
    """Return the series of a head with `tumour`."""
    description = f"T1 with contrast, phantom with {tumour}"
    return Series(f"mr-{tumour}", "MR", "HEAD", description, 0.0, ((450.0, 1000.0, ""),), HEAD)


def write_series(folder: Path, series: Series, grid: Grid, volume: Floats) -> None:
    """Write one RLE-compressed file per slice of the volume (S, H, W) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, plane in enumerate(volume):
        dataset = _slice(series, grid, index, plane)
        dataset.compress(RLELossless, encoding_plugin="pylibjpeg", generate_instance_uid=False)
        dataset.save_as(folder / f"synthetic-{index + 1:03d}.dcm", enforce_file_format=True)


def _slice(series: Series, grid: Grid, index: int, plane: Floats) -> Dataset:
    is_ct = series.modality == "CT"
    dataset = _identity(series.name, CTImageStorage if is_ct else MRImageStorage, index)
    dataset.Modality = series.modality
    dataset.SeriesDescription = dataset.StudyDescription = series.description
    dataset.BodyPartExamined = series.body_part
    dataset.FrameOfReferenceUID = _uid(series.name, "frame")
    dataset.PositionReferenceIndicator = ""
    dataset.ImageType = ["DERIVED", "SECONDARY", "AXIAL"] if is_ct else ["DERIVED", "SECONDARY"]
    dataset.PatientPosition = "HFS"
    for keyword, value in series.values.items():
        setattr(dataset, keyword, value)
    _add_geometry(dataset, grid, index)
    _add_pixels(dataset, series, plane)
    return dataset


def _add_geometry(dataset: Dataset, grid: Grid, index: int) -> None:
    """PS3.3 C.7.6.2: the position is that of the centre of the first voxel."""
    corner = -(grid.size - 1) / 2 * grid.pixel
    height = (index - (grid.slices - 1) / 2) * grid.gap
    dataset.ImagePositionPatient = [f"{corner:.3f}", f"{corner:.3f}", f"{height:.3f}"]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.PixelSpacing = [grid.pixel, grid.pixel]
    dataset.SliceThickness = dataset.SpacingBetweenSlices = grid.gap
    dataset.SliceLocation = f"{height:.3f}"


def _add_pixels(dataset: Dataset, series: Series, plane: Floats) -> None:
    stored = np.clip(np.rint(plane - series.intercept), 0, 4095).astype("<u2")
    dataset.Rows, dataset.Columns = stored.shape
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.PixelRepresentation = 0
    if series.modality == "CT":
        dataset.RescaleIntercept, dataset.RescaleSlope = series.intercept, 1
    dataset.WindowCenter = [centre for centre, _, _ in series.windows]
    dataset.WindowWidth = [width for _, width, _ in series.windows]
    dataset.WindowCenterWidthExplanation = [name for _, _, name in series.windows]
    dataset.PixelData = stored.tobytes()


def write_ophthalmic(
    path: Path, patient: str, eye: Eye, jpeg: bytes, width: int, height: int
) -> None:
    """Write a colour JPEG as Ophthalmic Photography 8 Bit Image Storage (PS3.3 A.41)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset = _identity(patient, OphthalmicPhotography8BitImageStorage, 0)
    dataset.Modality = "OP"
    dataset.SeriesDescription = dataset.StudyDescription = "Fundus photograph, synthetic"
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.ImageLaterality = "R" if eye is Eye.OD else "L"
    dataset.PatientOrientation = ["L", "F"]
    dataset.Rows, dataset.Columns, dataset.NumberOfFrames = height, width, 1
    dataset.SamplesPerPixel, dataset.PlanarConfiguration = 3, 0
    dataset.PhotometricInterpretation = "YBR_FULL_422"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 8, 8, 7
    dataset.PixelRepresentation = 0
    dataset.LossyImageCompression = "01"
    dataset.AnatomicRegionSequence = Sequence([_code("5665001", "SCT", "Retina")])
    dataset.PixelData = encapsulate([jpeg])
    dataset["PixelData"].VR = "OB"
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    dataset.save_as(path, enforce_file_format=True)


def _identity(name: str, sop_class: UID, index: int) -> Dataset:
    """Return the header every image shares: who (nobody), when, and that it is a phantom."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = sop_class
    dataset.SOPInstanceUID = _uid(name, "image", str(index))
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = _uid(name, "study"), _uid(name, "series")
    dataset.PatientName, dataset.PatientID = f"SYNTHETIC^{name}", f"synthetic-{name}"
    dataset.PatientBirthDate = dataset.PatientSex = ""
    dataset.StudyDate = dataset.SeriesDate = dataset.ContentDate = f"{DRAWN_ON:%Y%m%d}"
    dataset.StudyTime = dataset.SeriesTime = dataset.ContentTime = "120000"
    dataset.AccessionNumber = dataset.StudyID = dataset.ReferringPhysicianName = ""
    dataset.SeriesNumber, dataset.InstanceNumber, dataset.AcquisitionNumber = 1, index + 1, 1
    dataset.Manufacturer = "MedView sample generator"
    dataset.QualityControlImage = "YES"  # PS3.3 C.7.6.1: a phantom
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = NOTE
    dataset.BurnedInAnnotation = "NO"
    dataset.ImageComments = NOTE
    return dataset


def _uid(*words: str) -> UID:
    """Return the same UID for the same words."""
    return UID(generate_uid(entropy_srcs=["medview-sample", *words]))


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code
