"""What a case contains, as one digest: the same pixels from another place are a duplicate."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Protocol

from medview.domain.case import Case, ImageRef
from medview.domain.errors import UnreadableFile

KEPT = 20_000  # digests, about 6 MB: several of the longest series
Key = tuple[str, str, int, int]


class Digests(Protocol):
    """What reads files outside the window's process (see domain.ports.Reader)."""

    def digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the SHA-256 of each file or ZIP member."""
        ...


class ContentDigest:
    """Digests cases; a file is read again only when it has changed. Safe from any thread."""

    def __init__(self, reader: Digests) -> None:
        """Take what reads the files."""
        self._reader = reader
        self._kept: OrderedDict[Key, str] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, case: Case) -> str:
        """Return the SHA-256 over the files of a case and the frames shown of them.

        A file and the same file inside a ZIP have one digest. Raises CannotOpen.
        """
        frames: dict[ImageRef, list[int]] = {}
        for ref in case.images:
            frames.setdefault(ImageRef(ref.path, ref.member), []).append(ref.frame)
        whole = hashlib.sha256()
        for digest, shown in zip(self._digests(list(frames)), frames.values(), strict=True):
            whole.update(bytes.fromhex(digest))
            whole.update(repr(shown).encode())
        return whole.hexdigest()

    def _digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the digest of each file, asking for those that are not known."""
        keys = _keys(refs)
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [(key, ref) for key, ref in zip(keys, refs, strict=True) if key not in found]
        if missing:
            read = self._reader.digests([ref for _, ref in missing])
            found |= {key: digest for (key, _), digest in zip(missing, read, strict=True)}
        self._keep(found)
        return [found[key] for key in keys]

    def _keep(self, found: dict[Key, str]) -> None:
        """Remember digests as the latest; the oldest make room."""
        with self._lock:
            for key, digest in found.items():
                self._kept[key] = digest
                self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _keys(refs: Iterable[ImageRef]) -> list[Key]:
    """Return what names one version of each file."""
    try:
        states = {path: os.stat(path) for path in {ref.path: None for ref in refs}}
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            "The file is not there (any more).", hint="Was it moved or renamed?"
        ) from error
    return [
        (ref.path, ref.member, states[ref.path].st_mtime_ns, states[ref.path].st_size)
        for ref in refs
    ]
