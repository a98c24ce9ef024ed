"""Grade eye photographs: gate, encode, ask the neighbours, decide or abstain."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeGuard

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels, flip_averaged
from medview.domain.case import FUNDUS, Case, CaseId, Problem
from medview.domain.errors import MedViewError
from medview.domain.eyes import by_eye
from medview.domain.grade import GRADE_LABELS, Calibration, GradeEstimate
from medview.domain.image import GRADE
from medview.domain.job import JobContext
from medview.domain.neighbours import Metric, Neighbour
from medview.domain.ports import CaseLibrary, Prepared, Reader
from medview.domain.training import DR_GRADING
from medview.imaging.quality import with_advice
from medview.inference import grading

Outputs = dict[str, npt.NDArray[np.float32]]
# What is to be encoded of a photograph, its refusal, or what went wrong.
Pending = Prepared | GradeEstimate | Exception
PendingEye = list[tuple[Case, Pending]]
BATCH = 8
# Neighbours a person sees beside a grade, however few of them vote.
SHOWN_NEIGHBOURS = 10
GRADED = {"modality": FUNDUS, "label": ",".join(GRADE_LABELS)}


class GradeEye:
    """Grades photographs with the active DR model."""

    def __init__(
        self,
        reader: Reader,
        models: ActiveModels,
        library: CaseLibrary,
        known: Callable[[Case], Case],
        keep: Callable[[Sequence[GradeEstimate]], None],
        coverage: Callable[[], float],
    ) -> None:
        """Take what decodes, grades, remembers, knows a case's patient, and keeps estimates.

        `coverage` says how often the sets of grades must hold the true one.
        """
        self._reader = reader
        self._models = models
        self._library = library
        self._known = known
        self._keep = keep
        self._coverage = coverage

    def one(self, case: Case) -> GradeEstimate:
        """Return the estimate for one photograph; raise CannotOpen when it cannot be read."""
        model = self._models.for_task(DR_GRADING)
        pending = self._pending(model, case)
        if isinstance(pending, Exception):
            raise pending
        answer = self._answers(model, [[(case, pending)]])[0]
        assert isinstance(answer, GradeEstimate)
        self._remember([answer])
        return answer

    def eye(self, cases: Sequence[Case]) -> list[GradeEstimate | Problem]:
        """Return the answer for each photograph of one eye, read together, in their order."""
        model = self._models.for_task(DR_GRADING)
        answers = self._answers(model, [[(case, self._pending(model, case)) for case in cases]])
        self._remember(answers)
        return answers

    def many(self, cases: Sequence[Case], context: JobContext, each: bool = False) -> int:
        """Grade all, handing over a GradeEstimate or a Problem each; return how many graded.

        The photographs of an eye are read together, unless `each` is to be graded alone; the
        answers come in the order of `by_eye`.
        """
        model = self._models.for_task(DR_GRADING)
        eyes = [(case,) for case in cases] if each else by_eye(cases)
        done = graded = 0
        context.step(0, len(cases))
        for batch in _batches(self._pending_eyes(model, eyes), BATCH):
            answers = self._answers(model, batch)
            self._remember(answers)
            for answer in answers:
                done += 1
                graded += isinstance(answer, GradeEstimate) and not answer.abstained
                context.emit(answer)
            context.step(done, len(cases))
        return graded

    def shots(self, cases: Sequence[Case], context: JobContext) -> list[grading.Shot]:
        """Return what the network sees of each photograph by itself, without those it may not see.

        Nothing is remembered: this is for measuring, not for showing.
        """
        model = self._models.for_task(DR_GRADING)
        found: list[grading.Shot] = []
        done = 0
        for batch in _batches(self._pending_eyes(model, [(case,) for case in cases]), BATCH):
            context.step(done, len(cases))
            sound = [(case, item.tensor) for ((case, item),) in batch if _is_sound(item)]
            outputs = _outputs(model, [tensor for _, tensor in sound])
            found += [self._shot(model, case, outputs, i) for i, (case, _) in enumerate(sound)]
            done += len(batch)
        return found

    def _pending(self, model: ActiveModel, case: Case) -> Pending:
        bars = _bars(case)
        if bars:
            return grading.refused(case, model.card, bars)
        try:
            return self._reader.prepare(case.images[0], model.card.preprocess)
        except MedViewError as error:
            return error

    def _pending_eyes(
        self, model: ActiveModel, eyes: Sequence[Sequence[Case]]
    ) -> Iterator[PendingEye]:
        """Yield the photographs of each eye with what is to be encoded of them, in order."""
        open_cases = [case for eye in eyes for case in eye if not _bars(case)]
        images = (case.images[0] for case in open_cases)
        prepared = iter(self._reader.prepare_many(images, model.card.preprocess))
        for eye in eyes:
            yield [
                (case, grading.refused(case, model.card, bars) if bars else next(prepared))
                for case, bars in ((case, _bars(case)) for case in eye)
            ]

    def _answers(
        self, model: ActiveModel, eyes: Sequence[PendingEye]
    ) -> list[GradeEstimate | Problem]:
        """Return the answers for the photographs of several eyes, all encoded in one pass."""
        sound = [item.tensor for eye in eyes for _, item in eye if _is_sound(item)]
        outputs, rows = _outputs(model, sound), itertools.count()
        return [answer for eye in eyes for answer in self._eye_answers(model, eye, outputs, rows)]

    def _eye_answers(
        self, model: ActiveModel, eye: PendingEye, outputs: Outputs, rows: Iterator[int]
    ) -> list[GradeEstimate | Problem]:
        shots: list[grading.Shot] = []
        others: dict[CaseId, GradeEstimate | Problem] = {}
        for case, item in eye:
            if isinstance(item, GradeEstimate):
                others[case.id] = item
            elif isinstance(item, Exception):
                others[case.id] = _problem(case, item)
            elif item.fault:
                others[case.id] = grading.refused(case, model.card, with_advice(item.fault))
            else:
                shots.append(self._shot(model, case, outputs, next(rows)))
        read = grading.estimate_eye(shots, model.card, self._coverage()) if shots else []
        refused = [answer for answer in others.values() if isinstance(answer, GradeEstimate)]
        unread = [case_id for case_id, answer in others.items() if isinstance(answer, Problem)]
        whole = grading.joined([*read, *refused], unread)
        answers = others | {answer.case_id: answer for answer in whole}
        return [answers[case.id] for case, _ in eye]

    def _shot(self, model: ActiveModel, case: Case, outputs: Outputs, row: int) -> grading.Shot:
        calibration = Calibration.from_card(model.card.calibration)
        return grading.Shot(
            case,
            grading.quality_of(outputs["quality_logits"][row], calibration),
            outputs["grade_logits"][row],
            self._graded_neighbours(model, outputs["embedding"][row], case, calibration),
        )

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

    def _remember(self, answers: Sequence[GradeEstimate | Problem]) -> None:
        estimates = [answer for answer in answers if isinstance(answer, GradeEstimate)]
        with self._library.transaction():
            self._keep(estimates)
            for answer in estimates:
                self._library.audit("grade shown", audit_details(answer))


def audit_details(answer: GradeEstimate) -> dict[str, object]:
    """Return what the audit trail keeps of an estimate: no identity, no pixels."""
    return {
        "case": answer.case_id,
        "model": answer.model.id,
        "version": answer.model.version,
        "digest": answer.model.digest,
        "site": answer.site,
        "gradable": answer.quality.gradable,
        "grade": None if answer.grade is None else int(answer.grade),
        "probabilities": [round(p, 4) for p in answer.probabilities],
        "referable": answer.referable,
        "refer": answer.refer,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "graded_with": list(answer.graded_with),
    }


def _is_sound(item: Pending) -> TypeGuard[Prepared]:
    return not isinstance(item, GradeEstimate | Exception) and not item.fault


def _bars(case: Case) -> list[str]:
    """Return why a case may not be graded at all, before anything is decoded."""
    if case.may_be_graded and not case.is_series:
        return []
    notices = [notice.text for notice in case.notices if GRADE in notice.disables]
    return notices or ["This is not an eye photograph."]


def _outputs(model: ActiveModel, tensors: Sequence[npt.NDArray[np.float32]]) -> Outputs:
    return flip_averaged(model, np.stack(tensors)) if tensors else {}


def _problem(case: Case, error: Exception) -> Problem:
    hint = error.hint if isinstance(error, MedViewError) else ""
    message = error.message if isinstance(error, MedViewError) else str(error)
    return Problem(case.images[0].path, message, hint)


def _batches(eyes: Iterable[PendingEye], size: int) -> Iterator[list[PendingEye]]:
    """Yield eyes, none of them torn, until they hold `size` photographs."""
    batch: list[PendingEye] = []
    for eye in eyes:
        batch.append(eye)
        if sum(map(len, batch)) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
