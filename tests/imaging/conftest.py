"""Drawn DICOM files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

MakeDicom = Callable[..., BytesIO]


def ct_dataset(pixels: np.ndarray[Any, Any], **elements: Any) -> FileDataset:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    dataset.PatientID, dataset.PatientName, dataset.Modality = "P1", "DOE^JANE", "CT"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3", "1.2.3.4"
    dataset.InstanceNumber = 1
    dataset.ImagePositionPatient, dataset.PixelSpacing = [0, 0, 0], [0.5, 0.5]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.Rows, dataset.Columns = pixels.shape[-2:]
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated = dataset.BitsStored = 8 * pixels.dtype.itemsize
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
    dataset.PixelData = pixels.tobytes()
    for keyword, value in elements.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


@pytest.fixture
def make_dicom() -> MakeDicom:
    """Return a maker of one CT image as a stream; elements are set, or removed by None."""

    def make(pixels: np.ndarray[Any, Any] | None = None, **elements: Any) -> BytesIO:
        if pixels is None:
            pixels = np.arange(64 * 48, dtype=np.uint16).reshape(64, 48)
        buffer = BytesIO()
        ct_dataset(pixels, **elements).save_as(buffer, enforce_file_format=True)
        buffer.seek(0)
        return buffer

    return make
