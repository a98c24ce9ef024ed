"""Show where a grade comes from, and which places of a neighbour look the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels
from medview.domain.case import Case
from medview.domain.explanation import Correspondence, Deletion, Explanation, Frame, Spot
from medview.domain.grade import Grade, GradeEstimate
from medview.domain.job import JobContext
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.training import DR_GRADING
from medview.inference import explanation as evidence

FloatArray = npt.NDArray[np.float32]

NOTHING_TO_SHOW = "No DR is seen: there is nothing to point at."
NO_GRADE = "No grade is given: there is no evidence for one."
NOT_BETTER = "No place explains this grade better than other places of the same size."
NOT_ALIKE = "No place of the neighbour is alike for this reason more than other places are."
AT_ONCE = 4  # pictures between two looks at Cancel


class ExplainGrade:
    """Answers "why this grade?" and "where is that neighbour alike?", each with its test."""

    def __init__(self, reader: Reader, models: ActiveModels, library: CaseLibrary) -> None:
        """Take what decodes, what grades, and what remembers."""
        self._reader, self._models, self._library = reader, models, library

    def __call__(self, case: Case, estimate: GradeEstimate, context: JobContext) -> Explanation:
        """Return the evidence for the estimate of a photograph, or why none is shown.

        Raises CannotOpen when the photograph cannot be read.
        """
        model = self._models.for_task(DR_GRADING)
        if estimate.head_grade is None:
            answer = _none(case, model, NO_GRADE)
        elif estimate.head_grade == Grade.NO_DR:
            answer = _none(case, model, NOTHING_TO_SHOW)
        else:
            answer = self._explain(case, model, context)
        self._library.audit("evidence shown", {"case": case.id, **audited(answer, model)})
        return answer

    def alike(
        self, found: Explanation, case: Case, other: Case, context: JobContext
    ) -> Correspondence:
        """Return which places of another photograph look like the evidence found in a case.

        Raises CannotOpen when one of them cannot be read.
        """
        model = self._models.for_task(DR_GRADING)
        encoder = model.encoder
        image, frame = self._seen(case, model)
        neighbour, other_frame = self._seen(other, model)
        maps = encoder.maps(np.stack([image, neighbour]))["patches"]
        here = [_share(found_spot, frame) for found_spot in found.spots]
        retina = evidence.retina_of(neighbour)
        there = [evidence.matches(maps[0], place, maps[1], retina) for place in here]
        query = encoder.outputs_with_flip(image[None])["embedding"][0]
        test = _tested(neighbour, there, evidence.likeness(encoder, query), context)
        pairs = tuple(
            (spot, other_frame.spot(*place, evidence.SPOT))
            for spot, place in zip(found.spots, there, strict=True)
        )
        reason = "" if pairs and test.passed else NOT_ALIKE
        answer = Correspondence(case.id, other.id, pairs, test, reason, model.card.ref)
        details = {"case": case.id, "neighbour": other.id, **audited(answer, model)}
        self._library.audit("correspondence shown", details)
        return answer

    def _explain(self, case: Case, model: ActiveModel, context: JobContext) -> Explanation:
        encoder = model.encoder
        context.step(0, 0)
        image, frame = self._seen(case, model)
        score = stepping(evidence.grade_score(encoder), context)
        heat = evidence.heat_map(encoder, image)
        places = evidence.telling(image, evidence.peaks(heat, evidence.retina_of(image)), score)
        test = _tested(image, places, score, context)
        return Explanation(
            case_id=case.id,
            heat=heat,
            frame=frame,
            spots=tuple(frame.spot(*place, evidence.SPOT) for place in places),
            deletion=test,
            reason="" if places and test.passed else NOT_BETTER,
            model=model.card.ref,
        )

    def _seen(self, case: Case, model: ActiveModel) -> tuple[FloatArray, Frame]:
        """Return what the encoder sees of a photograph, and where that lies on it."""
        ref, preprocess = case.images[0], model.card.preprocess
        image = self._reader.prepare(ref, preprocess).tensor
        placed = self._reader.prepare(ref, {**preprocess, "kind": "retina"})
        return image, retina_frame(placed.measures)


def _tested(
    image: FloatArray,
    places: list[evidence.Place],
    results: evidence.Results,
    context: JobContext,
) -> Deletion:
    if not places:
        return Deletion(0.0, ())
    region = evidence.covering(places, image.shape[-1])
    return evidence.deletion(image, region, stepping(results, context))


def stepping(results: evidence.Results, context: JobContext) -> evidence.Results:
    """Return results that look at Cancel between every few pictures."""

    def stepped(images: FloatArray) -> FloatArray:
        parts = []
        for start in range(0, len(images), AT_ONCE):
            context.step(start, len(images))
            parts.append(results(images[start : start + AT_ONCE]))
        return np.concatenate(parts)

    return stepped


def _none(case: Case, model: ActiveModel, reason: str) -> Explanation:
    nowhere = Frame(0.0, 0.0, 0.0, 0.0)
    empty = np.zeros((0, 0), np.float32)
    return Explanation(case.id, empty, nowhere, (), Deletion(0.0, ()), reason, model.card.ref)


def retina_frame(measures: Mapping[str, float]) -> Frame:
    """Return the square around the retina; its middle is given between pixels' middles."""
    rx, ry = measures["retina_rx"], measures["retina_ry"]
    return Frame(measures["retina_x"] + 0.5 - rx, measures["retina_y"] + 0.5 - ry, 2 * rx, 2 * ry)


def _share(spot: Spot, frame: Frame) -> evidence.Place:
    return (spot.x - frame.left) / frame.width, (spot.y - frame.top) / frame.height


def audited(answer: Explanation | Correspondence, model: ActiveModel) -> dict[str, object]:
    """Return what the audit trail keeps of an answer."""
    return {
        "model": model.card.ref.id,
        "digest": model.card.ref.digest,
        "shown": answer.is_shown,
        "effect": round(answer.deletion.effect, 4),
    }
