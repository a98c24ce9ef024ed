"""One DICOM image to pixels in real units: decoding, modality LUT, colour, windows, notices."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from pydicom.encaps import encapsulate, generate_fragments, parse_basic_offsets
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.processing import apply_color_lut

from medview.domain.errors import TooLarge, UnreadableFile, UnsupportedFormat
from medview.domain.image import HOUNSFIELD, Notice, Picture
from medview.imaging.dicom_facts import Plane
from medview.imaging.dicom_file import DicomFile, object_name, open_dicom, require_image
from medview.imaging.dicom_frames import count_frames, cut_notice, frame_bytes, is_cut
from medview.imaging.dicom_geometry import planes_of
from medview.imaging.dicom_header import geometry_notices
from medview.imaging.dicom_syntax import EXPORT_AGAIN, UNCOMPRESSED, check_syntax, undecodable
from medview.imaging.dicom_values import number, text, whole
from medview.imaging.dicom_voi import real_values, windows_of
from medview.imaging.overlay_planes import drawn_over

Stored = np.ndarray[Any, np.dtype[Any]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

_GREY = ("MONOCHROME1", "MONOCHROME2")
_COLOUR = ("RGB", "PALETTE COLOR", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")


def read(stream: BinaryIO, *, frame: int = 0) -> Picture:
    """Return one frame; raise UnreadableFile, UnsupportedFormat or TooLarge."""
    return read_frame(open_dicom(stream), frame)


def read_frame(opened: DicomFile, frame: int) -> Picture:
    """Return one frame of a parsed file."""
    planes, notices = described(opened)
    if frame >= len(planes):
        raise UnreadableFile(f"The file has no frame {frame + 1}.", hint=EXPORT_AGAIN)
    stored, colour, more = _decode(opened, frame)
    notices += (*more, *geometry_notices(opened, planes[frame]))
    if colour:
        picture = Picture(_rgb(opened, stored, colour))
    else:
        picture = _grey_picture(opened, stored, frame)
    notices += picture.notices
    is_off = any(HOUNSFIELD in notice.disables for notice in notices)
    return Picture(
        picture.pixels,
        units="" if is_off and picture.units == "HU" else picture.units,
        windows=picture.windows,
        voi_lut=picture.voi_lut,
        inverted=picture.inverted,
        spacing=planes[frame].spacing,
        full_size=(picture.pixels.shape[1], picture.pixels.shape[0]),
        orientation=planes[frame].orientation,
        position=planes[frame].position,
        frame_of_reference=text(opened.header, "FrameOfReferenceUID"),
        padding=picture.padding,
        drawn=drawn_over(opened, frame),
        notices=notices,
    )


def described(opened: DicomFile) -> tuple[tuple[Plane, ...], tuple[Notice, ...]]:
    """Return the plane of each frame and what is doubtful about them, found out once a file."""
    if opened.described is None:
        require_image(opened)
        check_syntax(opened)
        frames, frame_notices = count_frames(opened)
        planes, plane_notices = planes_of(opened.header, frames)
        opened.described = planes, (*opened.notices, *frame_notices, *plane_notices)
    return opened.described


def _decode(opened: DicomFile, frame: int) -> tuple[Stored, str, tuple[Notice, ...]]:
    """Return stored values, the colour space ("" for grey), and what was missing."""
    options = _options(opened)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pixels, space, notices = _decode_any(opened, frame, options)
    except MemoryError as error:
        raise TooLarge("Decoding the image needs more memory than MedView allows.") from error
    except (UnreadableFile, UnsupportedFormat):
        raise
    except Exception as error:  # decoders raise anything on hostile data
        raise _decoding_failed(opened, error) from error
    return pixels, "" if space in _GREY else space, notices


def _options(opened: DicomFile) -> dict[str, Any]:
    """Return the Image Pixel module as checked numbers (PS3.3 C.7.6.3)."""
    dataset = opened.header
    bits = whole(dataset, "BitsAllocated")
    space = text(dataset, "PhotometricInterpretation")
    if space not in (*_GREY, *_COLOUR):
        raise UnsupportedFormat(
            f"The image is stored in an unknown way ({space[:16] or 'not said'}).",
            hint=UNCOMPRESSED,
        )
    if space in _GREY and whole(dataset, "SamplesPerPixel") == 3:
        raise UnreadableFile("The header calls the image grey and in colour.", hint=EXPORT_AGAIN)
    return {
        "transfer_syntax_uid": opened.syntax,
        "rows": whole(dataset, "Rows"),
        "columns": whole(dataset, "Columns"),
        "number_of_frames": max(1, whole(dataset, "NumberOfFrames") or 1),
        "samples_per_pixel": whole(dataset, "SamplesPerPixel"),
        "bits_allocated": bits,
        "bits_stored": whole(dataset, "BitsStored") or bits,
        "pixel_representation": whole(dataset, "PixelRepresentation") or 0,
        "planar_configuration": whole(dataset, "PlanarConfiguration") or 0,
        "photometric_interpretation": space,
        "pixel_keyword": opened.pixel_keyword,
        "pixel_vr": opened.pixel_vr,
    }


def _decode_any(
    opened: DicomFile, frame: int, options: dict[str, Any]
) -> tuple[Stored, str, tuple[Notice, ...]]:
    """Decode where the file says the frame is, else where it is found, else what there is of it."""
    if is_cut(opened, frame):
        return _decode_part(opened, frame, options)
    try:
        pixels, said = _decode_there(opened, frame, options)
        notices: tuple[Notice, ...] = ()
    except MemoryError:
        raise
    except Exception:
        if not opened.is_encapsulated:
            raise
        found = _found_frame(opened, frame, options["number_of_frames"])
        options = options | {"number_of_frames": 1}
        pixels, said = get_decoder(opened.syntax).as_array(found, index=0, **options)
        notices = (Notice("frame-table", "The table of frames in the file is wrong: searched."),)
    _check_shape(pixels, options)
    return pixels, str(said["photometric_interpretation"]), notices


def _decode_there(
    opened: DicomFile, frame: int, options: dict[str, Any]
) -> tuple[Stored, Mapping[str, Any]]:
    """Decode where the file says the frame is; what lies in unused bits is left out.

    PS3.5 8.1.1: unused bits may hold anything. Where all values fit into the stored bits there is
    nothing to leave out, and native pixels stay a view of the bytes read: what follows makes
    arrays of its own where it changes them.
    """
    decoder = get_decoder(opened.syntax)
    if not opened.is_encapsulated:
        opened.stream.seek(opened.pixel_start)
        plain = {**options, "view_only": True, "correct_unused_bits": False}
        pixels, said = decoder.as_array(opened.stream, index=frame, **plain)
        if _fits(pixels, options["bits_stored"]):
            return pixels, said
    opened.stream.seek(opened.pixel_start)
    return decoder.as_array(opened.stream, index=frame, **options)


def _fits(pixels: Stored, bits: int) -> bool:
    """Return True when all values are whole numbers of so many bits."""
    if not np.issubdtype(pixels.dtype, np.integer):
        return True
    is_signed = np.issubdtype(pixels.dtype, np.signedinteger)
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if is_signed else (0, 2**bits - 1)
    return bool(low <= pixels.min() and pixels.max() <= high)


def _check_shape(pixels: Stored, options: dict[str, Any]) -> None:
    """Raise UnreadableFile when the coded image is not the size the header says."""
    if pixels.shape[:2] != (options["rows"], options["columns"]):
        raise UnreadableFile("The image has another size than its header says.", hint=EXPORT_AGAIN)


def _decode_part(
    opened: DicomFile, frame: int, options: dict[str, Any]
) -> tuple[Stored, str, tuple[Notice, ...]]:
    """Decode a cut native frame; what is missing is zero, and a notice says so."""
    length = int(np.ceil(frame_bytes(opened)))
    opened.stream.seek(opened.pixel_start + int(frame * frame_bytes(opened)))
    data = opened.stream.read(length)
    if not length or len(data) < 0.1 * length:
        raise UnreadableFile("The pixels of the image are missing.", hint=EXPORT_AGAIN)
    options = options | {"number_of_frames": 1}
    whole_frame = data.ljust(length + length % 2, b"\0")
    pixels, said = get_decoder(opened.syntax).as_array(whole_frame, index=0, **options)
    return pixels, str(said["photometric_interpretation"]), (cut_notice(),)


def _found_frame(opened: DicomFile, frame: int, frames: int) -> bytes:
    """Return one encapsulated frame found by counting fragments, its offset table left aside."""
    opened.stream.seek(opened.pixel_start)
    parse_basic_offsets(opened.stream)
    fragments = [part for part in generate_fragments(opened.stream) if part]
    if not fragments:
        raise UnreadableFile("The pixels of the image are missing.", hint=EXPORT_AGAIN)
    if frames > 1 and frame < len(fragments):
        return bytes(encapsulate([fragments[frame]], has_bot=False))
    return bytes(encapsulate([b"".join(fragments)], has_bot=False))


def _decoding_failed(opened: DicomFile, error: Exception) -> UnreadableFile | UnsupportedFormat:
    """Return what to tell of a decoder's failure."""
    if "12-bit" in str(error) or opened.syntax == "1.2.840.10008.1.2.4.51":
        return undecodable("JPEG Extended 12-bit")
    kind = opened.syntax.name if opened.is_encapsulated else object_name(opened)
    return UnreadableFile(
        f"The pixels are damaged or do not match their header ({kind}).", hint=EXPORT_AGAIN
    )


def _rgb(opened: DicomFile, stored: Stored, space: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return (H, W, 3) uint8; PS3.3 C.7.6.3.1.2 and C.7.9 (palette)."""
    if space == "PALETTE COLOR":
        stored = _from_palette(opened, stored)
    if stored.ndim != 3:
        raise UnreadableFile("The header calls the image grey and in colour.", hint=EXPORT_AGAIN)
    if stored.dtype == np.uint8:
        return stored
    bits = 16 if space == "PALETTE COLOR" else whole(opened.header, "BitsStored") or 16
    return np.right_shift(stored, max(0, bits - 8)).astype(np.uint8)


def _from_palette(opened: DicomFile, stored: Stored) -> Stored:
    """Return (H, W, 3) through the palette of the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return apply_color_lut(stored, opened.header)
    except Exception as error:
        raise UnreadableFile(
            "The colour table of the image is damaged.", hint=EXPORT_AGAIN
        ) from error


def _grey_picture(opened: DicomFile, stored: Stored, frame: int) -> Picture:
    """Return grey pixels in real units, with the windows of the file."""
    inverted = text(opened.header, "PhotometricInterpretation") == "MONOCHROME1"
    padding = _padding(opened, stored)
    if padding is not None:
        stored = _without_padding(stored, padding, inverted)
    pixels, units, notices = real_values(opened, stored, frame)
    windows, voi_lut, more = windows_of(opened, frame)
    return Picture(
        pixels,
        units=units,
        windows=windows,
        voi_lut=voi_lut,
        inverted=inverted,
        padding=padding,
        notices=notices + more,
    )


def _padding(opened: DicomFile, stored: Stored) -> Mask | None:
    """Return (H, W), True outside the image; None when all of it is image, or nothing.

    PS3.3 C.7.5.1.1.2: padding takes part in no window and no statistics.
    """
    first = number(opened.header, "PixelPaddingValue")
    if first is None:
        return None
    last = number(opened.header, "PixelPaddingRangeLimit")
    low, high = sorted((first, first if last is None else last))
    padding = stored == low if low == high else (stored >= low) & (stored <= high)
    return None if padding.all() or not padding.any() else padding


def _without_padding(stored: Stored, padding: Mask, inverted: bool) -> Stored:
    """Return stored values with padding set to the darkest of the image."""
    inside = stored[~padding]
    return np.where(padding, inside.max() if inverted else inside.min(), stored)
