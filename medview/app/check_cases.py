"""Are labelled cases fit to be trained on? Each picture is read once; what mends a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from medview.domain.case import ImageRef
from medview.domain.errors import MedViewError
from medview.domain.health import Health
from medview.domain.health_rules import examine
from medview.domain.job import JobContext
from medview.domain.picture_facts import Fingerprint, rows_by
from medview.domain.training import TrainingCase
from medview.imaging.likeness import near_pairs


class Fingerprints(Protocol):
    """What reads pictures outside this process (see sources.reader)."""

    def fingerprints(self, refs: Sequence[ImageRef]) -> Iterator[Fingerprint | Exception]:
        """Yield the fingerprint of each image in order; errors in place."""
        ...


def check(
    cases: Sequence[TrainingCase],
    reader: Fingerprints,
    context: JobContext,
    known: Mapping[ImageRef, Fingerprint] | None = None,
) -> Health:
    """Return what was found; a picture that does not open is a finding, and stops no other.

    `known` are the fingerprints of an earlier Health, which are not taken again. Raises Cancelled.
    """
    prints = dict(known or {})
    missing = list(dict.fromkeys(case.ref for case in cases if case.ref not in prints))
    for ref, answer in zip(missing, reader.fingerprints(missing), strict=True):
        prints[ref] = answer if isinstance(answer, Fingerprint) else _unreadable(answer)
        context.step(len(prints), len(prints.keys() | missing), "Looking at the pictures")
    return examine(cases, prints, alike(cases, prints, context))


def _unreadable(error: Exception) -> Fingerprint:
    words = str(error) if isinstance(error, MedViewError) else f"It could not be read ({error})."
    return Fingerprint(unreadable=words)


def alike(
    cases: Sequence[TrainingCase], prints: Mapping[ImageRef, Fingerprint], context: JobContext
) -> list[tuple[int, int]]:
    """Return pairs of rows whose pictures are nearly the same and not copies.

    Copies are compared once. Raises Cancelled.
    """
    readable = [row for row, case in enumerate(cases) if not prints[case.ref].unreadable]
    first = [rows[0] for rows in rows_by(readable, lambda r: prints[cases[r].ref].digest).values()]
    described = [np.frombuffer(prints[cases[row].ref].likeness, np.uint8) for row in first]
    pairs = []
    for done, found in near_pairs(described):
        context.step(done, len(first), "Comparing the pictures")
        pairs += [(first[one], first[other]) for one, other in found]
    return pairs
