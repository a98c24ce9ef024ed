"""The photographs of a reading study that somebody must decide about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medview.domain.grade import Grade
from medview.domain.study import Decision, Disagreement, Read, Stage, Study
from medview.domain.study_order import letters
from medview.domain.study_reads import differ, first_grades, positions_done


def disagreements_of(
    study: Study, reads: Sequence[Read], decisions: Sequence[Decision]
) -> list[Disagreement]:
    """Return the photographs whose first blind grades differ by the steps of the plan.

    Only those that every reader has finished with: a decision must not colour a read to come.
    """
    blind = first_grades(study, reads, Stage.BLIND)
    decided = {decision.photo: decision for decision in decisions}
    pending = _unfinished(study, reads)
    found = []
    for photo in range(len(study.photos)):
        seen = {reader: of[photo].grade for reader, of in blind.items() if photo in of}
        if photo not in pending and differ(seen.values(), study.plan.least_steps):
            found.append(_disagreement(study, photo, seen, decided.get(photo)))
    return found


def _unfinished(study: Study, reads: Sequence[Read]) -> set[int]:
    """Return the photographs somebody still has to read, perhaps for the second time."""
    found: set[int] = set()
    for reader, order in study.orders.items():
        own = [read for read in reads if read.reader == reader]
        found |= set(order[positions_done(study, reader, own) :])
    return found


def _disagreement(
    study: Study, photo: int, seen: Mapping[str, Grade | None], decision: Decision | None
) -> Disagreement:
    shown = letters(study.plan.seed, photo, list(seen))
    if not study.plan.hides_readers or decision is not None:
        shown = [(reader, reader) for reader in seen]
    grades = tuple((name, seen[reader]) for name, reader in shown)
    return Disagreement(photo, study.photos[photo], grades, decision)
