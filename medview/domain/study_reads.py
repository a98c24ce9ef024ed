"""Which step of a reading study comes next, which may be corrected, and which reads count."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from medview.domain.grade import Grade
from medview.domain.study import Place, Read, Stage, Step, Study


def next_step(study: Study, reader: str, reads: Collection[Read]) -> Step | None:
    """Return what this reader does next; None when all is read."""
    done = _done(reads)
    for step in _steps(study, reader):
        if (step.position, step.stage) not in done:
            return step
    return None


def step_before(study: Study, reader: str, reads: Collection[Read]) -> Step | None:
    """Return the step that may still be corrected: the last one confirmed.

    A blind grade may not, once the model was shown for its photograph; nor what was passed over.
    """
    upcoming, done = next_step(study, reader, reads), _done(reads)
    if upcoming is not None and upcoming.stage is Stage.AIDED:
        return None
    before = [
        step
        for step in _steps(study, reader)
        if (step.position, step.stage) in done
        and (upcoming is None or step.position < upcoming.position)
    ]
    last = before[-1] if before else None
    skipped = {read.position for read in standing(reads) if not read.was_shown}
    return None if last is None or last.position in skipped else last


def place_of(study: Study, reader: str, reads: Collection[Read]) -> Place:
    """Return where a reader is, from their own reads."""
    step, before = next_step(study, reader, reads), step_before(study, reader, reads)
    kept = {(read.position, read.stage): read for read in standing(reads)}
    blind = {
        position: read.grade for (position, stage), read in kept.items() if stage is Stage.BLIND
    }
    around = [one.position for one in (step, before) if one is not None]
    return Place(
        study_id=study.id,
        reader=reader,
        step=step,
        before=before,
        last=kept[before.position, before.stage] if before else None,
        blind={position: blind[position] for position in around if position in blind},
    )


def standing(reads: Collection[Read]) -> list[Read]:
    """Return the reads that count: of each reader, position and stage the last."""
    return list({(read.reader, read.position, read.stage): read for read in reads}.values())


def positions_done(study: Study, reader: str, reads: Collection[Read]) -> int:
    """Return how many positions of a reader are finished, aided stage included."""
    step = next_step(study, reader, reads)
    return len(study.orders[reader]) if step is None else step.position


def _steps(study: Study, reader: str) -> list[Step]:
    order = study.orders[reader]
    stages = (Stage.BLIND, Stage.AIDED) if study.plan.is_aided else (Stage.BLIND,)
    return [
        Step(position, photo, stage, len(order))
        for position, photo in enumerate(order)
        for stage in stages
    ]


def _done(reads: Collection[Read]) -> set[tuple[int, Stage]]:
    """Return what is confirmed; a photograph that was passed over has no aided stage either."""
    done = {(read.position, read.stage) for read in reads}
    return done | {(r.position, Stage.AIDED) for r in standing(reads) if not r.was_shown}


def first_grades(study: Study, reads: Sequence[Read], stage: Stage) -> dict[str, dict[int, Read]]:
    """Return of each reader the first read of each photograph at a stage, passed-over ones not."""
    found: dict[str, dict[int, Read]] = {reader: {} for reader in study.plan.readers}
    for read in sorted(standing(reads), key=lambda read: read.position):
        if read.stage is stage and read.was_shown:
            found[read.reader].setdefault(read.photo, read)
    return found


def repeat_grades(study: Study, reads: Sequence[Read]) -> dict[str, dict[int, Read]]:
    """Return of each reader the second blind read of each repeated photograph."""
    first = first_grades(study, reads, Stage.BLIND)
    found: dict[str, dict[int, Read]] = {reader: {} for reader in study.plan.readers}
    for read in standing(reads):
        is_blind = read.stage is Stage.BLIND and read.was_shown
        opening = first[read.reader].get(read.photo)
        if is_blind and opening is not None and read.position > opening.position:
            found[read.reader][read.photo] = read
    return found


def differ(grades: Collection[Grade | None], least_steps: int) -> bool:
    """True when grades are `least_steps` or more apart; ungradable differs from every grade."""
    if None in grades:
        return any(grade is not None for grade in grades)
    numbers = [int(grade) for grade in grades if grade is not None]
    return bool(numbers) and max(numbers) - min(numbers) >= least_steps
