"""Labels of folders that are named by class or by grade."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medview.app.grade_names import Meaning, grade_label, kept_label, meaning_of
from medview.domain.case import FUNDUS, PHOTO, Case, Problem, printable

# Folders of one patient each look like folders of one class each, but hold few pictures.
MOST_CLASSES = 30
LEAST_PER_CLASS = 10
PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".ppm"}


@dataclass(frozen=True)
class _Class:
    """What a class folder is called, and what it and the folders beside it mean."""

    name: str
    meaning: Meaning


class FolderLabels:
    """Labels of folders named by class (glioma/, meningioma/, or 0/ to 4/), where there are such.

    Only for picture files: the folders of a DICOM study are named by series.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        """Look which roots are divided into classes."""
        self._classes = {path: found for root in roots for path, found in _classes(root)}
        self._assumed: set[str] = set()

    def look_over(self, cases: Sequence[Case]) -> None:
        """Need nothing: a picture lies in one folder."""

    def __call__(self, case: Case) -> Case | None:
        """Return the case with the label of its folder, if that is a class."""
        path = Path(os.path.abspath(case.images[0].path))
        folder = next((p for p in path.parents if p in self._classes), None)
        if folder is None or case.modality not in (FUNDUS, PHOTO):
            return replace(case, source="")
        found = self._classes[folder]
        modality = FUNDUS if found.meaning is Meaning.GRADES else case.modality
        label = kept_label(found.name, found.meaning, "folder", is_eye=modality == FUNDUS)
        if found.meaning is Meaning.LIKELY_GRADES and modality == FUNDUS:
            self._assumed.add(printable(str(folder.parent)))
        return replace(case, label=label, source="", modality=modality)

    def unused(self) -> list[Problem]:
        """Return which folder names were taken for grades without saying so."""
        return [assumption(root, "of the folders") for root in sorted(self._assumed)]


def _classes(root: Path) -> Iterator[tuple[Path, _Class]]:
    """Yield the class folders of a root; nothing when it is not so divided."""
    root = Path(os.path.abspath(root))
    if _pictures(root):
        return
    counts = {child: _pictures(child) for child in _folders(root)}
    folders = [child for child, count in counts.items() if count]
    meaning = _meaning(folders)
    enough = LEAST_PER_CLASS * len(folders)
    many = len(folders) <= MOST_CLASSES and sum(counts.values()) >= enough
    if len(folders) > 1 and (meaning is not Meaning.TEXT or many):
        yield from ((folder, _Class(printable(folder.name), meaning)) for folder in folders)


def _folders(root: Path) -> list[Path]:
    return [root / name for name in sorted(_listed(root)) if os.path.isdir(root / name)]


def _pictures(folder: Path) -> int:
    return sum(os.path.splitext(name)[1].lower() in PICTURES for name in _listed(folder))


def _listed(folder: Path) -> list[str]:
    """Return the names in a folder; none of one that may not be read, which opening reports."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _meaning(folders: Sequence[Path]) -> Meaning:
    """Return what the names of folders mean: two folders of one grade are no grades."""
    names = [folder.name for folder in folders]
    meaning = meaning_of(names)
    if meaning is not Meaning.TEXT and len({grade_label(name) for name in names}) < len(names):
        return Meaning.TEXT
    return meaning


def assumption(place: str, labels: str) -> Problem:
    """Return the warning that labels were taken for grades though nothing says they are."""
    return Problem(
        place,
        f"The labels {labels} were taken as grades of diabetic retinopathy.",
        "If they are not, remove these cases from the library, name the labels in words and "
        "import again.",
    )
