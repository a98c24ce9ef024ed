"""Writing a file of cases: a ZIP with a signed manifest, sealed as a whole; whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from medview.domain.errors import ExchangeError
from medview.domain.exchange import (
    MANIFEST,
    MOST_BYTES,
    MOST_MEMBERS,
    SEAL,
    SEAL_DIGITS,
    SIGNATURE,
    TYPE,
    TYPE_MEMBER,
)
from medview.domain.manifest import Manifest, Member
from medview.store.files import sync_folder

CHUNK = 1 << 20
LEVEL = 3  # a CT packs as well as at 6, in three quarters of the time
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # when a member was written tells nobody anything


class ParcelWriter:
    """A file that takes its name only when it is finished; leaving without `finish` removes it."""

    def __init__(self, target: Path) -> None:
        """Open a temporary file beside `target`; raise ExchangeError where none can be written."""
        self._target = target
        self._temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        self._members: dict[str, Member] = {}
        self._bytes = 0
        try:
            self._zip = zipfile.ZipFile(self._temporary, "w", compresslevel=LEVEL)
            self._put(TYPE_MEMBER, TYPE, is_packed=False)
        except OSError as error:
            raise not_written(target, error) from error

    def __enter__(self) -> ParcelWriter:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Remove what is not finished."""
        with contextlib.suppress(OSError, ValueError):  # a full disk, or closed already
            self._zip.close()
        self._temporary.unlink(missing_ok=True)

    def add(self, name: str, content: bytes, *, is_packed: bool) -> None:
        """Add one member; raise ExchangeError when there is no room, or the file gets too large."""
        self._bytes += len(content)
        if len(self._members) >= MOST_MEMBERS or self._bytes > MOST_BYTES:
            raise ExchangeError(
                "These are more images than one file may hold.", hint="Choose fewer cases."
            )
        self._members[name] = Member(len(content), hashlib.sha256(content).hexdigest())
        try:
            self._put(name, content, is_packed=is_packed)
        except OSError as error:
            raise not_written(self._target, error) from error

    def count(self, start: str) -> int:
        """Return how many members have names that start so."""
        return sum(name.startswith(start) for name in self._members)

    def finish(self, manifest: Manifest, sign: Callable[[bytes], bytes]) -> str:
        """Write the manifest, sign and seal, and give the file its name; return the digest.

        The digest is the SHA-256 of the manifest. Raises ExchangeError.
        """
        content = replace(manifest, members=self._members).as_bytes()
        try:
            self._put(MANIFEST, content, is_packed=True)
            self._put(SIGNATURE, sign(content), is_packed=False)
            self._zip.comment = SEAL + manifest.key.encode() + b" " + b"0" * SEAL_DIGITS
            self._zip.close()
            self._seal(sign)
            self._temporary.replace(self._target)
            sync_folder(self._target.parent)
        except OSError as error:
            raise not_written(self._target, error) from error
        return hashlib.sha256(content).hexdigest()

    def _put(self, name: str, content: bytes, *, is_packed: bool) -> None:
        info = zipfile.ZipInfo(name, _NO_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
        self._zip.writestr(info, content)

    def _seal(self, sign: Callable[[bytes], bytes]) -> None:
        """Sign everything before the last digits, in their place."""
        with self._temporary.open("r+b") as stream:
            left = stream.seek(0, os.SEEK_END) - SEAL_DIGITS
            stream.seek(0)
            total = hashlib.sha256()
            while left:
                chunk = stream.read(min(CHUNK, left))
                total.update(chunk)
                left -= len(chunk)
            stream.seek(-SEAL_DIGITS, os.SEEK_END)
            stream.write(sign(total.digest()).hex().encode())
            stream.flush()
            os.fsync(stream.fileno())


def not_written(target: Path, error: OSError) -> ExchangeError:
    """Return what to tell when the system does not write."""
    return ExchangeError(
        f"The file could not be written ({error.strerror or error}).",
        hint=f"Free some disk space or check the rights of {target.parent}.",
    )
