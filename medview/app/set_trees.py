"""What lies in a folder or in a ZIP, as names: enough to recognise a public set by."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from medview.app.table_text import LARGEST_TABLE
from medview.domain.errors import CannotOpen, LabelsError
from medview.domain.job import JobContext
from medview.sources.files import list_members, read_member

MOST_FILES = 500_000  # a folder with more is an archive, not a set
MOST_ZIPS = 20


@dataclass(frozen=True)
class Tree:
    """The files below `root` as relative names with "/"; `is_zip`: they are members of it."""

    root: Path
    files: tuple[str, ...]
    is_zip: bool = False

    def key(self, name: str) -> tuple[str, str]:
        """Return path and member of a file, as the image of a case has them."""
        if self.is_zip:
            return os.path.abspath(self.root), name
        return os.path.abspath(self.root / name), ""

    def read(self, name: str) -> bytes:
        """Return a table, unpacked when it is a ZIP of its own; raise LabelsError."""
        try:
            content = self._content(name)
            return _unzipped(content) if name.lower().endswith(".zip") else content
        except (OSError, CannotOpen, zipfile.BadZipFile, NotImplementedError) as error:
            raise LabelsError(
                f"{name.rsplit('/', 1)[-1]} cannot be read.", hint="Download it again."
            ) from error

    def _content(self, name: str) -> bytes:
        if self.is_zip:
            content = read_member(str(self.root), name)
        else:
            with (self.root / name).open("rb") as stream:
                content = stream.read(LARGEST_TABLE + 1)
        if len(content) > LARGEST_TABLE:
            raise LabelsError(f"{name} is larger than {LARGEST_TABLE // 2**20} MB.")
        return content


def trees_of(paths: Sequence[Path], context: JobContext) -> Iterator[Tree]:
    """Yield the tree of each folder and ZIP, and of the ZIPs in a folder; links stay unfollowed."""
    for path in paths:
        if path.is_dir():
            files = tuple(_files(path, context))
            yield Tree(path, files)
            zips = [name for name in files if name.lower().endswith(".zip")]
            yield from _zips(path / name for name in zips[:MOST_ZIPS])
        else:
            yield from _zips([path])


def _files(root: Path, context: JobContext) -> Iterator[str]:
    count = 0
    for folder, folders, names in os.walk(root):
        context.step(0, 0, "Looking for a known set")
        folders.sort()
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        count += len(names)
        if count > MOST_FILES:
            return
        yield from (name if inside == "." else f"{inside}/{name}" for name in sorted(names))


def _zips(paths: Sequence[Path] | Iterator[Path]) -> Iterator[Tree]:
    for path in paths:
        if path.suffix.lower() != ".zip" or not path.is_file():
            continue
        try:
            members, _, _ = list_members(str(path))
        except CannotOpen:  # opening it says why
            continue
        yield Tree(path, tuple(members), is_zip=True)


def _unzipped(content: bytes) -> bytes:
    """Return the one CSV in a ZIP."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        tables = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(tables) != 1:
            raise zipfile.BadZipFile
        with archive.open(tables[0]) as stream:
            found = stream.read(LARGEST_TABLE + 1)
    if len(found) > LARGEST_TABLE:
        raise zipfile.BadZipFile
    return found
