"""Work through a clinic: make worklists, grade them in the background, say who reads whom."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from medview.app.estimate_oedema import EstimateOedema
from medview.domain.case import Case, CaseId, OpenSummary, Problem
from medview.domain.errors import LibraryError, MedViewError
from medview.domain.eyes import by_eye, is_of_eye
from medview.domain.grade import GradeEstimate
from medview.domain.job import JobContext, Progress
from medview.domain.pairs import VisitKey
from medview.domain.ports import Source
from medview.domain.worklist import Opened, WorklistInfo, WorklistRow, rows_of
from medview.store.estimates import Estimates
from medview.store.library import Library
from medview.store.worklists import Worklists

FILES_AT_ONCE = 32  # looked at again before they are graded; results of these come together

GradeMany = Callable[[Sequence[Case], JobContext], int]


class WorkThrough:
    """The verbs of worklists; a worklist goes by its number, or on the command line by its name."""

    def __init__(
        self,
        library: Library,
        source: Source,
        grade_many: GradeMany,
        model_digest: Callable[[], str],
        known: Callable[[Case], Case],
        oedema: EstimateOedema,
    ) -> None:
        """`grade_many` keeps what it grades; `model_digest` is that of the DR model in use.

        `known` returns a case with the eye a person said it is of.
        """
        self._known = known
        self._oedema = oedema
        self._library = library
        self._source = source
        self._grade_many = grade_many
        self._model_digest = model_digest
        self._kept = Worklists(library.access)
        self._estimates = Estimates(library.access)
        self._grading = threading.Lock()

    def all(self) -> list[WorklistInfo]:
        """Return every worklist, the newest first."""
        return self._kept.all()

    def named(self, name: str) -> WorklistInfo:
        """Return the worklist of a name; raise LibraryError when there is none."""
        for one in self.all():
            if one.name.casefold() == name.strip().casefold():
                return one
        raise LibraryError(
            f"There is no worklist called {name}.", hint="'medview worklist list' names them."
        )

    def create(self, name: str, cases: Sequence[Case]) -> WorklistInfo:
        """Make a worklist of the photographs among the cases; series are left out.

        Raises LibraryError when the name is empty or taken, or no case is a photograph.
        """
        photographs = [case for case in cases if case.is_photograph]
        if not photographs:
            raise LibraryError(
                "There is no eye photograph among them.", hint="Choose photographs or a folder."
            )
        return self._kept.info(self._kept.create(name, photographs))

    def create_from_paths(
        self, name: str, paths: Sequence[Path], context: JobContext
    ) -> tuple[WorklistInfo, OpenSummary]:
        """Make a worklist of all photographs in files and folders: whole, or not when cancelled."""
        cases: list[Case] = []
        summary = self._source.open(paths, _collecting(context, cases))
        return self.create(name, cases), summary

    def rename(self, worklist: int, name: str) -> None:
        """Give a worklist another name; raise LibraryError when it is empty or taken."""
        self._kept.rename(worklist, name)

    def delete(self, worklist: int) -> None:
        """Delete a worklist; files, estimates and signatures stay."""
        self._kept.delete(worklist)

    def rows(self, worklist: int | str) -> list[WorklistRow]:
        """Return the patients of a worklist (number or name), in the order they were added.

        Estimates are those of the model in use. Raises LibraryError when the worklist is gone.
        """
        number = self.named(worklist).id if isinstance(worklist, str) else worklist
        cases = self._cases(self._kept.info(number).id)
        ids = [case.id for case in cases]
        estimates = self._known_of(ids)
        signed, tasks = self._library.signed_of(ids), self._kept.tasks(number)
        oedema, second_reads = self._oedema.readings(ids), self._kept.second_reads()
        return rows_of(cases, estimates, signed, tasks, oedema, second_reads)

    def cases(self) -> list[Case]:
        """Return the photographs of every worklist."""
        return [case for one in self.all() for case in self._kept.cases(one.id)]

    def assign(self, worklist: int, visits: Sequence[VisitKey], reader: str) -> None:
        """Say who is to read these patients ("" = anybody)."""
        self._kept.assign(worklist, visits, reader)

    def want_second_read(self, worklist: int, visits: Sequence[VisitKey], wanted: bool) -> None:
        """Say whether a second reader is wanted for these patients."""
        self._kept.want_second_read(worklist, visits, wanted)

    def second_reads(self) -> frozenset[VisitKey]:
        """Return the visits for which a second reader is wanted, on any worklist."""
        return self._kept.second_reads()

    def unfinished(self) -> list[WorklistInfo]:
        """Return the worklists whose batch was interrupted, by closing or by a crash."""
        return [one for one in self.all() if one.is_grading]

    def grade(self, worklist: int, context: JobContext) -> int:
        """Grade what has no estimate of the model in use; emit as `grade_many` does, return graded.

        What was graded is kept, however this ends; until it came to its end, or `stop_grading` was
        called, the worklist is `unfinished`. Raises MedViewError when a batch is running.
        """
        if not self._grading.acquire(blocking=False):
            raise MedViewError("A worklist is being graded already.", hint="Wait, or cancel it.")
        try:
            self._kept.set_grading(worklist, True)
            graded = self._grade_missing(self._missing(worklist), context)
            self.stop_grading(worklist)
            return graded
        except MedViewError:
            self.stop_grading(worklist)  # at the next start it would only fail again
            raise
        finally:
            self._grading.release()

    def estimate_oedema(self, worklist: int, context: JobContext) -> int:
        """Estimate macular oedema where it is not known; emit as `EstimateOedema.many` does.

        Returns how many photographs have an estimate now; what was estimated is kept.
        """
        cases = self._cases(worklist)
        ids = [case.id for case in cases]
        known, grades = self._oedema.readings(ids), self._known_of(ids)
        is_open = self._oedema.is_open
        open_ones = [c for c in cases if is_open(known.get(c.id), grades.get(c.id))]
        sound, problems = self._present(open_ones)
        for problem in problems:
            context.emit(problem)
        made = self._oedema.many(sound, [grades.get(case.id) for case in sound], context)
        return len(cases) - len(open_ones) + made

    def forget_estimates(self, worklist: int) -> None:
        """Have all photographs of a worklist graded anew: the library's own cases may have changed.

        Estimates of other models, and signatures, stay.
        """
        ids = [case.id for case in self._kept.cases(worklist)]
        self._estimates.forget(ids, self._model_digest())

    def stop_grading(self, worklist: int) -> None:
        """Remember that the batch of a worklist is not to be resumed."""
        self._kept.set_grading(worklist, False)

    def open(self, cases: Sequence[Case]) -> Opened:
        """Look at a patient's files again; return what may be shown, with what the model said.

        A file that was moved, or replaced by another under its name, is a Problem.
        """
        sound, problems = self._present(cases)
        known = self._estimates.of_cases([case.id for case in sound], self._model_digest())
        estimates = tuple(known[case.id] for case in sound if case.id in known)
        return Opened(tuple(sound), estimates, tuple(problems))

    def _known_of(self, ids: Sequence[CaseId]) -> dict[CaseId, GradeEstimate]:
        return self._estimates.of_cases(ids, self._model_digest(), with_neighbours=False)

    def _present(self, cases: Sequence[Case]) -> tuple[list[Case], list[Problem]]:
        found: list[Case] = []
        summary = self._source.open(_paths(cases), JobContext(on_item=found.append))
        there = {case.id for case in found}
        told = {problem.path: problem for problem in summary.problems}
        lost = [case for case in cases if case.id not in there]
        problems = [told.get(case.images[0].path, _changed(case)) for case in lost]
        return [self._known(case) for case in cases if case.id in there], problems

    def _cases(self, worklist: int) -> list[Case]:
        return [self._known(case) for case in self._kept.cases(worklist)]

    def _missing(self, worklist: int) -> list[Case]:
        """Return the photographs of every eye that was not graded from all of them."""
        cases = self._cases(worklist)
        graded = self._known_of([case.id for case in cases])

        def is_done(case: Case, eye: Sequence[Case]) -> bool:
            return case.id in graded and is_of_eye(graded[case.id], eye)

        eyes = by_eye(cases)
        return [case for eye in eyes if not all(is_done(c, eye) for c in eye) for case in eye]

    def _grade_missing(self, cases: Sequence[Case], context: JobContext) -> int:
        context.step(0, len(cases))
        done = graded = 0
        for some in _by_files(cases):
            sound, problems = self._present(some)
            for problem in problems:
                context.emit(problem)
            graded += self._grade_many(sound, _part_of(context, done, len(cases)))
            done += len(some)
            context.step(done, len(cases))
        return graded


def _by_files(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """Cut the cases into portions of some files each; those of a ZIP, and of an eye, stay one."""
    by_path: dict[str, list[Case]] = {}
    for eye in by_eye(cases):
        by_path.setdefault(eye[0].images[0].path, []).extend(eye)
    groups = list(by_path.values())
    for start in range(0, len(groups), FILES_AT_ONCE):
        yield [case for group in groups[start : start + FILES_AT_ONCE] for case in group]


def _paths(cases: Iterable[Case]) -> list[Path]:
    return [Path(path) for path in dict.fromkeys(ref.path for case in cases for ref in case.images)]


def _changed(case: Case) -> Problem:
    return Problem(
        case.images[0].path,
        "It is not the photograph that was put on the worklist.",
        "It was moved or replaced. Make a new worklist of the folder.",
    )


def _collecting(context: JobContext, cases: list[Case]) -> JobContext:
    """Return a context that keeps what is handed over, and reports to (and stops with) another."""

    def step(progress: Progress) -> None:
        context.step(progress.done, progress.total, progress.text)

    return JobContext(step, cases.append)


def _part_of(context: JobContext, done: int, total: int) -> JobContext:
    """Return the context of a part that begins after `done` of `total` steps of another."""

    def step(progress: Progress) -> None:
        context.step(done + progress.done, total, progress.text)

    return JobContext(step, context.emit)
