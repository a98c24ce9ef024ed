"""Estimate the risk of diabetic macular oedema of photographs, and keep what readers say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from medview.app.active_model import ActiveModels
from medview.app.lesions import TASK, Lesions
from medview.domain.case import Case, CaseId, Problem
from medview.domain.errors import CannotOpen, ModelError
from medview.domain.grade import GradeEstimate
from medview.domain.job import JobContext
from medview.domain.lesions import LesionFindings
from medview.domain.model import ModelCard
from medview.domain.oedema import (
    OedemaAccuracy,
    OedemaCuts,
    OedemaDecision,
    OedemaEstimate,
    OedemaReading,
    OedemaRisk,
)
from medview.domain.readers import named_reader
from medview.store.oedema import OedemaStore

NO_MACULA = "The macula was not found."
UNLIKE = "The photograph is unlike those the lesion model knows."
UNGRADABLE = "The photograph cannot be graded."
NO_CUTS = "The lesion model in use tells no risk of macular oedema."


class EstimateOedema:
    """The verbs around macular oedema; safe to call from any thread."""

    def __init__(
        self,
        lesions: Lesions,
        models: ActiveModels,
        kept: OedemaStore,
        reader_name: Callable[[], str],
    ) -> None:
        """Take what finds lesions, the models in use, what remembers, and who reads."""
        self._lesions, self._models, self._kept = lesions, models, kept
        self._reader_name = reader_name

    def __call__(self, case: Case, grade: GradeEstimate | None = None) -> OedemaReading:
        """Return what is known of a photograph, estimated first where that is open.

        One that `grade` calls ungradable is not estimated. Raises CannotOpen when it cannot be
        read, ModelMissing without a lesion model.
        """
        known = self.readings([case.id]).get(case.id, OedemaReading())
        if self.is_open(known, grade):
            estimate = self._estimate(case, grade)
            self._kept.keep(estimate)
            known = OedemaReading(estimate, known.decision)
        return known

    def is_open(self, known: OedemaReading | None, grade: GradeEstimate | None) -> bool:
        """True without an estimate, or with one that `grade` no longer bars by its quality."""
        if known is None or known.estimate is None:
            return True
        return known.estimate.reason == UNGRADABLE and not _is_barred(grade)

    def many(
        self, cases: Sequence[Case], grades: Sequence[GradeEstimate | None], context: JobContext
    ) -> int:
        """Estimate all, emitting (CaseId, OedemaReading) or a Problem each; return how many."""
        estimated = 0
        for number, (case, grade) in enumerate(zip(cases, grades, strict=True)):
            context.step(number, len(cases), case.images[0].name)
            try:
                context.emit((case.id, self(case, grade)))
                estimated += 1
            except CannotOpen as error:
                context.emit(Problem(case.images[0].path, error.message, error.hint))
        context.step(len(cases), len(cases))
        return estimated

    def readings(self, ids: Sequence[CaseId]) -> dict[CaseId, OedemaReading]:
        """Return what the lesion model in use and readers said of those cases, where they did."""
        try:
            digest = self._card().ref.digest
        except ModelError:
            digest = ""
        estimates = self._kept.estimates(ids, digest)
        decisions = self._kept.decisions(ids)
        return {
            case_id: OedemaReading(estimates.get(case_id), decisions.get(case_id))
            for case_id in ids
            if case_id in estimates or case_id in decisions
        }

    def decide(self, case_id: CaseId, risk: OedemaRisk | None) -> OedemaReading:
        """Keep durably the word of the reader of the settings (None: taken back).

        Raises MedViewError when no reader is named.
        """
        reader = named_reader(self._reader_name())
        known = self.readings([case_id]).get(case_id, OedemaReading())
        said = known.estimate.risk if known.estimate else None
        now = datetime.now(UTC)
        decision = OedemaDecision(case_id, risk, said, reader, now, known.model)
        self._kept.decide(decision)
        return OedemaReading(known.estimate, decision)

    def accuracy(self) -> OedemaAccuracy | None:
        """Return how well the lesion model in use tells a referable risk, from its card."""
        return OedemaAccuracy.from_card(self._card().validation)

    def _estimate(self, case: Case, grade: GradeEstimate | None) -> OedemaEstimate:
        card = self._card()
        cuts = OedemaCuts.from_card(card.calibration)
        if cuts is None or _is_barred(grade):
            reason = NO_CUTS if cuts is None else UNGRADABLE
            return OedemaEstimate(case.id, None, None, reason, card.ref)
        return told_by(self._lesions.look(case), cuts)

    def _card(self) -> ModelCard:
        return self._models.for_task(TASK).card


def _is_barred(grade: GradeEstimate | None) -> bool:
    return grade is not None and not grade.quality.gradable


def told_by(found: LesionFindings, cuts: OedemaCuts) -> OedemaEstimate:
    """Return what the lesions of a photograph tell, or why they tell nothing."""
    reason = found.fault or (UNLIKE if found.unlike else "")
    if reason or found.macular is None:
        return OedemaEstimate(found.case_id, None, None, reason or NO_MACULA, found.model)
    share = found.macular.share
    return OedemaEstimate(found.case_id, cuts.risk(found.macular), share, "", found.model)
