"""How quickly a CT becomes a volume one can scroll, beside two other ways to read it.

The series is written to a temporary folder; all read it from there in turn, in one run.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from medview.app.services import Services
from medview.bench.speed import (
    Result,
    at_least,
    at_most,
    opened_cases,
    scratch_services,
    seconds_of,
    spread,
)
from medview.domain.job import JobContext
from medview.domain.planes import Cut, Slab, View
from medview.domain.volume import Volume

SLICES, SIDE = 300, 512
ROUNDS = 5
MEGABYTE = 2.0**20
WATCH_SECONDS = 0.002


def bench_volume() -> Iterator[Result]:
    """300 slices of 512² from disk to a volume, its first image, memory, and a frame of planes."""
    with scratch_services() as (services, folder):
        write_ct(folder)
        yield from _measured(services, folder)


def _measured(services: Services, folder: Path) -> Iterator[Result]:
    [case] = opened_cases(services, [folder])
    ours: list[float] = []
    plain: list[float] = []
    itk: list[float] = []
    first: list[float] = []
    grown: list[int] = []
    volume: Volume | None = None
    clock = Clock()
    for _ in range(ROUNDS):
        plain.append(seconds_of(partial(plain_loop, folder)))
        itk.append(seconds_of(partial(itk_reader, folder)))
        volume = None  # let go of the last one before memory is measured
        with Memory() as memory:
            began = time.perf_counter()
            volume = services.open_volume(case, JobContext(on_item=clock.take))
            ours.append(time.perf_counter() - began)
        first.append(clock.at - began)
        grown.append(memory.grown)
    assert volume is not None
    np.testing.assert_array_equal(volume.voxels.array, plain_loop(folder))
    opening = seconds_of(partial(opened_cases, services, [folder]))
    yield at_least(
        "volume of 300 slices against the plain pydicom loop", median(plain) / median(ours), 2.0,
        f"{median(ours):.2f} s against {median(plain):.2f} s (dcmread, pixel_array, rescale, "
        f"sorted); looking through the folder before that {opening:.2f} s",
    )  # fmt: skip
    yield at_least(
        "the same against SimpleITK's reader", median(itk) / median(ours), 1.0,
        f"{median(ours):.2f} s against {median(itk):.2f} s (ImageSeriesReader, GDCM)",
    )  # fmt: skip
    yield at_most("its first image", 1e3 * median(first), 200, "ms", spread(first))
    size = volume.voxels.array.nbytes
    yield at_most(
        "memory while it loads, of the volume's size", max(grown) / size, 1.3, "times",
        f"{size / MEGABYTE:.0f} MB",
    )  # fmt: skip
    frames = plane_times(volume)
    yield at_most("two turned planes cut from it", 1e3 * median(frames), 33, "ms", spread(frames))


def plane_times(volume: Volume) -> list[float]:
    """Return the seconds that the two planes take which a turn changes, finely."""
    cross, times = volume.grid.upright(), []
    for _ in range(15):
        cross = cross.turned(View.AXIAL, 0.05)
        cuts = [volume.grid.cut(cross, view, Slab()) for view in (View.CORONAL, View.SAGITTAL)]
        times.append(seconds_of(partial(_cut_all, volume, cuts)))
    return times


def _cut_all(volume: Volume, cuts: Sequence[Cut]) -> None:
    for cut in cuts:
        volume.voxels.cut(cut)


class Clock:
    """When the last item came."""

    at = 0.0

    def take(self, _: object) -> None:
        """Note the time."""
        self.at = time.perf_counter()


class Memory:
    """How much the process has grown at most; 0 where the system does not tell."""

    def __enter__(self) -> Memory:
        """Begin to watch."""
        self._before = self._peak = _resident()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        """Stop watching."""
        self._is_over.set()
        self._thread.join()

    @property
    def grown(self) -> int:
        """Bytes."""
        return self._peak - self._before

    def _watch(self) -> None:
        while not self._is_over.wait(WATCH_SECONDS):
            self._peak = max(self._peak, _resident())


def _resident() -> int:
    """Return the resident bytes of this process (Linux), else 0."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def plain_loop(folder: Path) -> npt.NDArray[np.int16]:
    """Return the volume by the loop a user would write with pydicom."""
    slices = [pydicom.dcmread(path) for path in sorted(folder.glob("*.dcm"))]
    slices.sort(key=lambda one: float(one.ImagePositionPatient[2]))
    values = np.empty((len(slices), SIDE, SIDE), np.int16)
    for index, one in enumerate(slices):
        values[index] = one.pixel_array * one.RescaleSlope + one.RescaleIntercept
    return values


def itk_reader(folder: Path) -> Any:
    """Return the volume as SimpleITK reads it."""
    import SimpleITK as sitk

    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    return reader.Execute()


def write_ct(folder: Path) -> None:
    """Write an uncompressed CT of 300 slices."""
    noise = np.random.default_rng(0).integers(0, 2000, (SIDE, SIDE)).astype(np.uint16)
    study, series, space = (generate_uid() for _ in range(3))
    for index in range(SLICES):
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = generate_uid()
        one = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
        one.SOPClassUID, one.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
        one.PatientID, one.PatientName, one.Modality = "BENCH", "SYNTHETIC", "CT"
        one.StudyInstanceUID, one.SeriesInstanceUID = study, series
        one.FrameOfReferenceUID, one.InstanceNumber = space, index + 1
        one.ImagePositionPatient = [-180, -180, 1.25 * index]
        one.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        one.PixelSpacing, one.SliceThickness = [0.7, 0.7], 1.25
        one.Rows = one.Columns = SIDE
        one.SamplesPerPixel, one.PhotometricInterpretation = 1, "MONOCHROME2"
        one.BitsAllocated, one.BitsStored, one.HighBit = 16, 12, 11
        one.PixelRepresentation = 0
        one.RescaleSlope, one.RescaleIntercept = 1, -1024
        one.WindowCenter, one.WindowWidth = 40, 400
        one.PixelData = np.roll(noise, index, axis=0).tobytes()
        one.save_as(folder / f"{index:04d}.dcm", enforce_file_format=True)
