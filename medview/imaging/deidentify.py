"""DICOM files that name nobody: the attributes of a list, new UIDs, moved dates, a pseudonym.

The Basic Application Level Confidentiality Profile of PS3.15 Annex E with Retain Longitudinal
Temporal Information with Modified Dates, by a list of what is kept (see kept_attributes) rather
than of what is removed. pydicom and highdicom bring no de-identifier; the `deid` package removes
by list and rule, also at one depth only, and would bring in more code than is here.
"""

from __future__ import annotations

import hmac
import math
import warnings
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, BinaryIO

from pydicom import FileDataset, config
from pydicom.datadict import dictionary_VR, keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import PYDICOM_IMPLEMENTATION_UID, UID

from medview.domain.errors import UnreadableFile
from medview.domain.exchange import Disguise, names_somebody, telling_words
from medview.imaging.coded_pixels import pixel_bytes
from medview.imaging.dicom_file import DicomFile, open_dicom, require_image, value_of
from medview.imaging.dicom_syntax import check_syntax
from medview.imaging.dicom_values import text, whole
from medview.imaging.drawn_words import refuse_drawn_words
from medview.imaging.kept_attributes import DATES, KEPT, OF_PET, UIDS

DEEPEST = 16  # sequences within sequences
METHOD = "MedView: PS3.15 Basic Profile, by a list of what is kept"
_STANDARD = "1.2.840.10008."  # UIDs of the Standard itself, which name a kind of thing
_TEXTS = ("AE", "AS", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT")
_NUMBERS = ("DS", "IS", "FD", "FL", "SL", "SS", "SV", "UL", "US", "UV", "AT")
_BYTES = ("OB", "OW", "US")  # of lookup tables
# Attributes that tell who it was; what stands in them, and its parts, must stand nowhere else.
_PERSONS = (
    "PatientName PatientID OtherPatientIDs OtherPatientNames PatientBirthName AccessionNumber "
    "PatientMotherBirthName ResponsiblePerson ReferringPhysicianName OperatorsName "
    "NameOfPhysiciansReadingStudy PerformingPhysicianName PhysiciansOfRecord RequestingPhysician"
)
# These as a whole: their parts are words that manufacturers use as well.
_PLACES = (
    "PatientBirthDate PatientAddress PatientTelephoneNumbers MedicalRecordLocator "
    "InstitutionName InstitutionAddress StationName DeviceSerialNumber"
)


def deidentified(stream: BinaryIO, disguise: Disguise) -> bytes:
    """Return a DICOM image file that names nobody.

    Raises UnsupportedFormat for an image that may have words drawn into it or that cannot be
    cleaned, and UnreadableFile or TooLarge as for reading it.
    """
    opened = open_dicom(stream, every_element=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's quote what is in the file
        require_image(opened)
        check_syntax(opened)
        refuse_drawn_words(opened)
        kept = _Keeper(opened, disguise).kept()
        _put_pixels(kept, opened)
        return _written(kept)


class _Keeper:
    """Copies what may be kept of one file."""

    def __init__(self, opened: DicomFile, disguise: Disguise) -> None:
        self._header = opened.header
        self._syntax = opened.syntax
        self._disguise = disguise
        self._is_pet = text(opened.header, "Modality").upper() == "PT"
        self._forbidden = (*disguise.forbidden, *_words_of(opened.header))

    def kept(self) -> FileDataset:
        """Return the data set without its pixels, and with new meta information."""
        kept = self._copied(self._header, 0)
        pseudonym = self._disguise.pseudonym
        kept.SpecificCharacterSet = "ISO_IR 192"
        kept.PatientName, kept.PatientID = pseudonym, pseudonym
        # Type 2 of the General Study and Patient modules: present and empty.
        for keyword in ("PatientBirthDate", "PatientSex", "StudyTime", "StudyID"):
            setattr(kept, keyword, "")
        for keyword in ("ReferringPhysicianName", "AccessionNumber"):
            setattr(kept, keyword, "")
        kept.PatientIdentityRemoved = "YES"
        kept.DeidentificationMethod = METHOD
        kept.DeidentificationMethodCodeSequence = Sequence(self._codes())
        kept.LongitudinalTemporalInformationModified = "MODIFIED"
        if "FrameOfReferenceUID" in kept:
            kept.PositionReferenceIndicator = ""
        if "SOPInstanceUID" not in kept:
            kept.SOPInstanceUID = self._new_uid(str(self._header.get("SeriesInstanceUID", "")))
        return self._with_meta(kept)

    def _codes(self) -> list[Dataset]:
        """Return which profile and options were applied (PS3.16 CID 7050)."""
        named = [
            ("113100", "Basic Application Confidentiality Profile"),
            ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        ]
        if self._is_pet:
            named.append(("113108", "Retain Patient Characteristics Option"))
        codes = []
        for value, meaning in named:
            code = Dataset()
            code.CodeValue, code.CodingSchemeDesignator = value, "DCM"
            code.CodeMeaning = meaning
            codes.append(code)
        return codes

    def _with_meta(self, kept: Dataset) -> FileDataset:
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = UID(str(kept.get("SOPClassUID", "")))
        meta.MediaStorageSOPInstanceUID = UID(str(kept.SOPInstanceUID))
        meta.TransferSyntaxUID = self._syntax
        meta.ImplementationClassUID = PYDICOM_IMPLEMENTATION_UID
        return FileDataset(
            "",
            kept,
            preamble=b"\0" * 128,
            file_meta=meta,
            is_implicit_VR=self._syntax.is_implicit_VR,
            is_little_endian=self._syntax.is_little_endian,
        )

    def _copied(self, dataset: Any, level: int) -> Dataset:
        """Return what is kept of a data set, or of an item of a sequence."""
        copy = Dataset()
        for tag in sorted(dataset.keys()):
            number = int(tag)
            if number in KEPT or number in UIDS or number in DATES or number in OF_PET:
                element = self._element(dataset, tag, level)
                if element is not None:
                    copy[tag] = element
        return copy

    def _element(self, dataset: Any, tag: Any, level: int) -> DataElement | None:
        """Return an element as it may be kept; None for one that is not as the Standard says."""
        try:
            found = dataset[tag]
            vr, value = str(found.VR), found.value
        except Exception:  # values are converted on access; hostile ones raise anything
            return None
        if vr not in (expected := dictionary_VR(tag)) and vr != expected:
            return None
        if vr == "SQ":
            if level >= DEEPEST:
                return None
            return DataElement(tag, vr, Sequence([self._copied(i, level + 1) for i in value]))
        changed = self._value(int(tag), vr, value)
        try:
            return None if changed is None else DataElement(tag, vr, changed)
        except Exception:  # text where a number belongs
            return None

    def _value(self, tag: int, vr: str, value: Any) -> Any:
        """Return the value as it may be kept, or None."""
        if tag in OF_PET and not self._is_pet:
            return None
        if tag in UIDS:
            return self._new_uid(str(value)) if value else None
        if vr in ("DA", "DT"):
            return _moved(str(value), self._disguise.days)
        if vr == "TM":
            return value if str(value).replace(".", "").isdigit() else None
        if vr == "UI":
            return value if str(value).startswith(_STANDARD) else None
        if vr in _TEXTS:
            return None if names_somebody(_as_text(value), self._forbidden) else value
        if vr in _NUMBERS or vr == "US or SS":
            return value if _are_numbers(value) else None
        return value if any(kind in vr for kind in _BYTES) else None

    def _new_uid(self, old: str) -> str:
        return new_uid(old, self._disguise.salt)


def new_uid(old: str, salt: bytes) -> str:
    """Return the UID that stands for an old one, the same each time (PS3.5 B.2: 2.25. and a UUID).

    Version and variant are those of a random UUID (RFC 9562).
    """
    drawn = bytearray(hmac.new(salt, old.strip(" \0").encode(), "sha256").digest()[:16])
    drawn[6] = drawn[6] & 0x0F | 0x40
    drawn[8] = drawn[8] & 0x3F | 0x80
    return f"2.25.{int.from_bytes(drawn, 'big')}"


def _moved(value: str, days: int) -> str | None:
    """Return a date, or a date with a time, so many days earlier; None for what is neither."""
    try:
        day = datetime.strptime(value[:8], "%Y%m%d")
        rest = value[8:]
        if rest and not rest.replace(".", "").replace("+", "").replace("-", "").isdigit():
            return None
        return f"{day - timedelta(days=days):%Y%m%d}{rest}"
    except (ValueError, OverflowError):
        return None


def _are_numbers(value: Any) -> bool:
    """Return True for an empty value, and for one or several numbers."""
    try:
        return all(math.isfinite(float(one)) for one in _as_text(value).split("\\") if one)
    except (ValueError, OverflowError):
        return False


def _as_text(value: Any) -> str:
    """Return all values of an element as one text."""
    many = isinstance(value, list | tuple) or type(value).__name__ == "MultiValue"
    return "\\".join(map(str, value)) if many else str(value)


def _words_of(dataset: Any) -> tuple[str, ...]:
    """Return what must stand nowhere in the file that is sent."""
    places = [*_PLACES.split(), *map(keyword_for_tag, UIDS)]
    return telling_words(
        *(
            [_as_text(value_of(dataset, word, "")) for word in words]
            for words in (_PERSONS.split(), places)
        )
    )


def _put_pixels(kept: Dataset, opened: DicomFile) -> None:
    """Put the pixels, and nothing that lies beside them, into the copy."""
    frames = pixel_bytes(opened)
    if opened.is_encapsulated:
        value, vr = encapsulate(frames, has_bot=sum(map(len, frames)) < 2**31), "OB"
    else:
        value = frames[0] + b"\0" * (len(frames[0]) % 2)
        wide = (whole(opened.header, "BitsAllocated") or 8) > 8
        vr = opened.pixel_vr if opened.pixel_vr in ("OB", "OW", "OF", "OD") else ""
        vr = vr or ("OW" if wide else "OB")
    tags = {"PixelData": 0x7FE00010, "FloatPixelData": 0x7FE00008}
    tag = tags.get(opened.pixel_keyword, 0x7FE00009)
    kept[tag] = DataElement(tag, vr, value)
    if opened.is_encapsulated:
        kept[tag].is_undefined_length = True


def _written(dataset: FileDataset) -> bytes:
    """Return the file; little or big endian as it was, since pixels are not turned."""
    syntax = UID(dataset.file_meta.TransferSyntaxUID)
    config.settings.writing_validation_mode = config.IGNORE
    written = BytesIO()
    try:
        dataset.save_as(
            written,
            implicit_vr=syntax.is_implicit_VR,
            little_endian=syntax.is_little_endian,
            enforce_file_format=True,
        )
    except Exception as error:  # the writer raises anything on hostile values
        raise UnreadableFile(
            "The header cannot be written without the patient's data.",
            hint="Export it again from the PACS or the scanner.",
        ) from error
    return written.getvalue()
