"""Files, folders, ZIP archives and DICOMDIR media become cases, one after the other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from medview.domain.case import Case, FirstSight, ImageRef, OpenSummary, Problem
from medview.domain.errors import CannotOpen, MedViewError, NoReader, ReaderFailed
from medview.domain.job import JobContext
from medview.imaging.dicom_facts import Header
from medview.imaging.filetype import DICOM, PHOTO_FORMATS
from medview.sources.cases import INCOMPLETE, Found, photo_case, series_cases, shown
from medview.sources.walk import walk
from medview.sources.wire import disc_from_json, error_from_json, header_from_json

# Names that promise an image: when such a file does not open, it is named by itself.
_IMAGE_NAMES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".dcm", ".dicom", ".ima")
# What lies beside images on purpose: nobody needs to be told that it was not opened.
_COMPANIONS = ("readme", "license", "licence", "labels.csv")
ENOUGH_REFUSALS = 3  # in a row; each has cost two attempts at a start
NAMED = 3  # files left out that are named before the list ends in a number


class Looks(Protocol):
    """What the source needs of the reader pool."""

    def scan(self, places: Iterable[ImageRef]) -> Iterator[Mapping[str, Any] | Exception]:
        """Yield what each file is, in order; errors in place."""
        ...

    def members(self, path: str) -> Mapping[str, Any]:
        """Return the members of a ZIP."""
        ...

    def dicomdir(self, path: str) -> Mapping[str, Any]:
        """Return the files a DICOMDIR refers to."""
        ...

    def digest(self, ref: ImageRef) -> str:
        """Return the SHA-256 of a file."""
        ...


class FolderSource:
    """Implements domain.ports.Source for what lies on disks."""

    def __init__(self, looks: Looks) -> None:
        """Take the reader pool: no byte of a file is looked at in this process."""
        self._looks = looks

    def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        """Emit each Case as it becomes known; return what did not open.

        Photographs are emitted while the walk goes on, series when it has ended: until then the
        first image of one is there to glimpse.
        """
        opening = _Opening(self._looks, context)
        for path in paths:
            opening.take(Path(path))
        return opening.finish()


@dataclass
class _Opening:
    """One opening under way."""

    looks: Looks
    context: JobContext
    cases: int = 0
    done: int = 0
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0
    is_stopped: bool = False  # no reader starts
    has_glimpsed: bool = False
    dicom: list[Found] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def take(self, path: Path) -> None:
        """Open one path a person named."""
        if self.is_stopped:
            return
        before = self._counts()
        is_folder = os.path.isdir(path)
        source = f"folder {shown(path.name)}" if is_folder else shown(path.parent.name)
        self._look_at(self._files(path), source, is_named=not is_folder)
        self._tell_others(path)
        if before == self._counts():
            self.problems.append(
                Problem(
                    shown(str(path)),
                    "No image was found here.",
                    "MedView opens JPEG, PNG, TIFF and DICOM files, also in folders and ZIPs.",
                )
            )

    def _counts(self) -> tuple[int, ...]:
        """Return what changes when a path holds anything at all."""
        return self.cases, len(self.problems), len(self.dicom), self.repeated

    def finish(self) -> OpenSummary:
        """Emit the series, and return the summary.

        All paths together: a file and its folder named in one opening are one series.
        """
        for item in series_cases(self.dicom, self.looks.digest):
            if isinstance(item, Problem):
                self.problems.append(item)
            else:
                self._emit(item)
        return OpenSummary(self.cases, tuple(dict.fromkeys(self.problems)))

    def _files(self, path: Path) -> Iterator[ImageRef]:
        """Yield the files under a path; what the walk leaves out becomes problems."""
        for item in walk(path):
            if isinstance(item, Problem):
                self.problems.append(item)
            else:
                yield ImageRef(str(item))

    def _look_at(self, refs: Iterable[ImageRef], source: str, *, is_named: bool) -> None:
        """Take in each file as the readers see it."""
        asked: deque[ImageRef] = deque()
        refusals = 0
        for answer in self.looks.scan(self._fresh(refs, asked)):
            self.done += 1
            self.context.step(self.done, 0, f"{self.done} files")
            self._take_in(asked.popleft(), answer, source, is_named=is_named)
            refusals = refusals + 1 if isinstance(answer, NoReader) else 0
            if refusals >= ENOUGH_REFUSALS:  # it would be the same for each of the others, slowly
                self._stop(source)
                break

    def _stop(self, source: str) -> None:
        """Look at nothing more: a series of which some files were not seen would be cut short."""
        self.is_stopped = True
        self.dicom.clear()
        self.problems.append(
            Problem(
                source,
                "The rest was not looked at, and no series is shown: some images may be missing.",
                "Open it again once images can be read.",
            )
        )

    def _fresh(self, refs: Iterable[ImageRef], asked: deque[ImageRef]) -> Iterator[ImageRef]:
        """Yield files not looked at before in this opening, and remember the order."""
        for ref in refs:
            key = (os.path.realpath(ref.path), ref.member)
            if key in self.seen:
                self.repeated += 1
            else:
                self.seen.add(key)
                asked.append(ref)
                yield ref

    def _take_in(
        self, ref: ImageRef, answer: Mapping[str, Any] | Exception, source: str, *, is_named: bool
    ) -> None:
        """Put one file where it belongs; a reader's nonsense is one file that does not open."""
        if isinstance(answer, Exception):
            self._tell(ref, answer, kind="", is_named=is_named)
            return
        try:
            case = self._sorted_in(ref, answer, source, is_named=is_named)
        except (ReaderFailed, KeyError, TypeError, ValueError, IndexError) as error:
            self._tell(ref, error, kind="", is_named=is_named)
            return
        if case is not None:
            self._emit(case)

    def _sorted_in(
        self, ref: ImageRef, answer: Mapping[str, Any], source: str, *, is_named: bool
    ) -> Case | None:
        """Return the case of a photograph; put any other file where it belongs."""
        if "refused" in answer:
            error = error_from_json(answer["refused"])
            self._tell(ref, error, kind=str(answer["kind"]), is_named=is_named)
        elif answer["kind"] == "photo":
            return photo_case(ref, answer, source)
        elif answer["kind"] == "dicom":
            header = header_from_json(answer["header"])
            is_fundus, mark = bool(answer["is_fundus"]), str(answer["fingerprint"])
            disc = disc_from_json(answer["disc"])
            self.dicom.append(Found(ref, header, is_fundus, source, mark, disc))
            self._glimpse(ref, header)
        elif answer["kind"] == "zip":
            self._open_zip(ref)
        elif is_named:  # a DICOMDIR met on a walk names files the walk meets anyway
            self._open_dicomdir(ref)
        return None

    def _glimpse(self, ref: ImageRef, header: Header) -> None:
        """Let the first whole image be seen where there is no case yet."""
        is_whole = all(notice.code != INCOMPLETE for notice in header.notices)
        if not self.has_glimpsed and not self.cases and is_whole and header.rows * header.columns:
            self.has_glimpsed = True
            self.context.glimpse(FirstSight(ref, header.notices))

    def _open_zip(self, ref: ImageRef) -> None:
        """Look at the members of a ZIP; a ZIP inside it stays closed."""
        if ref.member:
            self._problem(ref, "A ZIP inside a ZIP is not opened.", "Unpack it first.")
            return
        try:
            listed = self.looks.members(ref.path)
        except CannotOpen as error:
            self._problem(ref, error.message, error.hint)
            return
        self.others += [shown(Path(name).name) for name in listed["empty"]]
        for refused in listed["refused"]:
            member = ImageRef(ref.path, str(refused["name"]))
            self._problem(member, str(refused["message"]), str(refused["hint"]))
        members = [ImageRef(ref.path, str(name)) for name in listed["members"]]
        self._look_at(members, f"ZIP {shown(Path(ref.path).name)}", is_named=False)

    def _open_dicomdir(self, ref: ImageRef) -> None:
        """Look at the files a DICOMDIR refers to, inside its own folder only."""
        folder = Path(ref.path).parent
        try:
            listed = self.looks.dicomdir(ref.path)["files"]
        except CannotOpen as error:
            self._problem(ref, error.message, error.hint)
            return
        if not listed:
            self._problem(ref, "The DICOMDIR lists no images.", "Open the folder instead.")
        inside = [self._inside(ref, folder, parts) for parts in listed]
        refs = [ImageRef(str(path)) for path in inside if path is not None]
        self._look_at(refs, f"folder {shown(folder.name)}", is_named=True)

    def _inside(self, ref: ImageRef, folder: Path, parts: Sequence[str]) -> Path | None:
        """Return the file a DICOMDIR means, or None with a problem told.

        PS3.3 F.3.2.2: components of a file ID; names on a medium may differ in case.
        """
        path = folder.joinpath(*map(str, parts))
        name = "/".join(map(str, parts))
        root = os.path.realpath(folder)
        if not os.path.realpath(path).startswith(root + os.sep) or ".." in parts:
            self._problem(ref, f"It refers to a file outside its folder ({name}).", "Left out.")
            return None
        lower = folder.joinpath(*(part.lower() for part in parts))
        return lower if os.path.exists(lower) and not os.path.exists(path) else path

    def _emit(self, case: Case) -> None:
        """Hand over one case."""
        self.cases += 1
        self.context.emit(case)

    def _tell(self, ref: ImageRef, error: Exception, *, kind: str, is_named: bool) -> None:
        """Note a file that does not open: by itself, or among those that are no images at all."""
        is_image = kind == DICOM or kind in PHOTO_FORMATS
        if ref.name.lower().startswith(_COMPANIONS) and not is_named:
            return
        if not (is_named or is_image or ref.name.lower().endswith(_IMAGE_NAMES) or not kind):
            self.others.append(shown(ref.name))
        elif isinstance(error, MedViewError):
            self._problem(ref, error.message, error.hint)
        else:
            self._problem(ref, "The file could not be read.", "")

    def _tell_others(self, path: Path) -> None:
        """Note, in one line, the files that are no images."""
        if not self.others:
            return
        names = ", ".join(self.others[:NAMED]) + (" …" if len(self.others) > NAMED else "")
        count = len(self.others)
        text = (
            f"{count} file is no image and was left out: {names}"
            if count == 1
            else f"{count} files are no images and were left out: {names}"
        )
        self.problems.append(Problem(shown(str(path)), text))
        self.others.clear()

    def _problem(self, ref: ImageRef, message: str, hint: str) -> None:
        """Note a file that does not open."""
        name = f"{ref.path}/{ref.member}" if ref.member else ref.path
        self.problems.append(Problem(shown(name), message, hint))
