"""Reading a file of cases from another site: nothing in it is believed before it was checked.

First the seal over every byte, then the ZIP, then the signed manifest, then each member against
it. Names of members are those of the manifest, which are digits: none is ever used as a path.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from medview.domain.errors import ExchangeError
from medview.domain.exchange import (
    KEY_DIGITS,
    MANIFEST,
    MOST_BYTES,
    MOST_MEMBERS,
    MOST_OF_MANIFEST,
    MOST_OF_ONE,
    SEAL,
    SEAL_DIGITS,
    SIGNATURE,
    TYPE,
    TYPE_MEMBER,
    Signer,
)
from medview.domain.job import JobContext
from medview.domain.manifest import Manifest, read_manifest
from medview.sources.files import open_regular

CHUNK = 1 << 20
SPARE = 256 * 1024**2  # bytes of the disk that are left to the library
_TAIL = len(SEAL) + KEY_DIGITS + 1 + SEAL_DIGITS
_HEAD = 30 + len(TYPE_MEMBER) + len(TYPE)  # a local header, name and content (APPNOTE 4.3.7)
IsSigned = Callable[[bytes, bytes, bytes], bool]
AGAIN = "Do not use it. Ask the sender for another copy, by another way."


@dataclass(frozen=True)
class OpenedParcel:
    """A file whose seal, signature and manifest are sound; `digest` is that of the manifest."""

    path: Path
    signer: Signer
    manifest: Manifest
    digest: str

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(member.size for member in self.manifest.members.values())


def is_parcel(path: Path) -> bool:
    """Return True for a file that begins as one of cases does, sound or not."""
    try:
        with open(path, "rb") if path.is_file() else open(os.devnull, "rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return head[:4] == b"PK\x03\x04" and head[30:] == TYPE_MEMBER.encode() + TYPE


def open_parcel(path: Path, is_signed: IsSigned, context: JobContext) -> OpenedParcel:
    """Return the file, its seal, signature and manifest checked; members are checked by `unpack`.

    Raises ExchangeError or CannotOpen with the reason, and Cancelled.
    """
    if not is_parcel(path):
        raise ExchangeError(
            "This is no file of cases.", hint="Files of cases are made by Library > Export cases."
        )
    with open_regular(str(path)) as stream:
        key = _checked_seal(stream, is_signed, context)
        with _archive(stream) as archive:
            return _opened(path, archive, key, is_signed)


def unpack(opened: OpenedParcel, folder: Path, context: JobContext) -> None:
    """Write every member of the file below `folder`, each checked against the manifest.

    Raises ExchangeError at the first that differs, or where the disk has no room for all, and
    Cancelled: what was written until then is the caller's to remove.
    """
    _check_room(opened, folder)
    members = opened.manifest.members
    with open_regular(str(opened.path)) as stream, _archive(stream) as archive:
        for number, (name, member) in enumerate(members.items()):
            context.step(number, len(members), "Unpacking")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as written:
                _copy(archive, name, member.size, member.sha256, written)


def _checked_seal(stream: BinaryIO, is_signed: IsSigned, context: JobContext) -> bytes:
    """Return the public key whose seal holds for every byte of the file."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    try:
        if len(tail) != _TAIL or not tail.startswith(SEAL):
            raise ValueError
        key = bytes.fromhex(tail[len(SEAL) :][:KEY_DIGITS].decode("ascii"))
        digits = tail[-SEAL_DIGITS:].decode("ascii")
        seal = bytes.fromhex(digits)
        if seal.hex() != digits or tail[-SEAL_DIGITS - 1 : -SEAL_DIGITS] != b" ":
            raise ValueError
    except ValueError as error:
        raise ExchangeError(
            "The end of the file is missing or was changed: it is not taken.",
            hint="Copy it again; if that does not help, ask the sender for another.",
        ) from error
    if not is_signed(_digest(stream, size - SEAL_DIGITS, context), seal, key):
        raise changed()
    return key


def changed() -> ExchangeError:
    """Return the error of a file that is not as its sender made it."""
    return ExchangeError(
        "The file was changed after it was signed: nothing of it is taken.", hint=AGAIN
    )


def _digest(stream: BinaryIO, size: int, context: JobContext) -> bytes:
    total, done = hashlib.sha256(), 0
    stream.seek(0)
    while done < size:
        context.step(done, size, "Checking the signature")
        chunk = stream.read(min(CHUNK, size - done))
        if not chunk:
            break
        total.update(chunk)
        done += len(chunk)
    return total.digest()


def _archive(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        stream.seek(0)
        return zipfile.ZipFile(stream)
    except Exception as error:  # struct, Unicode and overflow errors among others
        raise _malformed() from error


def _malformed() -> ExchangeError:
    return ExchangeError("The file is not built as a file of cases is.", hint=AGAIN)


def _opened(path: Path, archive: zipfile.ZipFile, key: bytes, is_signed: IsSigned) -> OpenedParcel:
    entries = archive.infolist()
    _check_entries(entries)
    by_name = {entry.filename: entry for entry in entries}
    if len(by_name) != len(entries) or not {TYPE_MEMBER, MANIFEST, SIGNATURE} <= by_name.keys():
        raise _malformed()
    content = _read(archive, by_name[MANIFEST], MOST_OF_MANIFEST)
    if not is_signed(content, _read(archive, by_name[SIGNATURE], 64), key):
        raise changed()
    try:
        manifest = read_manifest(content)
    except ValueError as error:
        raise ExchangeError(
            "The list of contents in the file is not as it should be: nothing of it is taken.",
            hint="It may have been made by a newer MedView. " + AGAIN,
        ) from error
    if manifest.key != key.hex() or set(by_name) != {
        *manifest.members,
        TYPE_MEMBER,
        MANIFEST,
        SIGNATURE,
    }:
        raise _malformed()
    for name, member in manifest.members.items():
        if by_name[name].file_size != member.size or member.size > MOST_OF_ONE:
            raise _malformed()
    opened = OpenedParcel(
        path, Signer(manifest.site, key), manifest, hashlib.sha256(content).hexdigest()
    )
    if opened.size > MOST_BYTES:
        raise ExchangeError("The file unpacks to more than MedView takes.", hint=AGAIN)
    return opened


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Raise when the directory cannot be that of an honest file: too many, or overlapping."""
    if len(entries) > MOST_MEMBERS + 3:
        raise ExchangeError("The file holds more members than MedView takes.", hint=AGAIN)
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        is_plain = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if entry.header_offset < ends or not is_plain or entry.flag_bits & 1:
            raise _malformed()
        ends = entry.header_offset + entry.compress_size


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return a member of at most so many bytes, whatever its header claims."""
    try:
        with archive.open(entry) as member:
            content = member.read(most + 1)
    except Exception as error:  # each packing method has errors of its own
        raise _malformed() from error
    if len(content) > most:
        raise ExchangeError("The file unpacks to more than MedView takes.", hint=AGAIN)
    return content


def _copy(archive: zipfile.ZipFile, name: str, size: int, sha256: str, written: BinaryIO) -> None:
    """Write a member that is exactly what the manifest promises."""
    total, left = hashlib.sha256(), size
    try:
        with archive.open(name) as member:
            while chunk := member.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                total.update(chunk)
                written.write(chunk)
    except OSError as error:
        raise ExchangeError(
            f"The images could not be kept ({error.strerror or error}).",
            hint="Free some disk space; then import the file again.",
        ) from error
    except Exception as error:
        raise _malformed() from error
    if left or total.hexdigest() != sha256:
        raise changed()


def _check_room(opened: OpenedParcel, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if opened.size + SPARE > free:
        raise ExchangeError(
            f"The images need {opened.size // 10**6 + 1} MB, and the disk has {free // 10**6} MB.",
            hint=f"Free some space on the disk of {folder.parent}.",
        )
