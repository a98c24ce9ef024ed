"""Bring images into the library: find them, label them, embed them, keep them.

Each batch is on the disk before it is reported. Running the same import again goes on where the
last one stopped, because what is there already is known by its content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from medview.app.label_cases import Labeller, labeller
from medview.app.recognise_sets import FoundSet, pictures_of, recognise_sets
from medview.app.set_labels import SetLabels
from medview.domain.case import Case, CaseId, Problem
from medview.domain.errors import CannotOpen, LibraryError, MedViewError
from medview.domain.job import JobContext
from medview.domain.ports import CaseLibrary, Source

__all__ = ["ImportReport", "find_cases", "import_cases"]

# A batch is embedded and committed together; Cancel is answered between its images.
BATCH = 16

Embedding = tuple[str, npt.NDArray[np.float32]]
Embed = Callable[[Sequence[Case]], Iterable[Embedding | Exception]]


class ImportLibrary(CaseLibrary, Protocol):
    """What importing needs of the library beside what every verb does."""

    def case(self, case_id: CaseId) -> Case | None:
        """Return one case, or None."""
        ...

    def known_contents(self, digests: Sequence[str]) -> dict[str, CaseId]:
        """Return which of these contents are there, and as which case."""
        ...

    def set_label(self, case_id: CaseId, label: str) -> None:
        """Change the label of a case."""
        ...

    def describe(self, case_id: CaseId, findings: str, outcome: str, tags: Sequence[str]) -> None:
        """Change what people wrote of a case."""
        ...


@dataclass(frozen=True)
class ImportReport:
    """What an import came to."""

    added: int
    duplicates: int
    skipped: tuple[Problem, ...]
    sets: tuple[FoundSet, ...] = ()


def import_cases(
    paths: Sequence[Path],
    labels: Path | None,
    source: str,
    context: JobContext,
    *,
    opener: Source,
    library: ImportLibrary,
    embed: Embed,
    content: Callable[[Case], str],
    recognise: bool = True,
    label: Labeller | None = None,
) -> ImportReport:
    """Import all cases of `paths`, emitting each one as soon as it is durable.

    `labels` is a table (see app.labels); without one, public sets are imported as their own tables
    say (unless `recognise` is off), and elsewhere folders named by class give the labels; a
    `label` of the caller goes before all these.
    `embed` answers each case with (model digest, vector), or the exception that says why not;
    `content` with the digest of what it contains, or raises CannotOpen.
    Raises LabelsError before anything is imported, and Cancelled with all so far kept.
    """
    may_be_set = recognise and labels is None and label is None
    sets = recognise_sets(paths, context) if may_be_set else ()
    if label is None:
        label = _set_labels(sets, paths, context) if sets else labeller(paths, labels)
    places = [folder for one in sets for folder in one.folders] or paths
    found, problems = find_cases(list(dict.fromkeys(places)), opener, context)
    label.look_over(found)
    run = _Run(library, embed, content, context, source, label, list(problems))
    run.all(found)
    return ImportReport(run.added, run.duplicates, (*run.problems, *label.unused()), sets)


def _set_labels(sets: Sequence[FoundSet], paths: Sequence[Path], context: JobContext) -> SetLabels:
    listed = len({key for found in sets for key in found.rows})
    return SetLabels(sets, pictures_of(paths, context) - listed)


def find_cases(
    paths: Sequence[Path], opener: Source, context: JobContext
) -> tuple[list[Case], tuple[Problem, ...]]:
    """Return what the source finds; Cancel reaches it through the same context."""
    found: list[Case] = []
    summary = opener.open(paths, _Listening(context, found.append))
    return found, summary.problems


class _Listening(JobContext):
    """A context that keeps the items to itself, and is cancelled with the job's own."""

    def __init__(self, outer: JobContext, on_item: Callable[[Any], None]) -> None:
        super().__init__(on_item=on_item)
        self._outer = outer

    @property
    def is_cancelled(self) -> bool:
        return self._outer.is_cancelled

    def step(self, done: int, total: int, text: str = "") -> None:
        self._outer.step(done, total, text or "Looking for images")

    def emit(self, item: Any) -> None:
        self._outer.step(0, 0, "Looking for images")
        super().emit(item)


@dataclass
class _Run:
    """One import under way."""

    library: ImportLibrary
    embed: Embed
    content: Callable[[Case], str]
    context: JobContext
    source: str
    label: Labeller
    problems: list[Problem] = field(default_factory=list)
    total: int = 0
    done: int = 0
    added: int = 0
    duplicates: int = 0

    def all(self, found: Sequence[Case]) -> None:
        """Import everything found, batch by batch."""
        self.total = len(found)
        for start in range(0, len(found), BATCH):
            self._batch(found[start : start + BATCH])
            self.done = start + len(found[start : start + BATCH])
        self._step()

    def _step(self) -> None:
        self.context.step(self.done, self.total, "Importing")

    def _batch(self, found: Sequence[Case]) -> None:
        fresh = self._fresh(found)
        kept: list[tuple[Case, str, Embedding]] = []
        try:
            answers = self._answers([case for case, _ in fresh])
            for (case, digest), answer in zip(fresh, answers, strict=True):
                if isinstance(answer, Exception):
                    self.problems.append(problem_of(case, answer))
                else:
                    kept.append((case, digest, answer))
                self.done += 1
                self._step()
        finally:
            self._keep(kept)

    def _fresh(self, found: Sequence[Case]) -> list[tuple[Case, str]]:
        """Return the cases that are not in the library, with their content digests."""
        digests: dict[str, Case] = {}
        for case in found:
            self._step()
            labelled = self.label(case)
            if labelled is not None:
                source = labelled.source or self.source or case.source
                self._digest(replace(labelled, source=source), digests)
        known = self.library.known_contents(list(digests))
        for digest, case_id in known.items():
            self._again(case_id, digests[digest])
        return [(self._named(c, d), d) for d, c in digests.items() if d not in known]

    def _digest(self, case: Case, digests: dict[str, Case]) -> None:
        try:
            digest = self.content(case)
        except CannotOpen as error:
            self.problems.append(problem_of(case, error))
            return
        first = digests.setdefault(digest, case)
        if first is case:
            return
        self.duplicates += 1
        digests[digest] = replace(first, label=first.label or case.label)
        self._contradiction(case, digests[digest].label, "was found before")

    def _named(self, case: Case, digest: str) -> Case:
        """Give a changed file a case of its own beside the one of its earlier content."""
        if self.library.case(case.id) is None:
            return case
        return replace(case, id=CaseId(f"{case.id}-{digest[:8]}"))

    def _again(self, case_id: CaseId, case: Case) -> None:
        """Count a case the library has; take over what it lacked, name a label that differs."""
        self.duplicates += 1
        held = self.library.case(case_id)
        if held is None:
            return
        if not held.label and case.label:
            self.library.set_label(case_id, case.label)
        else:
            self._contradiction(case, held.label, "is in the library")
        notes = [(one.findings, one.outcome, one.tags) for one in (held, case)]
        fuller = tuple(old or new for old, new in zip(*notes, strict=True))
        if fuller != notes[0]:
            self.library.describe(case_id, *fuller)

    def _contradiction(self, case: Case, held: str, where: str) -> None:
        if case.label and case.label != held:
            self.problems.append(
                Problem(
                    case.images[0].path,
                    f"The same image {where} as '{held}', here as '{case.label}'.",
                    "The first label was kept. To change it, remove the case and import it again.",
                )
            )

    def _answers(self, cases: Sequence[Case]) -> Iterator[Embedding | Exception]:
        """Embed a batch; when that fails as a whole, one by one, to name the one at fault."""
        answered = 0
        try:
            for answer in self.embed(cases) if cases else ():
                answered += 1
                yield answer
        except MedViewError:
            for case in cases[answered:]:
                yield self._answer(case)

    def _answer(self, case: Case) -> Embedding | Exception:
        try:
            return next(iter(self.embed([case])))
        except MedViewError as error:
            return error

    def _keep(self, kept: Sequence[tuple[Case, str, Embedding]]) -> None:
        """Write cases and embeddings in one transaction; hand them over when it is durable."""
        if not kept:
            return
        added: list[tuple[Case, str]] = []
        with self.library.transaction():
            for case, digest, (model, vector) in kept:
                if self._added(case, digest):
                    self.library.put_embedding(case.id, model, vector)
                    added.append((case, model))
            self.library.audit("imported", {"cases": [[c.id, model] for c, model in added]})
        self.added += len(added)
        for case, _ in added:
            self.context.emit(case)

    def _added(self, case: Case, digest: str) -> bool:
        """Add one case; one that cannot be added is named, and the others go on."""
        try:
            is_new = self.library.add_case(case, digest)
        except LibraryError as error:
            if type(error) is not LibraryError:  # a full disk or a damaged library stops it all
                raise
            self.problems.append(problem_of(case, error))
            return False
        self.duplicates += not is_new  # another import of this session was first
        return is_new


def problem_of(case: Case, error: Exception) -> Problem:
    """Return what to tell of a case that was left out."""
    if isinstance(error, MedViewError):
        return Problem(case.images[0].path, error.message, error.hint)
    return Problem(case.images[0].path, f"It could not be imported ({error}).")
