"""Compare with a patient's earlier visits: which there are, and how they lie over today's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

import numpy as np

from medview.app.earlier_photographs import day_seen, earlier_photographs
from medview.app.lesions import Lesions
from medview.domain.case import Case, CaseId
from medview.domain.errors import CannotOpen, MedViewError, ModelError
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.image import Picture
from medview.domain.job import JobContext
from medview.domain.model import ModelRef
from medview.domain.ports import CaseLibrary, Prepared, Reader
from medview.domain.readers import named_reader
from medview.domain.visits import (
    Alignment,
    AlignmentDecision,
    Change,
    GradeSaid,
    LaidOver,
    Place,
    Visit,
    Visits,
)
from medview.imaging import registration
from medview.imaging.laying_over import around, earlier_over_today
from medview.imaging.registration import SIDE, Fit, LookUp
from medview.store.alignments import AlignmentDecisions

SHOWN_SIDE = 2048  # longer side of the pictures that are laid over each other
RETINA = {"kind": "retina", "size": SIDE}
STEPS = 6
NO_FIT = "The two photographs could not be laid over each other: too little of them is alike."

Estimated = Callable[[Sequence[CaseId]], Mapping[CaseId, GradeEstimate]]


class CompareVisits:
    """What `services.visits` does; safe to call from any thread."""

    def __init__(
        self,
        reader: Reader,
        library: CaseLibrary,
        decisions: AlignmentDecisions,
        lesions: Lesions,
        *,
        estimated: Estimated,
        shown_signatures: Callable[[Case], Sequence[SignedGrade]],
        listed: Callable[[], Iterable[Case]],
        known: Callable[[Case], Case],
        reader_name: Callable[[], str],
    ) -> None:
        """Take what decodes and remembers, whose embeddings tell points apart, and who reads.

        `estimated` gives what the model in use said before, `shown_signatures` what a reader may
        see of those of today's photograph, `listed` the cases of all worklists,
        `known` a case with the eye a person said it is of.
        """
        self._reader, self._library, self._decisions = reader, library, decisions
        self._lesions, self._estimated, self._listed = lesions, estimated, listed
        self._shown_signatures = shown_signatures
        self._known, self._reader_name = known, reader_name

    def of(self, case: Case, opened: Sequence[Case] = ()) -> Visits:
        """Return the earlier visits of a photograph's eye, the latest first.

        Looked for in `opened`, the worklists and the library. A patient or an eye that is not
        known has none: nobody can say whose photographs those are.
        """
        signed = self._library.signed(case.id)
        day = day_seen(case, signed)
        found = []
        if case.is_photograph and case.eye and not case.patient.key.startswith("unknown"):
            others = [*self._listed(), *opened]
            found = earlier_photographs(self._library, others, [case], day, self._known)
            found = [photograph for photograph in found if photograph.case.eye == case.eye]
        estimates = self._estimated([case.id, *(p.case.id for p in found)])
        shown = self._shown_signatures(case)
        now = _said(shown[-1] if shown else None, estimates.get(case.id))
        visits = []
        for one in found:
            said = _said(one.signed, estimates.get(one.case.id))
            change = Change(said.grade, now.grade)
            visits.append(Visit(one.case, one.date, said, change, one.is_signing_day))
        return Visits(case, now, day, tuple(visits))

    def lay_over(self, case: Case, earlier: Case, context: JobContext) -> LaidOver:
        """Return the earlier photograph as it lies over today's, as a proposal to look at.

        What a reader accepted before is shown as it was accepted. Raises CannotOpen.
        """
        decision = self._decisions.newest(case.id, earlier.id)
        if decision is not None and decision.accepted:
            alignment = decision.alignment
        else:
            alignment, decision = self.align(case, earlier, context), None
        if alignment.fault:
            nothing = np.zeros((0, 0, 4), np.uint8)
            return LaidOver(alignment, nothing[..., :3], nothing)
        context.step(STEPS - 1, STEPS)
        here = self._reader.picture(case.images[0], SHOWN_SIDE)
        there = self._reader.picture(earlier.images[0], SHOWN_SIDE)
        scales = (_scale(here), _scale(there))
        pixels = _colour(here)
        moved = earlier_over_today(
            _colour(there), alignment, (pixels.shape[0], pixels.shape[1]), scales
        )
        context.step(STEPS, STEPS)
        size = here.full_size if all(here.full_size) else (pixels.shape[1], pixels.shape[0])
        return LaidOver(alignment, pixels, moved, size, decision)

    def decide(self, alignment: Alignment, accepted: bool) -> AlignmentDecision:
        """Keep durably that the reader of the settings accepts or rejects an alignment.

        Raises MedViewError when no reader is named, or when there is nothing to accept.
        """
        reader = named_reader(self._reader_name())
        if alignment.fault:
            raise MedViewError(alignment.fault, hint="Compare them side by side.")
        decision = AlignmentDecision(alignment, accepted, reader, datetime.now(UTC))
        self._decisions.add(decision)
        return decision

    def decision(self, case: Case, earlier: Case) -> AlignmentDecision | None:
        """Return the newest decision on two photographs."""
        return self._decisions.newest(case.id, earlier.id)

    def align(self, case: Case, earlier: Case, context: JobContext) -> Alignment:
        """Return how an earlier photograph lies over today's, or why it does not.

        Raises CannotOpen and Cancelled.
        """
        context.step(0, STEPS)
        prepared = [self._reader.prepare(one.images[0], RETINA) for one in (case, earlier)]
        fault = next((p.fault for p in prepared if p.fault), "")
        if fault:
            return Alignment(case.id, earlier.id, fault=fault)
        looks, model = self._learned([case, earlier], context)
        seen = []
        for number, (one, look) in enumerate(zip(prepared, looks, strict=True), 2):
            context.step(number, STEPS)
            seen.append(registration.see(one.tensor[1], look))
        context.step(4, STEPS)
        fit = registration.register(*seen)
        alignment = _alignment(case, earlier, prepared, fit, model)
        details = {"case": case.id, "earlier": earlier.id, "after": round(alignment.after, 4)}
        self._library.audit("alignment shown", details | {"fault": alignment.fault})
        return alignment

    def _learned(
        self, cases: Sequence[Case], context: JobContext
    ) -> tuple[list[LookUp | None], ModelRef | None]:
        """Return the look-up of learned embeddings of both, or of neither: never of one alone."""
        looks: list[LookUp | None] = []
        model = None
        try:
            for case in cases:
                context.step(1, STEPS)
                embedding, model = self._lesions.embedding(case)
                looks.append(partial(around, embedding))
        except (ModelError, CannotOpen):
            return [None] * len(cases), None
        return looks, model


def _alignment(
    case: Case, earlier: Case, prepared: Sequence[Prepared], fit: Fit | None, model: ModelRef | None
) -> Alignment:
    if fit is None:
        return Alignment(case.id, earlier.id, model=model, fault=NO_FIT)
    return Alignment(
        case_id=case.id,
        earlier_id=earlier.id,
        to_earlier=tuple(float(number) for number in fit.map.ravel()),
        here=_place(prepared[0]),
        there=_place(prepared[1]),
        pairs=fit.pairs,
        agreeing=fit.agreeing,
        before=fit.before,
        after=fit.after,
        overlap=fit.overlap,
        model=model,
        fault="" if fit.is_good else NO_FIT,
    )


def _place(prepared: Prepared) -> Place:
    names = ("retina_x", "retina_y", "retina_rx", "retina_ry")
    return Place(*(float(prepared.measures[name]) for name in names))


def _said(signed: SignedGrade | None, estimate: GradeEstimate | None) -> GradeSaid:
    if signed is not None:
        return GradeSaid(signed.grade, signed.reader, signed.model)
    if estimate is not None:
        return GradeSaid(estimate.grade, "", estimate.model)
    return GradeSaid()


def _scale(picture: Picture) -> float:
    """Return the pixels of a picture per pixel of its whole photograph."""
    width = picture.pixels.shape[1]
    return width / (picture.full_size[0] or width)


def _colour(picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    pixels = np.asarray(picture.pixels, dtype=np.uint8)
    return pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
