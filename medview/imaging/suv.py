"""Standardised uptake values by body weight: the factor from stored PET units to g/ml.

    SUVbw = activity (Bq/ml) × body weight (g) / dose (Bq) left at the time of the activity

After QIBA FDG-PET/CT Profile 1.13, appendix G, and PS3.3 C.8.9.1: with Decay Correction START the
activity is that at the start of the scan, with ADMIN that at the injection. Whatever is missing or
contradicts itself gives no SUV, and the reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from medview.domain.image import HOUNSFIELD, Notice, Picture, Window
from medview.domain.volume import SUV_UNITS, Suv
from medview.imaging.dicom_file import DicomFile, value_of
from medview.imaging.dicom_values import number, text, texts

GRAMS = 1000.0
HEAVIEST = 500.0  # kg
LEAST_DOSE = 1e5  # Bq; below it the dose was written in MBq, or there was none
LONGEST_WAIT = timedelta(hours=24)  # from injection to scan, where the date of injection is known
USUAL_WAIT = timedelta(hours=8)  # where only its time is
GE_SCAN_START = (0x0009, 0x100D)  # scan date and time, where the series was processed later
PHILIPS_SUV = (0x7053, 0x1000)  # factor from rescaled counts to SUV
PHILIPS_ACTIVITY = (0x7053, 0x1009)  # factor from rescaled counts to Bq/ml
# What is common in oncology, and a wide one; the file's own is in Bq/ml.
SUV_WINDOWS = (
    Window(2.5, 5.0, "", "LINEAR_EXACT"),
    Window(5.0, 10.0, "", "LINEAR_EXACT"),
)


def in_suv(opened: DicomFile, picture: Picture) -> Picture:
    """Return a picture (H, W) of the file in SUV, or as it is, with a notice that says why."""
    return scaled(picture, suv_of_frame(opened, picture))


def scaled(picture: Picture, suv: Suv) -> Picture:
    """Return a picture (H, W) in SUV, or as it is, with a notice where `suv` says why."""
    if suv.reason:
        return replace(picture, notices=(*picture.notices, Notice("no-suv", suv.reason)))
    if suv.factor is None:
        return picture
    pixels = picture.pixels.astype(np.float32) * np.float32(suv.factor)
    return replace(picture, pixels=pixels, units=SUV_UNITS, windows=SUV_WINDOWS, voi_lut=None)


def suv_of_frame(opened: DicomFile, picture: Picture) -> Suv:
    """Return `suv_of` for a frame that has values, and nothing for colour or values not known."""
    has_values = not picture.is_colour and not picture.switched_off(HOUNSFIELD)
    return suv_of(opened) if has_values else Suv()


def suv_of(opened: DicomFile) -> Suv:
    """Return the factor of a PET image, or why there is none; nothing for other modalities."""
    dataset = opened.header
    if text(dataset, "Modality").upper() != "PT":
        return Suv()
    units = text(dataset, "Units").upper()
    if units == "GML":
        return _as_given(dataset)
    if units == "CNTS":
        return _of_counts(dataset)
    if units == "BQML":
        return _of_activity(dataset)
    return Suv(reason="No SUV: the values are in a unit that SUV cannot be made of.")


def _as_given(dataset: Any) -> Suv:
    """Return 1 for values that are SUV by body weight already (PS3.3 C.8.9.1, SUV Type)."""
    if text(dataset, "SUVType").upper() in ("", "BW"):
        return Suv(1.0)
    return Suv(reason="No SUV by body weight: the file holds SUV by another measure.")


def _of_counts(dataset: Any) -> Suv:
    """Return the maker's factor for counts, which only Philips gives."""
    to_suv, to_activity = (_private(dataset, tag) for tag in (PHILIPS_SUV, PHILIPS_ACTIVITY))
    if to_suv:
        return Suv(to_suv)
    if not to_activity:
        return Suv(reason="No SUV: the values are counts, and the file does not say their scale.")
    activity = _of_activity(dataset)
    return Suv(activity.factor and activity.factor * to_activity, activity.reason)


def _of_activity(dataset: Any) -> Suv:
    """Return weight over the dose that was left, for values in Bq/ml."""
    corrections = {word.upper() for word in texts(dataset, "CorrectedImage")}
    if not {"ATTN", "DECY"} <= corrections:
        return Suv(reason="No SUV: the image is not corrected for attenuation and decay.")
    weight = number(dataset, "PatientWeight")
    if weight is None or not 0 < weight <= HEAVIEST:
        return Suv(reason="No SUV: the patient's weight is missing.")
    drug = _drug(dataset)
    dose = None if drug is None else number(drug, "RadionuclideTotalDose")
    if dose is None or dose < LEAST_DOSE:
        return Suv(reason="No SUV: the injected dose is missing or not in becquerels.")
    left, reason = _left(dataset, drug)
    return Suv(reason=reason) if left is None else Suv(weight * GRAMS / (dose * left))


def _drug(dataset: Any) -> Any:
    """Return the item about the radiopharmaceutical; with several, none is meant alone."""
    items = list(value_of(dataset, "RadiopharmaceuticalInformationSequence", []))
    return items[0] if len(items) == 1 else None


def _left(dataset: Any, drug: Any) -> tuple[float | None, str]:
    """Return the share of the dose that the activity refers to, or why it is not known."""
    moment = text(dataset, "DecayCorrection").upper()
    if moment == "ADMIN":
        return 1.0, ""
    if moment != "START":
        return None, "No SUV: the file does not say to which time the activity is corrected."
    half_life = number(drug, "RadionuclideHalfLife")
    if half_life is None or half_life <= 0:
        return None, "No SUV: the half-life of the radionuclide is missing."
    scan = _scan_start(dataset)
    if scan is None:
        return None, "No SUV: the start of the scan is not known."
    waited = _wait(drug, scan)
    if waited is None:
        return None, "No SUV: the time of injection is missing, or does not fit the scan."
    return float(2.0 ** (-waited.total_seconds() / half_life)), ""


def _scan_start(dataset: Any) -> datetime | None:
    """Return when the scan began.

    QIBA: the series' date and time, unless they are later than the acquisition's: then the series
    was processed afterwards, and only a maker's own element tells.
    """
    series = _moment(text(dataset, "SeriesDate") + text(dataset, "SeriesTime"))
    taken = _moment(text(dataset, "AcquisitionDate") + text(dataset, "AcquisitionTime"))
    if series is not None and taken is not None and series <= taken:
        return series
    element = dataset.get(GE_SCAN_START)
    return None if element is None else _moment(_plain(element.value))


def _wait(drug: Any, scan: datetime) -> timedelta | None:
    """Return the time from injection to scan, None when unknown or out of reason."""
    given = _moment(text(drug, "RadiopharmaceuticalStartDateTime"))
    if given is not None:
        waited = scan - given
        return waited if timedelta(0) <= waited <= LONGEST_WAIT else None
    clock = text(drug, "RadiopharmaceuticalStartTime")
    given = _moment(scan.strftime("%Y%m%d") + clock) if clock else None
    if given is None:
        return None
    waited = scan - given
    if waited < timedelta(0):  # injected before midnight
        waited += timedelta(days=1)
    return waited if waited <= USUAL_WAIT else None


def _moment(words: str) -> datetime | None:
    """Return a date with a time (PS3.5 6.2: DA and TM, or DT), None for anything else."""
    digits = words.partition(".")[0].partition("+")[0].partition("-")[0]
    if not digits.isdigit() or not 10 <= len(digits) <= 14:
        return None
    try:  # minutes and seconds may be left out
        return datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _private(dataset: Any, tag: tuple[int, int]) -> float | None:
    """Return a positive number of a private element, which may be stored as text or as bytes."""
    element = dataset.get(tag)
    try:
        value = 0.0 if element is None else float(_plain(element.value))
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


def _plain(value: Any) -> str:
    """Return the text of a private value; of an unknown VR it comes as bytes."""
    words = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    return words.strip(" \0")
