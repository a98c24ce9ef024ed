"""SUV by body weight: the formula by hand, on a real PET, and when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import FileDataset, dcmread
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from medview.domain.image import HOUNSFIELD, Notice, Picture
from medview.domain.volume import SUV_UNITS, Suv
from medview.imaging.dicom_file import DicomFile, open_dicom
from medview.imaging.suv import SUV_WINDOWS, in_suv, suv_of

# 91 kg, 588.8 MBq at 07:21:00, scan at 09:59:47: 9527 s later, F-18 (6588 s).
LEFT = 2 ** (-9527 / 6588)
FACTOR = 91_000 / (588_802_304 * LEFT)


def pet(**changes: Any) -> Dataset:
    """Return a PET header as in QIBA's example; a change to None leaves an element out."""
    dataset = Dataset()
    drug = Dataset()
    values = {
        "Modality": "PT",
        "Units": "BQML",
        "CorrectedImage": ["DECY", "ATTN", "SCAT"],
        "DecayCorrection": "START",
        "PatientWeight": 91,
        "SeriesDate": "19600116",
        "SeriesTime": "095947.00",
        "AcquisitionDate": "19600116",
        "AcquisitionTime": "095947.00",
    }
    own = {
        "RadiopharmaceuticalStartTime": "072100.00",
        "RadionuclideTotalDose": "588802304.0",
        "RadionuclideHalfLife": "6588.0",
    }
    for name, value in {**values, **own, **changes}.items():
        if value is not None:
            setattr(drug if name.startswith(("Radion", "Radiop")) else dataset, name, value)
    dataset.RadiopharmaceuticalInformationSequence = [drug]
    return dataset


def read(dataset: Dataset) -> Suv:
    """Return the SUV of a header as it comes from a file."""
    return suv_of(opened(dataset))


def opened(dataset: Dataset) -> DicomFile:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    stream = BytesIO()
    FileDataset(stream, dataset, file_meta=meta, preamble=b"\0" * 128).save_as(stream)
    stream.seek(0)
    return open_dicom(stream)


def test_the_formula_by_hand() -> None:
    # 9527 s are 1.4461 half-lives: 36.70 % are left, 216.1 MBq; 91,000 g / 216.1 MBq.
    assert pytest.approx(0.36701, abs=1e-5) == LEFT
    assert read(pet()).factor == pytest.approx(FACTOR)
    assert pytest.approx(4.2111e-4, rel=1e-4) == FACTOR


def test_a_real_pet(shared_data: Path) -> None:
    path = sorted((shared_data / "dicom" / "petct-ACRIN-042" / "PET-AC").glob("*.dcm"))[60]
    with path.open("rb") as stream:
        suv = suv_of(open_dicom(stream))
    assert suv.reason == ""
    assert suv.factor == pytest.approx(FACTOR)
    dataset = dcmread(path)
    activity = dataset.pixel_array.max() * dataset.RescaleSlope
    assert 0.5 < activity * FACTOR < 60


def picture(**changes: Any) -> Picture:
    return replace(Picture(np.array([[0, 1000]], np.uint16), units="Bq/ml"), **changes)


def test_a_picture_is_shown_in_suv() -> None:
    shown = in_suv(opened(pet()), picture())
    assert shown.pixels.tolist() == [[0.0, pytest.approx(1000 * FACTOR)]]
    assert (shown.units, shown.windows, shown.notices) == (SUV_UNITS, SUV_WINDOWS, ())


def test_a_picture_without_suv_stays_and_says_why() -> None:
    shown = in_suv(opened(pet(PatientWeight=None)), picture())
    assert shown.pixels.tolist() == [[0, 1000]] and shown.units == "Bq/ml"
    assert [n.text for n in shown.notices] == ["No SUV: the patient's weight is missing."]


def test_colour_and_values_not_known_are_never_suv() -> None:
    unknown = Notice("no-hu", "The rescale values are missing.", frozenset({HOUNSFIELD}))
    for other in (picture(pixels=np.zeros((2, 2, 3), np.uint8)), picture(notices=(unknown,))):
        assert in_suv(opened(pet()), other) is other


def after(seconds: int) -> float:
    """Return the factor when the scan began so long after the injection."""
    return float(91_000 / (588_802_304 * 2 ** (-seconds / 6588)))


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({"DecayCorrection": "ADMIN"}, after(0)),
        ({"Units": "GML"}, 1.0),
        ({"Units": "GML", "SUVType": "BW"}, 1.0),
        # The full date of the injection goes before its time alone.
        ({"RadiopharmaceuticalStartDateTime": "19600116075947"}, after(7200)),
        # Injected at 23:30, scanned at 00:30.
        (
            {
                "RadiopharmaceuticalStartTime": "233000",
                "SeriesTime": "003000",
                "AcquisitionTime": "003100",
            },
            after(3600),
        ),
        # Minutes alone are a legal time.
        ({"RadiopharmaceuticalStartTime": "0721", "SeriesTime": "0921"}, after(7200)),
        # Beds are taken one after the other; all are corrected to the start of the series.
        ({"AcquisitionTime": "101500"}, FACTOR),
    ],
)
def test_other_ways_to_write_it(changes: dict[str, Any], factor: float) -> None:
    suv = read(pet(**changes))
    assert suv.factor == pytest.approx(factor)
    assert suv.reason == ""


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"PatientWeight": None}, "weight"),
        ({"PatientWeight": 0}, "weight"),
        ({"RadionuclideTotalDose": None}, "dose"),
        ({"RadionuclideTotalDose": "588.8"}, "dose"),  # MBq
        ({"RadionuclideHalfLife": None}, "half-life"),
        ({"CorrectedImage": ["DECY"]}, "attenuation"),
        ({"DecayCorrection": "NONE"}, "corrected"),
        ({"RadiopharmaceuticalStartTime": None}, "injection"),
        ({"RadiopharmaceuticalStartTime": "100000"}, "injection"),  # after the scan
        ({"RadiopharmaceuticalStartTime": "soon"}, "injection"),
        ({"SeriesTime": "120000"}, "start of the scan"),  # processed later
        ({"SeriesDate": None}, "start of the scan"),
        ({"Units": "PROPCPS"}, "unit"),
        ({"Units": "CNTS"}, "counts"),
        ({"Units": "GML", "SUVType": "LBM"}, "another measure"),
    ],
)
def test_what_is_missing_gives_no_suv_and_the_reason(changes: dict[str, Any], word: str) -> None:
    suv = read(pet(**changes))
    assert suv.factor is None
    assert word in suv.reason


def with_private(group: int, creator: str) -> Callable[[Dataset], Any]:
    return lambda dataset: dataset.private_block(group, creator, create=True)


def test_a_series_processed_later_is_dated_by_the_scanner() -> None:
    dataset = pet(SeriesTime="120000")
    with_private(0x0009, "GEMS_PETD_01")(dataset).add_new(0x0D, "DT", "19600116095947.00")
    assert read(dataset).factor == pytest.approx(FACTOR)


def test_counts_have_the_scale_of_their_maker() -> None:
    dataset = pet(Units="CNTS")
    with_private(0x7053, "Philips PET Private Group")(dataset).add_new(0x00, "DS", "0.000551")
    assert read(dataset).factor == pytest.approx(0.000551)
    dataset = pet(Units="CNTS")
    block = with_private(0x7053, "Philips PET Private Group")(dataset)
    block.add_new(0x00, "DS", "0")
    block.add_new(0x09, "DS", "1.5")
    assert read(dataset).factor == pytest.approx(1.5 * FACTOR)


def test_other_modalities_have_none_and_no_reason() -> None:
    assert read(pet(Modality="CT")) == Suv()
