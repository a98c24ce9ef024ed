"""Accept a model for this site: measure it on cases graded here, calibrate, sign for it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from medview.app.active_model import ActiveModel, ActiveModels
from medview.app.grade_eye import GradeEye
from medview.domain.case import FUNDUS, Case, CaseId
from medview.domain.errors import MedViewError, ModelMismatch
from medview.domain.grade import Calibration, Grade, Readings, read_grades
from medview.domain.job import JobContext
from medview.domain.site import (
    SiteChoice,
    SiteDecision,
    SiteReport,
    Truth,
    true_grade,
)
from medview.domain.training import DR_GRADING
from medview.inference.grading import Shot, neighbour_shares
from medview.store.estimates import Estimates
from medview.store.library import Library
from medview.store.models import ModelRegistry
from medview.store.seen_cases import SeenCases
from medview.store.site_calibrations import SiteCalibrations

WEEKS = 4  # that the site's throughput is looked up over


class AcceptSite:
    """The verbs of site acceptance; they are about the DR model in use."""

    def __init__(
        self,
        library: Library,
        registry: ModelRegistry,
        models: ActiveModels,
        grade: GradeEye,
        kept: SiteCalibrations,
        estimates: Estimates,
        seen: SeenCases,
        known: Callable[[Case], Case],
    ) -> None:
        """Take what remembers, what is installed and in use, what grades, and what was accepted.

        `known` returns a case with the eye a person said it is of.
        """
        self._library, self._registry, self._models = library, registry, models
        self._grade, self._kept, self._estimates, self._known = grade, kept, estimates, known
        self._seen = seen

    def decision(self, digest: str) -> SiteDecision | None:
        """Return the decision that counts for a model, None when nobody made one."""
        return self._kept.newest(digest)

    def decisions(self, digest: str) -> list[SiteDecision]:
        """Return every decision on a model, newest first."""
        return self._kept.of_model(digest)

    def sources(self) -> dict[Truth, Counter[str]]:
        """Return how many graded photographs of each source the library has, by whose word."""
        cases = self._library.cases(FUNDUS)
        signed = self._library.signed_of([case.id for case in cases])
        return {
            truth: Counter(
                case.source
                for case in cases
                if true_grade(case, signed.get(case.id, ()), truth) is not None
            )
            for truth in Truth
        }

    def eyes_a_week(self) -> float:
        """Return how many photographed eyes a week were graded here in the last weeks.

        An eye is a patient's on one day; what a model showed stays known when it was replaced.
        """
        since = datetime.now(UTC) - timedelta(weeks=WEEKS)
        recent = {shown.case_id for shown in self._seen.shown() if shown.at >= since}
        known = self._seen.all()
        seen = [known[case_id] for case_id in recent if case_id in known]
        return len({(one.patient, one.study_date, one.eye) for one in seen}) / WEEKS

    def measure(self, choice: SiteChoice, context: JobContext) -> SiteReport:
        """Return what the model in use is worth on the chosen cases, fitted by patient.

        Each photograph counts by itself. Raises MedViewError when there is none to measure on,
        ModelMissing without a model.
        """
        from medview.learning.acceptance import check_site, site_figures, weekly_referrals

        model = self._models.for_task(DR_GRADING)
        truths, known = self._chosen(choice, model)
        shots = self._grade.shots([case for case, _ in truths.values()], context)
        gradable = [shot for shot in shots if shot.quality.gradable]
        if not gradable:
            raise MedViewError(
                "There is no graded photograph to measure on.",
                hint="Import graded photographs, or sign some that are in the library.",
            )
        card = self._registry.package(model.card.ref.digest).card  # as it came, before any fit
        calibration = Calibration.from_card(card.calibration)
        read = _read(gradable, calibration)
        grades = np.array([int(truths[shot.case.id][1]) for shot in gradable], np.int64)
        check = check_site(
            read.referable,
            read.shown_grades,
            grades,
            [shot.case.patient.key for shot in gradable],
            calibration.threshold,
            choice.find,
        )
        context.step(len(truths), len(truths))
        before = replace(check, referred=check.referred_before)
        week = (choice.eyes_a_week, choice.referable_share)
        return SiteReport(
            model=model.card.ref,
            choice=choice,
            images=len(gradable),
            patients=len(set(check.patients)),
            referable=int(check.referable.sum()),
            left_out={
                "known": known,
                "ungradable": len(shots) - len(gradable),
                "unread": len(truths) - len(shots),
            },
            fitted=check.fit.fitted,
            numbers=check.fit.on_card(calibration.referable_slope, calibration.referable_intercept),
            shipped_threshold=calibration.threshold,
            figures=site_figures(check),
            week_before=weekly_referrals(before, *week),
            week=weekly_referrals(check, *week),
        )

    def accept(self, report: SiteReport, reader: str) -> SiteDecision:
        """Keep that a person accepts the calibration; from now on it counts.

        What the model said before is forgotten, as it would say otherwise now; signatures and the
        audit trail keep it. Raises MedViewError without a name or without a fit, ModelMismatch
        when another model came into use meanwhile.
        """
        if not report.fitted:
            raise MedViewError(
                "There were too few cases: nothing was calibrated.", hint="Choose more cases."
            )
        decision = SiteDecision(
            report.model, True, report.numbers, report.as_kept, reader.strip(), datetime.now(UTC)
        )
        return self._decide(decision)

    def take_back(self, digest: str, reader: str) -> SiteDecision:
        """Keep that the calibration of a model no longer counts: it reads as it came.

        Raises MedViewError without a name, or when none counts.
        """
        standing = self.decision(digest)
        if standing is None or not standing.accepted:
            raise MedViewError("No calibration of this model counts for this site.")
        now = datetime.now(UTC)
        return self._decide(SiteDecision(standing.model, False, {}, {}, reader.strip(), now))

    def _decide(self, decision: SiteDecision) -> SiteDecision:
        if not decision.reader:
            raise MedViewError("A decision needs a name.", hint="Enter your name.")
        if self._models.for_task(DR_GRADING).card.ref != decision.model:
            raise ModelMismatch(
                "Another model came into use meanwhile: nothing was changed.",
                hint="Measure the model in use.",
            )
        with self._library.transaction():
            self._kept.add(decision)
            self._estimates.forget_model(decision.model.digest)
        self._models.forget()
        return decision

    def _chosen(
        self, choice: SiteChoice, model: ActiveModel
    ) -> tuple[Mapping[CaseId, tuple[Case, Grade]], int]:
        """Return the cases with their true grades, and how many the model knows already."""
        cases = self._library.cases(FUNDUS)
        signed = self._library.signed_of([case.id for case in cases])
        graded = [
            (self._known(case), grade)
            for case in cases
            if choice.source in ("", case.source)
            and (grade := true_grade(case, signed.get(case.id, ()), choice.truth)) is not None
        ]
        met = set(model.patients_met(cases).values())  # what it says of them would flatter it
        fresh = [(case, grade) for case, grade in graded if case.patient.key not in met]
        some = _by_patient(fresh, choice.most)
        return {case.id: (case, grade) for case, grade in some}, len(graded) - len(fresh)


def _by_patient(graded: Sequence[tuple[Case, Grade]], most: int) -> list[tuple[Case, Grade]]:
    """Return at most so many, all of a patient's or none, drawn the same each time."""
    patients: dict[str, list[tuple[Case, Grade]]] = {}
    for case, grade in graded:
        patients.setdefault(case.patient.key, []).append((case, grade))
    chosen: list[tuple[Case, Grade]] = []
    for key in random.Random(0).sample(sorted(patients), len(patients)):
        if len(chosen) + len(patients[key]) <= most:
            chosen += patients[key]
    return chosen


def _read(shots: Sequence[Shot], calibration: Calibration) -> Readings:
    logits = np.stack([shot.logits for shot in shots]).astype(np.float64)
    shares = np.stack([neighbour_shares(shot.neighbours, calibration) for shot in shots])
    return read_grades(logits, shares, calibration)
