"""A clinic's folder, drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from medview.sources.reader import ReaderPool


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    readers = ReaderPool(2)
    yield readers
    readers.close()


def draw_retina(side: int = 300) -> np.ndarray[Any, np.dtype[np.uint8]]:
    image = np.zeros((300, 300, 3), np.uint8)
    cv2.circle(image, (150, 150), 135, (190, 95, 45), -1)
    for offset in range(-40, 41, 20):
        cv2.ellipse(image, (210, 150), (90, 60 + offset), 0, 90, 270, (120, 40, 20), 2)
    cv2.circle(image, (215, 150), 18, (240, 200, 130), -1)
    soft = cv2.GaussianBlur(image, (0, 0), 1.2)
    return np.asarray(cv2.resize(soft, (side, side)), dtype=np.uint8)


@pytest.fixture
def draw() -> Callable[[], np.ndarray[Any, np.dtype[np.uint8]]]:
    return draw_retina


@pytest.fixture
def write_retina() -> Callable[..., Path]:
    def write(path: Path, side: int = 300) -> Path:
        Image.fromarray(draw_retina(side)).save(path, quality=92)
        return path

    return write


@pytest.fixture
def write_ct() -> Callable[..., Path]:
    """Return a writer of one CT slice at height z."""

    def write(path: Path, z: float = 0.0, **elements: Any) -> Path:
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = generate_uid()
        dataset = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
        dataset.SOPClassUID = CTImageStorage
        dataset.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
        dataset.PatientID, dataset.PatientName, dataset.Modality = "P1", "DOE^JANE", "CT"
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3", "1.2.3.4"
        dataset.StudyDate, dataset.SeriesDescription = "20260102", "Chest"
        dataset.ImagePositionPatient, dataset.PixelSpacing = [0, 0, z], [0.5, 0.5]
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        dataset.Rows = dataset.Columns = 32
        dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
        dataset.BitsAllocated = dataset.BitsStored = 16
        dataset.HighBit, dataset.PixelRepresentation = 15, 0
        dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
        dataset.PixelData = np.full((32, 32), int(1000 + 10 * z), np.uint16).tobytes()
        for keyword, value in elements.items():
            setattr(dataset, keyword, value)
        dataset.save_as(path, enforce_file_format=True)
        return path

    return write
