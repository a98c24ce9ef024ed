"""Every element of a DICOM file in words: sequences and private elements too, pixels never."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from pydicom.datadict import dictionary_description, private_dictionary_description
from pydicom.tag import BaseTag, Tag

from medview.domain.elements import Element
from medview.imaging.dicom_file import DicomFile, open_dicom
from medview.imaging.dicom_values import clean

MOST = 20_000  # elements of one file that are listed
DEEPEST = 16  # sequences within sequences
MANY_VALUES = 32  # of one element that are spelled out
BYTES = ("OB", "OD", "OF", "OL", "OV", "OW", "UN")
LEFT_OUT = Element(0, "…", "", "", "")  # stands for the elements beyond MOST


def read_elements(stream: BinaryIO) -> list[Element]:
    """Return the elements of a file in the order of their tags; raise as open_dicom does."""
    opened = open_dicom(stream, every_element=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's quote what is in the file
        found = list(islice(_all(opened), MOST + 1))
    return found if len(found) <= MOST else [*found[:MOST], LEFT_OUT]


def _all(opened: DicomFile) -> Iterator[Element]:
    yield from _of(opened.header.file_meta, 0)
    yield from _of(opened.header, 0)
    if opened.has_pixels:
        length = f"{max(opened.size - opened.pixel_start, 0)} bytes"
        yield Element(0, "(7FE0,xxxx)", opened.pixel_vr, opened.pixel_keyword, length)


def _of(dataset: Any, level: int) -> Iterator[Element]:
    """Yield the elements of a data set, each sequence followed by what it holds."""
    for tag in sorted(dataset.keys()):
        try:
            element = dataset[tag]
            vr, value = str(element.VR), element.value
        except Exception:  # values are converted on access; hostile ones raise anything
            yield Element(level, _tag(tag), "", _name(dataset, tag), "cannot be read")
            continue
        if vr != "SQ":
            yield Element(level, _tag(tag), vr, _name(dataset, tag), _value(vr, value))
            continue
        yield Element(level, _tag(tag), vr, _name(dataset, tag), f"{len(value)} items")
        if level < DEEPEST:
            for item in value:
                yield from _of(item, level + 1)


def _tag(tag: BaseTag) -> str:
    return f"({tag.group:04X},{tag.element:04X})"


def _name(dataset: Any, tag: BaseTag) -> str:
    """Return the name of PS3.6, or what is known of a private element and its creator."""
    try:
        if not Tag(tag).is_private:
            return dictionary_description(tag)
        if tag.element < 0x100:
            return "Private Creator"
        # PS3.5 7.8.1: (gggg,10) reserves (gggg,1000-10FF), and so on
        creator = clean(str(dataset[tag.group, tag.element >> 8].value))
        return _private_name(tag, creator)
    except Exception:  # no dictionary knows it
        return "Private" if Tag(tag).is_private else "Unknown"


def _private_name(tag: BaseTag, creator: str) -> str:
    try:
        return f"[{creator}] {private_dictionary_description(tag, creator)}"
    except KeyError:
        return f"[{creator}]"


def _value(vr: str, value: Any) -> str:
    """Return a value for the screen: bytes as their number, long lists cut."""
    if value is None:
        return ""
    if vr in BYTES or isinstance(value, bytes):
        return f"{len(value)} bytes" if hasattr(value, "__len__") else ""
    if isinstance(value, (list, tuple)) or type(value).__name__ == "MultiValue":
        shown = [str(one) for one in value[:MANY_VALUES]]
        more = "…" if len(value) > MANY_VALUES else ""
        return clean("\\".join(shown)) + more
    return clean(str(value))
