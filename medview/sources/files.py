"""Opening a file or a ZIP member for reading, within limits; runs inside a reader process."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO

from medview.domain.errors import (
    CannotOpen,
    TooLarge,
    UnreadableFile,
    UnsafeFile,
    UnsupportedFormat,
)

MAX_MEMBER = 512 * 1024 * 1024  # bytes of one unpacked ZIP member
MAX_ARCHIVE = 8 * 1024 * 1024 * 1024  # bytes of all of them together, as declared
MAX_MEMBERS = 20_000
MAX_RATIO = 200  # unpacked to packed; DICOM and pictures stay below 50
RATIO_MATTERS = 16 * 1024 * 1024  # a small member may be as repetitive as it likes
_ENCRYPTED = 0x1
SAMPLE = 64 * 1024  # bytes of each part that goes into a fingerprint


@contextmanager
def open_source(path: str, member: str = "") -> Iterator[BinaryIO]:
    """Yield a seekable stream of a file, or of one member of a ZIP unpacked in memory."""
    with BytesIO(read_member(path, member)) if member else open_regular(path) as stream:
        yield stream


def open_regular(path: str) -> BinaryIO:
    """Return a file opened for reading; a pipe, a socket or a device is never opened.

    O_NONBLOCK: opening a FIFO must not wait for a writer.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode) or not stat.S_ISREG(mode):
            raise UnsafeFile("This is not a file (a pipe, a device or a folder).")
        handle = os.open(path, flags)
    except OSError as error:
        raise _not_opened(error) from error
    stream = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        stream.close()
        raise UnsafeFile("This is not a file (a pipe, a device or a folder).")
    return stream


def _not_opened(error: OSError) -> CannotOpen:
    """Return what to tell of a file the system does not open."""
    if isinstance(error, PermissionError):
        return UnreadableFile(
            "You have no permission to read this file.", hint="Ask who owns the folder."
        )
    if isinstance(error, FileNotFoundError):
        return UnreadableFile("The file is not there (any more).", hint="Was it moved or renamed?")
    return UnreadableFile("The file cannot be read.", hint="Check the disk or the network drive.")


def fingerprint(stream: BinaryIO) -> str:
    """Return what tells a file from another saved in its place: its size and parts of it.

    Start, middle and end: the end alone is black in an uncompressed photograph of an eye.
    """
    size = stream.seek(0, os.SEEK_END)
    found = hashlib.sha256(str(size).encode())
    for start in (0, (size - SAMPLE) // 2, size - SAMPLE):
        stream.seek(max(0, start))
        found.update(stream.read(SAMPLE))
    return found.hexdigest()


def list_members(
    path: str,
) -> tuple[list[str], list[str], list[tuple[str, CannotOpen]]]:
    """Return the members that may be read, the empty ones, and the refused ones with the reason.

    Raises CannotOpen when the whole archive is refused. Names are never used as paths.
    """
    entries = [entry for entry in _archive(path).infolist() if not _is_debris(entry)]
    _check_archive(entries)
    empty = [entry.filename for entry in entries if not entry.file_size]
    names: dict[str, None] = {}  # in order, and quick to ask
    refused: list[tuple[str, CannotOpen]] = []
    for entry in entries:
        fault = _fault_of(entry, names)
        if fault is not None:
            refused.append((entry.filename, fault))
        elif entry.file_size:
            names[entry.filename] = None
    return list(names), empty, refused


def read_member(path: str, name: str) -> bytes:
    """Return the unpacked bytes of one member, at most MAX_MEMBER."""
    archive = _archive(path)
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise UnreadableFile("The file is not in the ZIP (any more).") from error
    fault = _fault_of(entry, ())
    if fault is not None:
        raise fault
    return _unpacked(archive, entry)


def _archive(path: str) -> zipfile.ZipFile:
    """Return the archive with its directory read; the last one is kept open."""
    try:
        status = os.stat(path)
    except OSError as error:
        raise _not_opened(error) from error
    return _opened_archive(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _opened_archive(path: str, _changed: int, _size: int) -> zipfile.ZipFile:
    """Return an archive; a file that changed on disk is read again."""
    stream = open_regular(path)
    try:
        return zipfile.ZipFile(stream)
    except Exception as error:  # struct, Unicode and overflow errors among others
        stream.close()
        raise UnreadableFile(
            "The ZIP is damaged or incomplete.", hint="Copy or export it again."
        ) from error


def _is_debris(entry: zipfile.ZipInfo) -> bool:
    """Return True for folders and what macOS and Windows leave behind."""
    parts = entry.filename.replace("\\", "/").split("/")
    debris = parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini") or parts[-1].startswith("._")
    return entry.is_dir() or debris or "__MACOSX" in parts


def _check_archive(entries: list[zipfile.ZipInfo]) -> None:
    """Raise when the directory as a whole cannot be that of an honest archive."""
    if len(entries) > MAX_MEMBERS:
        raise TooLarge(f"The ZIP holds {len(entries)} files, more than MedView opens.")
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            raise UnsafeFile(
                "The files in the ZIP overlap, as in a ZIP made to fill the memory.",
                hint="Do not open it. Ask the sender for another.",
            )
        ends = entry.header_offset + entry.compress_size
    if sum(entry.file_size for entry in entries) > MAX_ARCHIVE:
        raise TooLarge("The ZIP unpacks to more than MedView opens.", hint="Unpack a part of it.")


def _fault_of(entry: zipfile.ZipInfo, names: Container[str]) -> CannotOpen | None:
    """Return why a member is not read, or None."""
    parts = entry.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        return UnsafeFile("Its name points outside the ZIP.", hint="It was left out.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return UnsafeFile("It is a link to another file.", hint="It was left out.")
    if entry.flag_bits & _ENCRYPTED:
        return UnsupportedFormat(
            "It is protected by a password.", hint="Unpack the ZIP with its password first."
        )
    if entry.filename in names:
        return UnreadableFile(
            "Two files in the ZIP have the same name: only one can be shown.",
            hint="Ask for the ZIP with different names.",
        )
    is_packed_tight = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > MAX_MEMBER or (entry.file_size > RATIO_MATTERS and is_packed_tight):
        return TooLarge("It unpacks to more than MedView opens.", hint="Do not open it.")
    return None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, whatever size its header claims."""
    try:
        with archive.open(entry) as member:
            data = member.read(MAX_MEMBER + 1)
    except (NotImplementedError, RuntimeError) as error:
        raise UnsupportedFormat(
            "It is packed in a way MedView does not read.", hint="Pack it as a plain ZIP."
        ) from error
    except MemoryError:
        raise
    except Exception as error:  # each packing method has errors of its own
        raise UnreadableFile(
            "Its packed data is damaged.", hint="Copy or export the ZIP again."
        ) from error
    if len(data) > MAX_MEMBER:
        raise TooLarge("It unpacks to more than MedView opens.", hint="Do not open it.")
    return data
