"""Which class, and which side of an official split, the folder of a picture stands for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from medview.app.official_split import is_side
from medview.domain.case import ImageRef, printable


@dataclass(frozen=True)
class Place:
    """What the folders above a picture say; `side` is the word that stands there, or ""."""

    label: str = ""
    side: str = ""


def class_places(root: Path, refs: Iterable[ImageRef]) -> list[Place]:
    """Return the class and side of each picture below a root, a folder or a ZIP.

    Folders that hold everything are stepped over; then the first folder is the class, unless the
    folders there are all sides of a split ("train", "val"): those may be above or below classes.
    A ZIP inside the root counts as a folder. A picture in no folder has no class.
    """
    folders = _below_common([_folders(root, ref) for ref in refs])
    if _all_sides(parts[0] for parts in folders if parts):
        return [_place(parts[1:2], parts[:1]) for parts in folders]
    return [_place(parts[:1], [word for word in parts[1:2] if is_side(word)]) for parts in folders]


def _place(label: Sequence[str], side: Sequence[str]) -> Place:
    return Place(printable(label[0]) if label else "", side[0] if side else "")


def _folders(root: Path, ref: ImageRef) -> tuple[str, ...]:
    """Return the names of the folders between the root and the picture."""
    below = Path(os.path.relpath(ref.path, root)).parts if root.is_dir() else ()
    if not ref.member:
        return tuple(below[:-1])
    zipped = [Path(name).stem for name in below[-1:]]
    inside = PurePosixPath(ref.member.replace("\\", "/")).parts[:-1]
    return (*below[:-1], *zipped, *inside)


def _below_common(folders: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the folders without those at the top that every picture lies in."""
    while folders and all(len(parts) > 1 and parts[0] == folders[0][0] for parts in folders):
        folders = [parts[1:] for parts in folders]
    return folders


def _all_sides(names: Iterable[str]) -> bool:
    found = set(names)
    return bool(found) and all(is_side(name) for name in found)
