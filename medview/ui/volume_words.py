"""Why a series has no volume, or a PET no SUV, marked for translation."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

VOLUMES = (
    QT_TRANSLATE_NOOP("reasons", "One image alone has no other planes."),
    QT_TRANSLATE_NOOP("reasons", "Other planes need at least three slices."),
    QT_TRANSLATE_NOOP(
        "reasons", "The images do not say where they lie in the body: there are no other planes."
    ),
    QT_TRANSLATE_NOOP("reasons", "Look at the slices as they are."),
    QT_TRANSLATE_NOOP("reasons", "The slices differ in size, units or space."),
    QT_TRANSLATE_NOOP("reasons", "The slices differ in direction, pixel size or SUV scale."),
    QT_TRANSLATE_NOOP("reasons", "Image {0} does not lie where an even stack has it."),
    QT_TRANSLATE_NOOP("reasons", "Pictures in colour have no other planes."),
    QT_TRANSLATE_NOOP(
        "reasons", "The two series do not name the same space: they may not lie over each other."
    ),
)
SUV = (
    QT_TRANSLATE_NOOP("reasons", "No SUV: the values are in a unit that SUV cannot be made of."),
    QT_TRANSLATE_NOOP("reasons", "No SUV by body weight: the file holds SUV by another measure."),
    QT_TRANSLATE_NOOP(
        "reasons", "No SUV: the values are counts, and the file does not say their scale."
    ),
    QT_TRANSLATE_NOOP("reasons", "No SUV: the image is not corrected for attenuation and decay."),
    QT_TRANSLATE_NOOP("reasons", "No SUV: the patient's weight is missing."),
    QT_TRANSLATE_NOOP("reasons", "No SUV: the injected dose is missing or not in becquerels."),
    QT_TRANSLATE_NOOP(
        "reasons", "No SUV: the file does not say to which time the activity is corrected."
    ),
    QT_TRANSLATE_NOOP("reasons", "No SUV: the half-life of the radionuclide is missing."),
    QT_TRANSLATE_NOOP("reasons", "No SUV: the start of the scan is not known."),
    QT_TRANSLATE_NOOP(
        "reasons", "No SUV: the time of injection is missing, or does not fit the scan."
    ),
)
