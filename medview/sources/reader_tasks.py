"""What a reader process can be asked: look at a file, show it, prepare it for an encoder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from medview.domain.errors import UnsupportedFormat
from medview.domain.image import GRADE, MILLIMETRES, Picture, Window
from medview.domain.picture_facts import Look
from medview.domain.region import Region
from medview.sources import wire
from medview.sources.files import list_members, open_regular, open_source
from medview.sources.looks import look
from medview.sources.pictures import Pictures
from medview.sources.reader_overlays import drawn_to_json
from medview.sources.wire import Json

Array = np.ndarray[Any, Any]

MAX_RECORDS = 100_000  # of a DICOMDIR
# A photograph is decoded at not less than this many times the encoder's side: a 12 megapixel
# JPEG at a half, 27 instead of 81 ms, embedding at cosine 0.993 of the full decode (a quarter:
# 18 ms, but 0.979). For lesions the side is larger, and so is half a photograph's.
ENOUGH = {"fundus": 5, "retina": 2}
# A square for training is a quarter larger than the encoder's input: decoded at the same size.
ENOUGH_OF_SQUARE = 4
COMPARED_SIDE = 512  # a photograph is decoded at not less than this to be compared with others
COLOURLESS = 4.0  # grey levels between the channels of a grey picture saved as a colour JPEG

_pictures = Pictures()
_room: dict[tuple[Any, ...], Array] = {}  # for the slices of one answer


def warm_up() -> None:
    """Load what the first DICOM file and the first grade need."""
    import cv2

    from medview.imaging import dicom, eye_side, preprocess, quality

    cv2.setNumThreads(1)
    assert dicom and eye_side and preprocess and quality


def members(path: str) -> Json:
    """Return the readable members of a ZIP, and the refused ones with the reason."""
    names, empty, refused = list_members(path)
    return {
        "members": names,
        "empty": empty,
        "refused": [wire.error_to_json(error) | {"name": name} for name, error in refused],
    }


def dicomdir(path: str) -> Json:
    """Return the files a DICOMDIR refers to, as the parts of their paths."""
    from medview.imaging.dicom_file import open_dicom, value_of
    from medview.imaging.dicom_values import texts

    with open_regular(path) as stream:
        records = value_of(open_dicom(stream).header, "DirectoryRecordSequence") or ()
        files = [texts(record, "ReferencedFileID") for record in records[:MAX_RECORDS]]
    return {"files": [list(parts) for parts in files if parts and _is_file_id(parts)]}


def _is_file_id(parts: Sequence[str]) -> bool:
    """Return True for what can be a file on a medium.

    PS3.10 8.2: at most 8 components of 8 characters; in the wild they are longer, not this long.
    """
    return len(parts) <= 16 and all(0 < len(part) <= 128 for part in parts)


def digest(path: str, member: str = "") -> Json:
    """Return the SHA-256 of a file's bytes."""
    with open_source(path, member) as stream:
        total = hashlib.sha256()
        while chunk := stream.read(1 << 20):
            total.update(chunk)
    return {"digest": total.hexdigest()}


def identity(path: str, member: str = "") -> Json:
    """Return whose image a DICOM file is, or nothing for another file."""
    from medview.imaging.dicom_file import open_dicom
    from medview.imaging.dicom_identity import read_identity
    from medview.imaging.filetype import DICOM, HEAD, sniff

    with open_source(path, member) as stream:
        if sniff(stream.read(HEAD)) != DICOM:
            return {"identity": None}
        stream.seek(0)
        return {"identity": asdict(read_identity(open_dicom(stream).header))}


def deidentified(path: str, member: str, disguise: Mapping[str, Any]) -> tuple[Json, Array]:
    """Return a file that names nobody, as bytes (n,), and the ending of its name."""
    from medview.imaging.deidentify import deidentified as without_identity
    from medview.imaging.filetype import DICOM, HEAD, sniff
    from medview.imaging.strip_picture import stripped

    with open_source(path, member) as stream:
        kind = sniff(stream.read(HEAD))
        stream.seek(0)
        if kind == DICOM:
            content, ending = without_identity(stream, wire.disguise_from(disguise)), ".dcm"
        else:
            content, ending = stripped(stream)
    return {"ending": ending}, np.frombuffer(content, np.uint8)


def pixels(path: str, member: str = "") -> Json:
    """Return the SHA-256 of the pixels of a file, whatever else stands in it."""
    from medview.imaging.coded_pixels import pixel_bytes
    from medview.imaging.dicom_file import open_dicom
    from medview.imaging.filetype import DICOM, HEAD, sniff
    from medview.imaging.photo import count_pages, read
    from medview.imaging.photo_header import open_photo

    total = hashlib.sha256()
    with open_source(path, member) as stream:
        kind = sniff(stream.read(HEAD))
        stream.seek(0)
        if kind == DICOM:
            for frame in pixel_bytes(open_dicom(stream)):
                total.update(hashlib.sha256(frame).digest())
        else:
            for page in range(count_pages(open_photo(stream))):
                stream.seek(0)
                shown = read(stream, page=page).pixels
                total.update(f"{shown.shape} {shown.dtype}".encode() + shown.tobytes())
    return {"digest": total.hexdigest()}


def elements(path: str, member: str = "") -> Json:
    """Return every element of a DICOM file in words; raise UnsupportedFormat for another file."""
    from medview.imaging.dicom_elements import read_elements
    from medview.imaging.filetype import DICOM, HEAD, sniff

    with open_source(path, member) as stream:
        if sniff(stream.read(HEAD)) != DICOM:
            raise UnsupportedFormat("This is not a DICOM file: it has no elements.")
        stream.seek(0)
        found = read_elements(stream)
    return {"elements": [[e.level, e.tag, e.vr, e.name, e.value] for e in found]}


def segmentation(path: str, member: str = "") -> Json:
    """Return segments and frames of a segmentation object."""
    from medview.imaging.segmentation import read_segmentation

    with open_source(path, member) as stream:
        return wire.segmentation_to_json(read_segmentation(stream))


def picture(path: str, member: str, frame: int, max_side: int | None) -> tuple[Json, Array]:
    """Return one decoded image."""
    shown = _pictures.shown(path, member, frame, max_side)
    return wire.picture_to_json(shown) | drawn_to_json(shown.drawn), shown.pixels


def slices(places: list[tuple[str, str, int]]) -> tuple[Json, Array]:
    """Return several slices of one volume at once: their facts, and their pixels (n, H, W)."""
    frames = [_pictures.slice_of(*place) for place in places]
    pixels = _stacked([frame.picture.pixels for frame in frames])
    return {"slices": [wire.slice_to_json(frame) for frame in frames]}, pixels


def _stacked(slices: Sequence[Array]) -> Array:
    """Return slices (n, H, W) in one array, which the next answer uses again.

    Fresh memory for each would take longer than the copying.
    """
    kind = np.result_type(*slices)
    kind = np.dtype(np.float32) if kind == np.float64 else kind  # whole numbers beside fractions
    key = (len(slices), *slices[0].shape, kind)
    if key not in _room:
        _room.clear()
        _room[key] = np.empty(key[:-1], kind)
    return np.stack(slices, out=_room[key], casting="same_kind")


def thumbnail(path: str, member: str, frame: int, side: int) -> tuple[Json, Array]:
    """Return (h, w, 3) uint8, longer side at most `side`."""
    from medview.imaging import display

    grey_or_colour = display.render(_pictures.shown(path, member, frame, side))
    if grey_or_colour.ndim == 2:
        grey_or_colour = np.repeat(grey_or_colour[..., None], 3, axis=2)
    return {}, grey_or_colour


def prepare(
    path: str,
    member: str,
    frame: int,
    preprocess: Mapping[str, Any],
    region: list[int] | None = None,
) -> tuple[Json, Array]:
    """Return the encoder input (3, S, S), and for a fundus encoder what speaks against grading."""
    from medview.imaging import preprocess as preparation

    is_fundus = preprocess["kind"] in ENOUGH
    enough = ENOUGH.get(preprocess["kind"], 0) * int(preprocess["size"])
    side = enough if is_fundus and region is None else None
    shown = _pictures.read(path, member, frame, least_side=side)
    pixels = eight_bit(shown)
    measures, fault = _gate(shown, pixels) if is_fundus else ({}, "")
    if preprocess["kind"] == "retina":
        measures |= _place_of_retina(shown, pixels)
    if region is not None:
        pixels = _cropped(pixels, Region(*region))
    if not is_fundus:
        measures = {"width": pixels.shape[1], "height": pixels.shape[0]}
    answer = {"measures": measures, "fault": fault}
    return answer, preparation.prepare(pixels, preprocess).astype(np.float32, copy=False)


def fingerprint(path: str, member: str, frame: int) -> tuple[Json, Array]:
    """Return what is known of a picture without its label, and its likeness (see imaging)."""
    from medview.imaging import likeness

    shown = _pictures.read(path, member, frame, least_side=COMPARED_SIDE)
    pixels = eight_bit(shown)
    is_grey = not shown.is_colour or _colour_of(pixels) < COLOURLESS
    measures, fault = ({}, "") if is_grey else _gate(shown, pixels)
    answer = {"look": str(_look(measures, fault)), "fault": fault}
    compared = pixels[..., 1] if is_grey and pixels.ndim == 3 else pixels
    return answer | digest(path, member), likeness.likeness(compared)


def _colour_of(pixels: Array) -> float:
    """Return the mean distance between the highest and the lowest channel, in grey levels."""
    thumbnail = pixels[:: max(1, len(pixels) // 64), :: max(1, pixels.shape[1] // 64)]
    return float(np.ptp(thumbnail.astype(np.float32), axis=2).mean())


def _look(measures: Mapping[str, float], fault: str) -> Look:
    from medview.imaging import quality

    if not measures:
        return Look.GREY
    if quality.is_fundus(measures):
        return Look.FUNDUS
    return Look.COLOUR if fault == quality.NOT_FUNDUS else Look.POOR


def square(path: str, member: str, frame: int, kind: str, side: int) -> tuple[Json, Array]:
    """Return the picture as an encoder of `kind` learns it: uint8 (side, side, 4 or 1)."""
    from medview.imaging import preprocess

    least = ENOUGH_OF_SQUARE * side if kind in ENOUGH else None
    shown = _pictures.read(path, member, frame, least_side=least)
    return {}, preprocess.square_of(eight_bit(shown), kind, side)


def _gate(shown: Picture, pixels: Array) -> tuple[dict[str, float], str]:
    """Return the quality measures, and the reason why the picture must not be graded, or ""."""
    from medview.imaging import quality

    barred = [notice.text for notice in shown.notices if GRADE in notice.disables]
    if not shown.is_colour:
        return {}, barred[0] if barred else quality.NOT_FUNDUS
    measures = quality.measure(pixels)
    return measures, barred[0] if barred else quality.fault_of(measures)


def _place_of_retina(shown: Picture, pixels: Array) -> dict[str, float]:
    """Return the retina in pixels of the whole photograph, and their spacing where it is known."""
    from medview.imaging import preprocess

    rgb = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
    disc = preprocess.find_retina(rgb) or preprocess.whole_picture(rgb)
    width, height = shown.full_size if all(shown.full_size) else pixels.shape[1::-1]
    across, down = width / pixels.shape[1], height / pixels.shape[0]
    place = {
        "retina_x": (disc.cx + 0.5) * across - 0.5,
        "retina_y": (disc.cy + 0.5) * down - 0.5,
        "retina_rx": disc.rx * across,
        "retina_ry": disc.ry * down,
    }
    if shown.spacing is not None and not shown.switched_off(MILLIMETRES):
        place |= {"row_mm": shown.spacing[0], "column_mm": shown.spacing[1]}
    return place


def eight_bit(shown: Picture) -> Array:
    """Return RGB as it is, or grey through the window the encoder was trained with.

    CT: -1000..400 HU, the window of the training patches; others their own, or the data's range
    (8 bits too: how a person sees them stored is another matter).
    """
    from medview.imaging import display

    if shown.units == "HU":
        return display.render(shown, Window(-300.0, 1400.0, function="LINEAR_EXACT"))
    if shown.is_colour or shown.windows or shown.voi_lut is not None:
        return display.render(shown)
    return display.render(shown, display.data_window(shown.pixels))


def _cropped(pixels: Array, region: Region) -> Array:
    """Return the part of the image inside a region; raise RegionOutside when there is none."""
    part = region.clipped(pixels.shape[1], pixels.shape[0])
    return np.ascontiguousarray(pixels[part.y : part.y + part.height, part.x : part.x + part.width])


TASKS: dict[str, Callable[..., Any]] = {
    "look": look,
    "members": members,
    "dicomdir": dicomdir,
    "digest": digest,
    "identity": identity,
    "deidentified": deidentified,
    "pixels": pixels,
    "elements": elements,
    "segmentation": segmentation,
    "picture": picture,
    "slices": slices,
    "thumbnail": thumbnail,
    "prepare": prepare,
    "fingerprint": fingerprint,
    "square": square,
}
