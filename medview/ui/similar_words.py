"""Regions taken by similarity in words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from medview.domain.measures import PIXELS, Reading
from medview.domain.similarity import RegionReading, SimilarRegion
from medview.ui.measure_words import number_words, reading_lines

# Sentences from below the window, said in its language by reasons.py.
REGIONS = (
    QT_TRANSLATE_NOOP("reasons", "Regions are taken in grey images."),
    QT_TRANSLATE_NOOP("reasons", "Choose a CT, MR or X-ray."),
    QT_TRANSLATE_NOOP("reasons", "There is nothing at this place."),
    QT_TRANSLATE_NOOP("reasons", "Click or draw on the image."),
    QT_TRANSLATE_NOOP("reasons", "The images of this series are of different sizes."),
    QT_TRANSLATE_NOOP("reasons", "No region was taken here."),
    QT_TRANSLATE_NOOP("reasons", "Take a region first."),
    QT_TRANSLATE_NOOP("reasons", "Export the regions as a table."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "Regions of images with several frames in a file cannot be kept as a segmentation.",
    ),
    QT_TRANSLATE_NOOP("reasons", "A segmentation can only refer to DICOM images with an identity."),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The images do not say where they lie in the body: a segmentation has no place.",
    ),
    QT_TRANSLATE_NOOP(
        "reasons",
        "The images do not say how thick their slices are: a segmentation must name it.",
    ),
    QT_TRANSLATE_NOOP("reasons", "No model for 'region-similarity' is installed."),
)


def region_lines(region: SimilarRegion, reading: RegionReading | None) -> list[str]:
    """Return name and measures of a region, a line each; nothing untrusted is among them."""
    unsaved = "" if region.is_saved else " *"
    found = [region.name + unsaved]
    if reading is None:
        return [*found, QCoreApplication.translate("regions", "empty: take more")]
    if reading.volume is not None:
        words = QCoreApplication.translate("regions", "{0} ml in {1} slices")
        found.append(words.format(number_words(reading.volume), reading.slices))
    elif reading.slices > 1:
        words = QCoreApplication.translate("regions", "{0} slices")
        found.append(words.format(reading.slices))
    area = Reading(reading.unit, area=reading.area, values=reading.values)
    lines = reading_lines(area)
    if reading.slices > 1:
        lines[0] = QCoreApplication.translate("regions", "largest {0}").format(lines[0])
    if reading.unit == PIXELS:
        lines[0] = lines[0].replace("²", "")
    return [*found, *lines]
