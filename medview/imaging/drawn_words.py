"""DICOM images that may have words drawn into them: these do not leave the house."""

from __future__ import annotations

from medview.domain.errors import UnsupportedFormat
from medview.imaging.dicom_facts import OPHTHALMIC_PHOTOGRAPHS
from medview.imaging.dicom_file import DicomFile
from medview.imaging.dicom_values import text

_SECONDARY = "1.2.840.10008.5.1.4.1.1.7"  # Secondary Capture, and its multi-frame kinds


def refuse_drawn_words(opened: DicomFile) -> None:
    """Raise UnsupportedFormat where a name may be part of the picture itself.

    PS3.3 C.7.6.1.1.4 (Burned In Annotation). Secondary captures and ultrasound commonly hold
    names, unless they say that they do not.
    """
    dataset = opened.header
    burned = text(dataset, "BurnedInAnnotation").upper()
    sop_class, modality = text(dataset, "SOPClassUID"), text(dataset, "Modality").upper()
    hint = "It was left out. Only images without words drawn into them can be sent."
    if burned == "YES":
        raise UnsupportedFormat(
            "Text, perhaps the patient's name, is part of the image.", hint=hint
        )
    if sop_class in OPHTHALMIC_PHOTOGRAPHS or burned == "NO":
        pass
    elif sop_class.startswith(_SECONDARY) or text(dataset, "ConversionType"):
        raise UnsupportedFormat(
            "This is a secondary capture: a name may be part of the image.", hint=hint
        )
    elif modality in ("US", "ES", "XC") or sop_class.startswith("1.2.840.10008.5.1.4.1.1.6"):
        raise UnsupportedFormat(
            "A name may be part of the image, as is common in ultrasound and endoscopy.", hint=hint
        )
    if _has_overlay_in_pixels(opened):
        raise UnsupportedFormat("Words may be hidden in unused bits of the pixels.", hint=hint)


def _has_overlay_in_pixels(opened: DicomFile) -> bool:
    """Return True where an overlay lies in unused bits of the pixels (retired; PS3.3 2004 C.9.2).

    It has bits allocated (60xx,0100) and no data of its own, which would follow the header.
    """
    places = [(group, 0x0102) for group in range(0x6000, 0x6020, 2)]
    return any(place in opened.header and opened.header[place].value for place in places)
