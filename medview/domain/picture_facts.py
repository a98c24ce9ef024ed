"""What is known of the pictures of labelled cases before anything is learned from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from medview.domain.split import tied
from medview.domain.training import TrainingCase

Rows = tuple[int, ...]
K = TypeVar("K")


class Look(StrEnum):
    """What a picture shows at a glance."""

    FUNDUS = "fundus"
    COLOUR = "colour"  # any other colour picture
    GREY = "grey"
    POOR = "poor"  # in colour, and too poor to tell of what


@dataclass(frozen=True)
class Fingerprint:
    """What is known of one picture without its labels.

    `digest` is the SHA-256 of its file and frame; `likeness` a small description that twins share
    (see imaging.likeness), as bytes. `fault` says in words why it cannot be graded; `unreadable`
    why it cannot be opened: then all else is empty.
    """

    digest: str = ""
    likeness: bytes = b""
    look: Look = Look.GREY
    fault: str = ""
    unreadable: str = ""


@dataclass
class PictureFacts:
    """The cases with their fingerprints, and which pictures are the same."""

    cases: Sequence[TrainingCase]
    prints: Sequence[Fingerprint]
    alike: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        """Work out what can be read, which are copies, and which are twins."""
        readable = [row for row, one in enumerate(self.prints) if not one.unreadable]
        copies = rows_by(readable, lambda row: self.prints[row].digest)
        self.copies = [tuple(rows) for rows in copies.values() if len(rows) > 1]
        self.readable = readable
        twins = tied(len(self.cases), (*self.copies, *self.alike))
        self.twins = [rows for rows in twins if len(rows) > 1]

    def labels(self, rows: Iterable[int]) -> tuple[str, ...]:
        """Return the labels of rows, each once, in order."""
        return tuple(sorted({self.cases[row].label for row in rows}))


def rows_by(rows: Iterable[int], key: Callable[[int], K]) -> dict[K, list[int]]:
    """Return rows in groups of one key each."""
    found: dict[K, list[int]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def flat(groups: Iterable[Rows]) -> Rows:
    """Return the rows of groups, one after the other."""
    return tuple(row for rows in groups for row in rows)
