"""Decode the pictures of a run once, into one array file that training reads from.

Written from front to back with plain writes, never through a memory map: on a full disk a write
says so, a map ends the process. What is on the disk is noted beside the file, so that a decoding
that was broken off goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from medview.domain.case import ImageRef, Problem, printable
from medview.domain.errors import CannotOpen, LibraryNotWritable, MedViewError
from medview.domain.job import JobContext
from medview.domain.shortage import is_full
from medview.domain.training import TrainingCase, TrainingPlan
from medview.imaging.sizes import CHANNELS
from medview.store.files import sync_folder, write_atomically

Square = npt.NDArray[np.uint8]
BATCH = 64  # pictures that are made durable together
MARGIN = 1.25  # of the encoder's input: room for training to turn and scale a picture


class Squares(Protocol):
    """What reads pictures outside this process (see sources.reader)."""

    def squares(
        self, refs: Iterable[ImageRef], kind: str, side: int
    ) -> Iterator[Square | Exception]:
        """Yield each image as training keeps it, (side, side, C) uint8, in order."""
        ...


@dataclass(frozen=True)
class Decoded:
    """`cases` are those whose pictures could be read: row for row those of the file."""

    cases: tuple[TrainingCase, ...]
    file: Path
    problems: tuple[Problem, ...]


def picture_side(plan: TrainingPlan) -> int:
    """Return the side in pixels of the squares a plan trains on."""
    return round(MARGIN * plan.input_size)


def decode_cases(
    cases: Sequence[TrainingCase],
    plan: TrainingPlan,
    reader: Squares,
    file: Path,
    context: JobContext,
) -> Decoded:
    """Write `file`, a .npy of uint8 (N, side, side, C), C = 4 for "fundus" and 1 for "grey".

    A picture that cannot be read is left out, of the cases too, and stops no other: what the run
    goes on with are the `cases` of the answer. When the file is there already, of the same
    pictures, it is kept. Raises Cancelled (what was decoded stays), CannotOpen when not one
    picture can be read, LibraryNotWritable for a disk that is full or may not be written to.
    """
    writing = _Writing(cases, plan, file)
    try:
        writing.go_on(reader, context)
    except OSError as error:
        raise _not_written(file, error) from error
    return writing.decoded()


def _not_written(file: Path, error: OSError) -> MedViewError:
    place = printable(str(file.parent))
    if is_full(error):
        return LibraryNotWritable(
            f"The disk is full: the pictures of the run do not fit into {place}.",
            hint="Make room and go on with the run; what was decoded is kept.",
        )
    return LibraryNotWritable(
        f"The pictures of the run cannot be written into {place} ({error.strerror or error}).",
        hint="Check that the folder may be written to.",
    )


@dataclass
class _Note:
    """How far a file is: `done` cases were looked at, `written` pictures are in it for good."""

    of: str
    done: int = 0
    written: int = 0
    refused: dict[str, list[str]] = field(default_factory=dict)


class _Writing:
    """One file being written."""

    def __init__(self, cases: Sequence[TrainingCase], plan: TrainingPlan, file: Path) -> None:
        self._cases = cases
        self._kind, self._side = plan.kind, picture_side(plan)
        self._shape = (self._side, self._side, CHANNELS[plan.kind])
        self._file = file
        self._part = file.with_name(file.name + ".part")
        self._note_file = file.with_suffix(".json")
        self._note = self._noted()

    def go_on(self, reader: Squares, context: JobContext) -> None:
        """Decode what is missing."""
        if self._note.done == len(self._cases) and self._file.exists():
            return
        self._file.unlink(missing_ok=True)
        self._part.parent.mkdir(parents=True, exist_ok=True)
        with open(self._part, "r+b" if self._part.exists() else "w+b") as stream:
            stream.truncate(self._write_header(stream) + self._length(self._note))
            stream.seek(0, os.SEEK_END)
            self._append(stream, reader, context)
            self._write_header(stream)
            os.fsync(stream.fileno())
        self._part.replace(self._file)
        sync_folder(self._file.parent)

    def _append(self, stream: BinaryIO, reader: Squares, context: JobContext) -> None:
        """Write one square after the other; what was written stays, whatever ends it."""
        start, total = self._note.done, len(self._cases)
        refs = (case.ref for case in self._cases[start:])
        try:
            for answer in reader.squares(refs, self._kind, self._side):
                self._take(stream, answer)
                context.step(self._note.done, total, "Reading the pictures")
                if self._note.done % BATCH == 0:
                    self._settle(stream)
        finally:
            self._settle(stream)

    def _take(self, stream: BinaryIO, answer: Square | Exception) -> None:
        if isinstance(answer, Exception):
            told = (answer.message, answer.hint) if isinstance(answer, MedViewError) else None
            self._note.refused[str(self._note.done)] = [*(told or (str(answer), ""))]
        else:
            stream.write(answer.tobytes())
            self._note.written += 1
        self._note.done += 1

    def _settle(self, stream: BinaryIO) -> None:
        """Make sure the pictures are on the disk, and only then note it."""
        stream.flush()
        os.fsync(stream.fileno())
        write_atomically(self._note_file, json.dumps(asdict(self._note)).encode())

    def _write_header(self, stream: BinaryIO) -> int:
        """Write the header for what is in the file by now; return its length, always the same.

        numpy leaves room for the number of rows to grow (NEP 1, version 1.0).
        """
        stream.seek(0)
        shape = (self._note.written, *self._shape)
        told = {"descr": "|u1", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(stream, told)
        return stream.tell()

    def _noted(self) -> _Note:
        """Return the note beside the file; a new one when it is of other pictures, or unread."""
        with suppress(OSError, ValueError, TypeError):
            note = _Note(**json.loads(self._note_file.read_bytes()))
            written = self._file if self._file.exists() else self._part
            if note.of == self._name() and written.stat().st_size >= self._length(note):
                return note
        return _Note(self._name())

    def _length(self, note: _Note) -> int:
        return note.written * int(np.prod(self._shape))

    def _name(self) -> str:
        """Return what tells these pictures from others: which files, and of when."""
        told = hashlib.sha256(f"{self._kind} {self._side}".encode())
        for case in self._cases:
            told.update(repr((case.ref, _version(case.ref))).encode("utf-8", "surrogateescape"))
        return told.hexdigest()

    def decoded(self) -> Decoded:
        """Return what there is; raise CannotOpen when it is nothing."""
        problems = tuple(
            Problem(printable(self._cases[int(row)].ref.path), *words)
            for row, words in self._note.refused.items()
        )
        if not self._note.written:
            why = problems[0].message if problems else "There are no cases."
            raise CannotOpen(f"Not one picture of the run can be read: {why}")
        kept = (c for row, c in enumerate(self._cases) if str(row) not in self._note.refused)
        return Decoded(tuple(kept), self._file, problems)


def _version(ref: ImageRef) -> tuple[int, int]:
    """Return what changes when a file is written anew."""
    try:
        found = os.stat(ref.path)
    except (OSError, ValueError):
        return 0, 0
    return found.st_mtime_ns, found.st_size
