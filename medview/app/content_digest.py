"""What a case contains, as one digest: the same pixels from another place are a duplicate."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from typing import IO

from medview.domain.case import Case
from medview.domain.errors import TooLarge, UnreadableFile
from medview.sources.files import MAX_MEMBER, open_regular

CHUNK = 2**20


def content_digest(case: Case) -> str:
    """Return the SHA-256 over the files of a case and the frames shown of them.

    A file and the same file inside a ZIP have one digest. Raises CannotOpen.
    """
    files: dict[tuple[str, str], list[int]] = {}
    for ref in case.images:
        files.setdefault((ref.path, ref.member), []).append(ref.frame)
    whole = hashlib.sha256()
    for (path, member), frames in files.items():
        whole.update(_file_digest(path, member))
        whole.update(repr(frames).encode())
    return whole.hexdigest()


def _file_digest(path: str, member: str) -> bytes:
    try:
        with open_regular(path) as stream:
            if not member:
                return _digest_of(stream)
            with zipfile.ZipFile(stream) as archive, archive.open(member) as inside:
                return _digest_of(inside, MAX_MEMBER)
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableFile(
            "The file cannot be read to its end.", hint="Check the disk or the network drive."
        ) from error


def _digest_of(stream: IO[bytes], limit: int | None = None) -> bytes:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if limit is not None and size > limit:
            raise TooLarge("A file inside the ZIP is too large.", hint="Unpack the ZIP first.")
        digest.update(chunk)
    return digest.digest()
