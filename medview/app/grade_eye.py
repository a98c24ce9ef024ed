"""Grade eye photographs: gate, encode, ask the neighbours, decide or abstain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels, flip_averaged
from medview.domain.case import FUNDUS, Case, Problem
from medview.domain.errors import MedViewError
from medview.domain.grade import Calibration, GradeEstimate
from medview.domain.image import GRADE
from medview.domain.job import JobContext
from medview.domain.neighbours import Metric, Neighbour
from medview.domain.ports import CaseLibrary, Prepared, Reader
from medview.inference import grading

T = TypeVar("T")
BATCH = 8
# Neighbours a person sees beside a grade, however few of them vote.
SHOWN_NEIGHBOURS = 10
GRADED = {"modality": FUNDUS, "label": ",".join(grading.GRADE_LABELS)}


class GradeEye:
    """Grades photographs with the active DR model."""

    def __init__(
        self,
        reader: Reader,
        models: ActiveModels,
        library: CaseLibrary,
        known: Callable[[Case], Case],
        keep: Callable[[Sequence[GradeEstimate]], None],
    ) -> None:
        """Take what decodes, grades, remembers, knows a case's patient, and keeps estimates."""
        self._reader = reader
        self._models = models
        self._library = library
        self._known = known
        self._keep = keep

    def one(self, case: Case) -> GradeEstimate:
        """Return the estimate for one photograph; raise CannotOpen when it cannot be read."""
        model = self._models.for_task("dr-grading")
        bars = _bars(case)
        if bars:
            answer = grading.refused(case, model.card, bars)
        else:
            prepared = self._reader.prepare(case.images[0], model.card.preprocess)
            answer = self._estimates(model, [case], [prepared])[0]
        self._remember([answer])
        return answer

    def many(self, cases: Sequence[Case], context: JobContext) -> int:
        """Grade all, handing over a GradeEstimate or a Problem each; return how many graded."""
        model = self._models.for_task("dr-grading")
        done = graded = 0
        context.step(0, len(cases))
        for batch in _batches(self._answers_pending(model, cases), BATCH):
            answers = self._answer_batch(model, batch)
            self._remember([a for a in answers if isinstance(a, GradeEstimate)])
            for answer in answers:
                done += 1
                graded += isinstance(answer, GradeEstimate) and not answer.abstained
                context.emit(answer)
            context.step(done, len(cases))
        return graded

    def _answers_pending(
        self, model: ActiveModel, cases: Sequence[Case]
    ) -> Iterator[tuple[Case, Prepared | Exception | GradeEstimate]]:
        """Yield each case with its encoder input, its refusal, or what went wrong, in order."""
        open_cases = [case for case in cases if not _bars(case)]
        prepared = iter(
            self._reader.prepare_many(
                (case.images[0] for case in open_cases), model.card.preprocess
            )
        )
        for case in cases:
            bars = _bars(case)
            yield case, grading.refused(case, model.card, bars) if bars else next(prepared)

    def _answer_batch(
        self,
        model: ActiveModel,
        batch: Sequence[tuple[Case, Prepared | Exception | GradeEstimate]],
    ) -> list[GradeEstimate | Problem]:
        ready = [
            (case, item) for case, item in batch if not isinstance(item, GradeEstimate | Exception)
        ]
        estimates = self._estimates(model, [c for c, _ in ready], [p for _, p in ready])
        graded = iter(estimates)
        answers: list[GradeEstimate | Problem] = []
        for case, item in batch:
            if isinstance(item, GradeEstimate):
                answers.append(item)
            elif isinstance(item, Exception):
                answers.append(_problem(case, item))
            else:
                answers.append(next(graded))
        return answers

    def _estimates(
        self, model: ActiveModel, cases: Sequence[Case], prepared: Sequence[Prepared]
    ) -> list[GradeEstimate]:
        sound = [i for i, item in enumerate(prepared) if not item.fault]
        outputs = _outputs(model, [prepared[i].tensor for i in sound])
        rows = {case_index: row for row, case_index in enumerate(sound)}
        return [
            self._estimate(model, case, prepared[i], outputs, rows[i])
            if i in rows
            else grading.refused(case, model.card, [prepared[i].fault])
            for i, case in enumerate(cases)
        ]

    def _estimate(
        self,
        model: ActiveModel,
        case: Case,
        prepared: Prepared,
        outputs: dict[str, npt.NDArray[np.float32]],
        row: int,
    ) -> GradeEstimate:
        calibration = Calibration.from_card(model.card.calibration)
        quality = grading.quality_of(outputs["quality_logits"][row], calibration)
        neighbours = self._graded_neighbours(model, outputs["embedding"][row], case, calibration)
        return grading.estimate(case, quality, outputs["grade_logits"][row], neighbours, model.card)

    def _graded_neighbours(
        self,
        model: ActiveModel,
        embedding: npt.NDArray[np.float32],
        case: Case,
        calibration: Calibration,
    ) -> list[Neighbour]:
        return model.index.search(
            embedding,
            max(calibration.vote_k, SHOWN_NEIGHBOURS),
            Metric.COSINE,
            exclude_patient=self._known(case).patient.key,
            where=GRADED,
        )

    def _remember(self, answers: Sequence[GradeEstimate]) -> None:
        with self._library.transaction():
            self._keep(answers)
            for answer in answers:
                self._library.audit("grade shown", audit_details(answer))


def audit_details(answer: GradeEstimate) -> dict[str, object]:
    """Return what the audit trail keeps of an estimate: no identity, no pixels."""
    return {
        "case": answer.case_id,
        "model": answer.model.id,
        "version": answer.model.version,
        "digest": answer.model.digest,
        "gradable": answer.quality.gradable,
        "grade": None if answer.grade is None else int(answer.grade),
        "probabilities": [round(p, 4) for p in answer.probabilities],
        "referable": answer.referable,
        "refer": answer.refer,
        "abstained": answer.abstained,
        "reason": answer.reason,
    }


def _bars(case: Case) -> list[str]:
    """Return why a case may not be graded at all, before anything is decoded."""
    if case.may_be_graded and not case.is_series:
        return []
    notices = [notice.text for notice in case.notices if GRADE in notice.disables]
    return notices or ["This is not an eye photograph."]


def _outputs(
    model: ActiveModel, tensors: Sequence[npt.NDArray[np.float32]]
) -> dict[str, npt.NDArray[np.float32]]:
    return flip_averaged(model, np.stack(tensors)) if tensors else {}


def _problem(case: Case, error: Exception) -> Problem:
    hint = error.hint if isinstance(error, MedViewError) else ""
    message = error.message if isinstance(error, MedViewError) else str(error)
    return Problem(case.images[0].path, message, hint)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
