"""Reading studies: set up, read blind, adjudicate, and measure how far graders agree."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from medview.app.active_model import ActiveModels
from medview.app.grade_eye import GradeEye
from medview.app.study_disagreements import disagreements_of
from medview.app.study_photos import fit_photos
from medview.app.study_plan import checked_plan
from medview.app.study_results import results_of
from medview.domain.case import Case, Problem
from medview.domain.errors import ModelMissing, StudyError
from medview.domain.grade import Grade, GradeEstimate
from medview.domain.job import Cancelled, JobContext, Progress
from medview.domain.ports import Source
from medview.domain.study import (
    Decision,
    Disagreement,
    Place,
    Read,
    Stage,
    Step,
    Study,
    StudyEstimate,
    StudyPlan,
    StudyProgress,
    StudySetUp,
)
from medview.domain.study_order import reading_order, sampled
from medview.domain.study_reads import place_of, positions_done
from medview.domain.study_results import StudyResults
from medview.domain.training import DR_GRADING
from medview.store.studies import StudyStore


class Studies:
    """The verbs of reading studies; `services.studies`."""

    def __init__(
        self,
        store: StudyStore,
        source: Source,
        content: Callable[[Case], str],
        grade: GradeEye,
        models: ActiveModels,
    ) -> None:
        """Take what keeps studies, opens and digests photographs, and grades them."""
        self._store = store
        self._source = source
        self._content = content
        self._grade = grade
        self._models = models
        self._known: dict[str, Study] = {}  # a study never changes

    # --- setting up

    def set_up(
        self,
        plan: StudyPlan,
        created_by: str,
        context: JobContext,
        cases: Sequence[Case] = (),
        paths: Sequence[Path] = (),
    ) -> StudySetUp:
        """Keep a study over these cases and what the paths hold; raise StudyError.

        Left out are what is no single photograph, what cannot be read, and copies.
        """
        plan = checked_plan(plan, [study.plan.name for study in self._store.all()])
        found = list(cases)
        opened = self._source.open(paths, JobContext(None, found.append)) if paths else None
        photos, left_out = fit_photos(found, self._content, context)
        if not photos:
            raise StudyError(
                "None of these is a photograph that can be graded.",
                hint="Choose eye photographs: open them, or name their folder.",
            )
        photos = [photos[i] for i in sampled(len(photos), plan.most, plan.seed)]
        study = self._new_study(plan, photos, created_by)
        self._store.add(study)
        return StudySetUp(study, (*(opened.problems if opened else ()), *left_out))

    def _new_study(self, plan: StudyPlan, photos: Sequence[Case], created_by: str) -> Study:
        orders = {
            reader: reading_order(plan.seed, reader, len(photos), plan.repeat_share)
            for reader in plan.readers
        }
        now = datetime.now(UTC)
        return Study(uuid.uuid4().hex[:12], plan, tuple(photos), orders, created_by, now)

    # --- looking

    def all(self) -> list[StudyProgress]:
        """Return every study with how far its readers are, newest first."""
        return [self._progress(study) for study in self._store.all()]

    def find(self, name: str) -> StudyProgress:
        """Return the study of a name or id; raise StudyError."""
        for study in self._store.all():
            if name in (study.id, study.plan.name):
                return self._progress(study)
        raise StudyError(
            f"There is no study '{name}'.", hint="'medview study list' shows their names."
        )

    def _progress(self, study: Study) -> StudyProgress:
        reads = self._store.reads(study.id)
        return StudyProgress(
            study,
            {
                reader: positions_done(study, reader, [r for r in reads if r.reader == reader])
                for reader in study.plan.readers
            },
        )

    def _study(self, study_id: str) -> Study:
        study = self._known.get(study_id) or self._store.study(study_id)
        if study is None:
            raise StudyError("This study is not in the library.", hint="Open the list again.")
        self._known[study_id] = study
        return study

    # --- reading

    def place(self, study_id: str, reader: str) -> Place:
        """Return where a reader is; raise StudyError when the name is not one of the study's."""
        study = self._study(study_id)
        if reader not in study.orders:
            raise StudyError(
                f"{reader or 'Nobody'} is no reader of this study.",
                hint=f"Its readers are {', '.join(study.plan.readers)}.",
            )
        return place_of(study, reader, self._store.reads(study_id, reader))

    def confirm(
        self,
        study_id: str,
        reader: str,
        step: Step,
        grade: Grade | None,
        seconds: float,
        note: str = "",
        estimate: GradeEstimate | None = None,
    ) -> Place:
        """Keep a grade (None: ungradable) of the next step, or of the one before, durably.

        `estimate` is what was shown at the aided stage. Returns where the reader is then.
        """
        shown = estimate if step.stage is Stage.AIDED else None
        read = Read(
            study_id=study_id,
            reader=reader,
            position=step.position,
            photo=step.photo,
            stage=step.stage,
            grade=grade,
            seconds=round(seconds, 2),
            read_at=datetime.now(UTC),
            note=note.strip(),
            estimate_grade=shown.grade if shown else None,
            model=shown.model if shown else None,
        )
        return self._keep(read, step)

    def pass_over(self, study_id: str, reader: str, step: Step) -> Place:
        """Keep that a photograph could not be opened, so that the reader can go on."""
        now = datetime.now(UTC)
        read = Read(
            study_id, reader, step.position, step.photo, step.stage, None, 0.0, now, was_shown=False
        )
        return self._keep(read, step)

    def _keep(self, read: Read, step: Step) -> Place:
        place = self.place(read.study_id, read.reader)
        if step not in (place.step, place.before):
            raise StudyError(
                "This photograph is not the one to read now.",
                hint="Leave the study and go on with it from the list.",
            )
        self._store.add_read(read)
        own = self._store.reads(read.study_id, read.reader)
        return place_of(self._study(read.study_id), read.reader, own)

    # --- adjudication

    def disagreements(self, study_id: str) -> list[Disagreement]:
        """Return the photographs graded differently, once every reader has finished with them."""
        study = self._study(study_id)
        return disagreements_of(study, self._store.reads(study_id), self._store.decisions(study_id))

    def decide(
        self, study_id: str, photo: int, grade: Grade | None, decided_by: str, note: str = ""
    ) -> Decision:
        """Keep the grade decided for a photograph, under the names of who decided, durably."""
        if not decided_by.strip():
            raise StudyError("A decision needs a name.", hint="Enter who decides, then try again.")
        if photo not in {one.photo for one in self.disagreements(study_id)}:
            raise StudyError("There is nothing to decide for this photograph.")
        now = datetime.now(UTC)
        decision = Decision(study_id, photo, grade, decided_by.strip(), now, note.strip())
        self._store.add_decision(decision)
        return decision

    # --- results

    def ask_model(self, study_id: str, context: JobContext) -> int:
        """Have the model in use grade what it has not yet graded of a study; return how many.

        What was graded is kept when the job is cancelled.
        """
        study = self._study(study_id)
        open_photos = self._unasked(study)
        photo_of = {study.photos[photo].id: photo for photo in open_photos}
        fresh: list[StudyEstimate] = []
        asked = 0

        def gather(answer: GradeEstimate | Problem) -> None:
            if context.is_cancelled:
                raise Cancelled
            if isinstance(answer, GradeEstimate):
                photo, now = photo_of[answer.case_id], datetime.now(UTC)
                fresh.append(StudyEstimate(study_id, photo, answer.grade, answer.model, now))

        def keep(progress: Progress) -> None:
            nonlocal asked
            if fresh:
                self._store.add_estimates(fresh)
                asked += len(fresh)
                fresh.clear()
            context.step(progress.done, progress.total)

        self._grade.many([study.photos[p] for p in open_photos], JobContext(keep, gather))
        return asked

    def _unasked(self, study: Study) -> list[int]:
        digest = self._models.for_task(DR_GRADING).card.ref.digest
        asked = {e.photo for e in self._store.estimates(study.id) if e.model.digest == digest}
        return [photo for photo in range(len(study.photos)) if photo not in asked]

    def results(self, study_id: str) -> StudyResults:
        """Return how far readers agree, with each other, with themselves and with the model."""
        study = self._study(study_id)
        results = results_of(
            study,
            self._store.reads(study_id),
            self._store.decisions(study_id),
            self._store.estimates(study_id),
        )
        to_decide = [one for one in self.disagreements(study_id) if one.decision is None]
        try:
            unasked = len(self._unasked(study))
        except ModelMissing:  # nobody to ask
            unasked = 0
        return replace(results, unasked=unasked, to_decide=len(to_decide))
