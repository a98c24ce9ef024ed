"""A DICOM file parsed up to its pixel data, within limits; no element beyond those needed."""

from __future__ import annotations

import warnings
import zlib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, BinaryIO

from pydicom import config
from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import RawDataElement, convert_raw_data_element
from pydicom.dataset import FileDataset
from pydicom.filereader import _read_file_meta_info, read_partial, read_preamble
from pydicom.tag import BaseTag, Tag
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian

from medview.domain.errors import TooLarge, UnreadableFile, UnsupportedFormat
from medview.domain.image import Notice

MAX_INFLATED = 256 * 1024 * 1024  # bytes of a deflated data set
SHORT = 128  # bytes; longer values are not kept
MAX_ITEMS = 20_000  # values or sequence items looked at
_DEFLATED_UID = DeflatedExplicitVRLittleEndian.encode()
_PLAIN_UID = b"1.2.840.10008.1.2.1".ljust(len(_DEFLATED_UID), b"\0")  # same length on purpose

# Everything MedView looks at: other elements, hostile ones among them, are skipped unread.
_NEEDED = (
    "SpecificCharacterSet ImageType SOPClassUID SOPInstanceUID StudyDate StudyTime Modality "
    "AccessionNumber ReferringPhysicianName StudyID PatientBirthDate PatientSex "
    "StudyDescription SeriesDescription PatientName PatientID IssuerOfPatientID "
    "Manufacturer ManufacturerModelName BodyPartExamined "
    "ImagerPixelSpacing NominalScannedPixelSpacing GantryDetectorTilt "
    "EstimatedRadiographicMagnificationFactor EchoNumbers TriggerTime DiffusionBValue "
    "StudyInstanceUID SeriesInstanceUID SeriesNumber AcquisitionNumber InstanceNumber "
    "ImagePositionPatient ImageOrientationPatient FrameOfReferenceUID Laterality ImageLaterality "
    "TemporalPositionIdentifier SamplesPerPixel PhotometricInterpretation PlanarConfiguration "
    "SliceThickness "
    "NumberOfFrames Rows Columns PixelSpacing BitsAllocated BitsStored HighBit "
    "PixelRepresentation PixelPaddingValue PixelPaddingRangeLimit WindowCenter WindowWidth "
    "WindowCenterWidthExplanation VOILUTFunction RescaleIntercept RescaleSlope RescaleType "
    "ModalityLUTSequence VOILUTSequence SharedFunctionalGroupsSequence "
    "PerFrameFunctionalGroupsSequence RedPaletteColorLookupTableDescriptor "
    "GreenPaletteColorLookupTableDescriptor BluePaletteColorLookupTableDescriptor "
    "RedPaletteColorLookupTableData GreenPaletteColorLookupTableData "
    "BluePaletteColorLookupTableData SegmentedRedPaletteColorLookupTableData "
    "SegmentedGreenPaletteColorLookupTableData SegmentedBluePaletteColorLookupTableData "
    "ExtendedOffsetTable ExtendedOffsetTableLengths Units BurnedInAnnotation "
    "DirectoryRecordSequence MIMETypeOfEncapsulatedDocument ReferencedFileID DirectoryRecordType "
    "RadiopharmaceuticalInformationSequence PatientWeight DecayCorrection CorrectedImage SUVType "
    "SeriesDate SeriesTime AcquisitionDate AcquisitionTime"
)
# When a PET of GE was taken, and the scale of counts of Philips, each with its creator.
_PRIVATE = (0x00090010, 0x0009100D, 0x70530010, 0x70531000, 0x70531009)
# Rows of an overlay plane (PS3.3 C.9.2): what else there is of it is read when an image is shown.
PLANE_GROUPS = range(0x6000, 0x6020, 2)
_TAGS: list[BaseTag | int] = [
    *(tag_for_keyword(word) or 0 for word in _NEEDED.split()),
    *_PRIVATE,
    *(group << 16 | 0x0010 for group in PLANE_GROUPS),
]
# Types whose values mean the same in every file: no character set and no other element rules them.
_SAME_EVERYWHERE = frozenset(
    ("AS", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "SL", "SS", "TM", "UI", "UL", "US")
)
_PIXEL_TAGS = {0x7FE00010: "PixelData", 0x7FE00008: "FloatPixelData", 0x7FE00009: "DoubleFloat"}


@dataclass
class DicomFile:
    """A parsed header; `stream` and `pixel_start` tell where the value of the pixels begins."""

    header: FileDataset
    stream: BinaryIO
    syntax: UID
    pixel_keyword: str = ""
    pixel_vr: str = ""
    pixel_start: int = 0
    size: int = 0
    notices: list[Notice] = field(default_factory=list)
    described: Any = None  # what imaging.dicom found out about the frames
    overlays: Any = None  # what imaging.overlay_planes found

    @property
    def has_pixels(self) -> bool:
        """True when there is a pixel data element."""
        return bool(self.pixel_keyword)

    @property
    def is_encapsulated(self) -> bool:
        """True when each frame is compressed on its own (PS3.5 A.4)."""
        return self.syntax.is_transfer_syntax and self.syntax.is_encapsulated

    def get(self, keyword: str, default: Any = None) -> Any:
        """Return the value of an element, or `default` when absent or not what its type says."""
        return value_of(self.header, keyword, default)


def value_of(dataset: Any, keyword: str, default: Any = None) -> Any:
    """Return the value of one element, or `default` when absent, empty or malformed."""
    try:
        value = _value(dataset, _tag(keyword))
    except Exception:  # values are converted on access: text where a number belongs raises here
        return default
    return default if value is None or value == "" else value


def _value(dataset: Any, tag: BaseTag) -> Any:
    """Return a value as pydicom converts it, None when absent; raise what it raises."""
    raw = dataset.get_item(tag)
    if raw is None:
        return None
    if raw.is_raw and raw.VR in _SAME_EVERYWHERE and raw.length <= SHORT and raw.value:
        return _converted(tag, raw.VR, raw.value, raw.is_implicit_VR, raw.is_little_endian)
    return dataset[tag].value


@lru_cache(maxsize=4096)
def _converted(tag: BaseTag, vr: str, value: bytes, implicit: bool, little: bool) -> Any:
    """Return the value of an element; the slices of a series say the same again and again."""
    raw = RawDataElement(tag, vr, len(value), value, 0, implicit, little)
    return convert_raw_data_element(raw).value


@cache
def _tag(keyword: str) -> BaseTag:
    """Return the tag of an element of the dictionary."""
    return Tag(tag_for_keyword(keyword) or 0)


def open_dicom(stream: BinaryIO, *, every_element: bool = False) -> DicomFile:
    """Return the parsed header of `stream`, which stays open for the pixels.

    Only the elements MedView uses are kept, or every one up to the pixels.
    Raises UnreadableFile, UnsupportedFormat or TooLarge.
    """
    config.settings.reading_validation_mode = config.IGNORE
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        opened = _parse(_inflated(stream), None if every_element else _TAGS)
    if any("incorrect value for Specific" in str(w.message) for w in said):
        opened.notices.append(Notice("charset", "The file names an unknown character set."))
    return opened


def _parse(stream: BinaryIO, tags: list[BaseTag | int] | None) -> DicomFile:
    """Return the header up to the pixel data; RecursionError and its kin become one message."""
    try:
        header = read_partial(stream, _at_pixels, force=True, specific_tags=tags)
    except MemoryError:
        raise
    except RecursionError as error:
        raise UnreadableFile("The DICOM header is nested deeper than any real file.") from error
    except Exception as error:  # the parser raises anything on hostile bytes
        raise _damaged("Its DICOM header cannot be read.") from error
    if not len(header) and not len(header.file_meta):
        raise _damaged("It holds no DICOM data.")
    return _with_pixels(header, stream)


def _damaged(detail: str) -> UnreadableFile:
    """Return the error of a file that is not whole."""
    return UnreadableFile(
        f"The file is damaged or incomplete. {detail}",
        hint="Export it again from the PACS or the scanner.",
    )


def _at_pixels(tag: BaseTag, _vr: str | None, _length: int) -> bool:
    """Return True at the first element of group 7FE0 that holds pixels."""
    return int(tag) in _PIXEL_TAGS


def _with_pixels(header: FileDataset, stream: BinaryIO) -> DicomFile:
    """Return the file with the place of its pixels, where it has some."""
    notices = []
    syntax = value_of(header.file_meta, "TransferSyntaxUID")
    implicit, little = header.original_encoding
    if not syntax:
        notices.append(
            Notice("no-transfer-syntax", "The file does not say how it is encoded: it was guessed.")
        )
        uids = {(True, True): "1.2.840.10008.1.2", (False, True): "1.2.840.10008.1.2.1"}
        syntax = UID(uids.get((bool(implicit), bool(little)), "1.2.840.10008.1.2.2"))
    opened = DicomFile(header, stream, UID(str(syntax)), notices=notices)
    _find_pixels(opened, implicit=bool(implicit), little=bool(little))
    return opened


def _find_pixels(opened: DicomFile, *, implicit: bool, little: bool) -> None:
    """Set where the pixel value starts (PS3.5 7.1: tag, VR, length)."""
    stream, order = opened.stream, "little" if little else "big"
    head = stream.read(8)
    tag = _number(head[0:2], order) << 16 | _number(head[2:4], order)
    if len(head) == 8 and tag in _PIXEL_TAGS:
        opened.pixel_keyword = _PIXEL_TAGS[tag].replace("DoubleFloat", "DoubleFloatPixelData")
        opened.pixel_vr = "OW" if implicit else head[4:6].decode("latin-1")
        if not implicit:
            stream.read(4)
        opened.pixel_start = stream.tell()
    opened.size = stream.seek(0, 2)


def _number(data: bytes, order: Any) -> int:
    """Return an unsigned number of `data` bytes."""
    return int.from_bytes(data, order)


def _inflated(stream: BinaryIO) -> BinaryIO:
    """Return the stream, or a plain copy in memory of a deflated data set, capped."""
    head = stream.read(2048)
    stream.seek(0)
    if _DEFLATED_UID not in head or head[128:132] != b"DICM":
        return stream
    read_preamble(stream, force=True)
    try:
        _read_file_meta_info(stream)
    except Exception as error:
        raise _damaged("Its DICOM header cannot be read.") from error
    start = stream.tell()
    plain = _inflate(stream)
    stream.seek(0)
    return BytesIO(stream.read(start).replace(_DEFLATED_UID, _PLAIN_UID, 1) + plain)


def _inflate(stream: BinaryIO) -> bytes:
    """Return the inflated rest of the stream; PS3.5 A.5: a bare deflate stream."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    parts, total = [], 0
    try:
        while chunk := stream.read(65536):
            while chunk:
                part = engine.decompress(chunk, 8 * 1024 * 1024)
                chunk = engine.unconsumed_tail
                parts.append(part)
                total += len(part)
                if total > MAX_INFLATED:
                    raise TooLarge("The deflated DICOM file unpacks to more than MedView opens.")
    except zlib.error as error:
        raise _damaged("Its deflated data cannot be unpacked.") from error
    return b"".join(parts)


def object_name(opened: DicomFile) -> str:
    """Return what kind of DICOM object this is, in the Standard's words."""
    name = str(UID(str(opened.get("SOPClassUID", ""))).name)
    return name if name and not name[:1].isdigit() else "DICOM object of an unknown kind"


def require_image(opened: DicomFile) -> None:
    """Raise UnsupportedFormat for an object without pixels, naming what it is."""
    if opened.has_pixels:
        return
    has_size = value_of(opened.header, "Rows") and value_of(opened.header, "Columns")
    if has_size or "Image Storage" in object_name(opened):
        raise _damaged("Its pixel data is missing.")
    raise UnsupportedFormat(
        f"This is not an image: {object_name(opened)}.",
        hint="Open the images of the study instead.",
    )
