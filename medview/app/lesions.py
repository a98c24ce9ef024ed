"""Lesion candidates of a photograph, where else it looks like a spot, and what readers decided."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef
from medview.domain.errors import CannotOpen, MedViewError
from medview.domain.image import Picture
from medview.domain.job import JobContext
from medview.domain.lesions import (
    Landmarks,
    LesionCalibration,
    LesionDecision,
    LesionFindings,
    LesionRegion,
    LesionReview,
    Point,
    SimilarPlace,
    SimilarPlaces,
    newest_of_each,
)
from medview.domain.model import ModelRef
from medview.domain.ports import CaseLibrary, Prepared, Reader
from medview.domain.readers import named_reader
from medview.imaging import lesion_map, lesion_search
from medview.imaging.lesion_map import RetinaSquare, Spot
from medview.imaging.preprocess import Disc
from medview.store.lesions import LesionDecisions

TASK = "lesion-segmentation"
KEPT = 2  # photographs whose embeddings are at hand: 35 MB each
SHOWN_HERE, SHOWN_ELSEWHERE = 12, 4  # similar places of this photograph, of each other one
MOST_SEARCHED = 8  # photographs beside the one that was asked about: about a second each
CROPPED_FROM = 2048  # longer side of the picture a place is cut from
CROP = 0.06  # half a side of what is shown of a place, in widths of the retina


@dataclass(frozen=True)
class _Seen:
    """A photograph as the model sees it."""

    embedding: npt.NDArray[np.float32]
    margins: npt.NDArray[np.float32]
    square: RetinaSquare
    marks: Landmarks


class Lesions:
    """The verbs around lesions; safe to call from any thread."""

    def __init__(
        self,
        reader: Reader,
        models: ActiveModels,
        library: CaseLibrary,
        decisions: LesionDecisions,
        reader_name: Callable[[], str],
        neighbours: Callable[[Case], list[Case]],
    ) -> None:
        """Take what decodes, encodes and remembers, who reads, and a case's like in the library."""
        self._reader, self._models, self._library = reader, models, library
        self._decisions, self._reader_name = decisions, reader_name
        self._neighbours = neighbours
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[ImageRef, str], _Seen] = OrderedDict()

    def find(self, case: Case) -> LesionFindings:
        """Return the candidates of a photograph, most probable first, or why there are none.

        Raises CannotOpen when it cannot be read, ModelMissing without a lesion model.
        """
        findings = self.look(case)
        self._library.audit("lesions shown", _shown(findings))
        return findings

    def look(self, case: Case) -> LesionFindings:
        """Return what `find` does, for other verbs: nobody is shown the candidates."""
        model = self._models.for_task(TASK)
        fault = _bar(case)
        prepared = None if fault else self._reader.prepare(case.images[0], model.card.preprocess)
        if prepared is None or prepared.fault:
            fault = fault or (prepared.fault if prepared else "")
            return LesionFindings(case.id, model.card.ref, fault=fault)
        return self._findings(case, model, self._keep(case, model, prepared))

    def review(self, case: Case) -> LesionReview:
        """Return the candidates of a photograph, and what readers decided before; see `find`."""
        return LesionReview(self.find(case), tuple(self.decisions(case.id)))

    def similar_places(
        self, case: Case, point: Point, others: Sequence[Case], context: JobContext
    ) -> SimilarPlaces:
        """Return the region around a point, and where it looks like that.

        `point` is in pixels of the photograph. Looked at are this photograph, its nearest cases in
        the library, and `others`; those that cannot be read are left out. Raises MedViewError when
        the point is not on the retina, CannotOpen when the photograph cannot be read.
        """
        model = self._models.for_task(TASK)
        context.step(0, 1)
        seen = self._see(case, model)
        query = lesion_search.around(seen.embedding, seen.margins, seen.square.to_square(point))
        if query is None:
            raise MedViewError(
                "There is no retina at this place.", hint="Click inside the photograph's disc."
            )
        region = lesion_map.region_of(query.spot, query.kind, 1.0, seen.square, seen.marks)
        places = self._places(case, seen, query, SHOWN_HERE, own=True)
        elsewhere = self._to_search(case, others)
        searched = 1
        for done, other in enumerate(elsewhere, 1):
            context.step(done, 1 + len(elsewhere))
            try:
                places += self._places(
                    other, self._see(other, model), query, SHOWN_ELSEWHERE, own=False
                )
                searched += 1
            except CannotOpen:
                continue
        details = {"case": case.id, "model": model.card.ref.id, "digest": model.card.ref.digest}
        self._library.audit("similar places shown", details | {"places": len(places)})
        ranked = tuple(sorted(places, key=lambda place: -place.similarity))
        return SimilarPlaces(case.id, model.card.ref, region, ranked, searched)

    def embedding(self, case: Case) -> tuple[npt.NDArray[np.float32], ModelRef]:
        """Return the embeddings (D, S, S) of a photograph's retina, and of which model they are.

        Raises CannotOpen when it cannot be read, ModelMissing without a lesion model.
        """
        model = self._models.for_task(TASK)
        return self._see(case, model).embedding, model.card.ref

    def decide(
        self, findings: LesionFindings, region: LesionRegion, accepted: bool
    ) -> LesionDecision:
        """Keep durably that the reader of the settings accepts or rejects a candidate.

        Raises MedViewError when no reader is named.
        """
        reader = named_reader(self._reader_name())
        now = datetime.now(UTC)
        decision = LesionDecision(findings.case_id, region, accepted, reader, now, findings.model)
        self._decisions.add([decision])
        return decision

    def decisions(self, case_id: CaseId) -> list[LesionDecision]:
        """Return the newest decision on each place of a photograph."""
        return list(newest_of_each(self._decisions.of_case(case_id)))

    def _findings(self, case: Case, model: ActiveModel, seen: _Seen) -> LesionFindings:
        numbers = LesionCalibration.from_card(model.card.calibration)
        found = lesion_map.candidates(seen.margins, numbers, seen.square, seen.marks)
        far = lesion_map.map_unlikeness(seen.embedding, model.gallery.embeddings)
        return LesionFindings(
            case_id=case.id,
            model=model.card.ref,
            candidates=tuple(found),
            landmarks=seen.marks,
            macular=lesion_map.macular_exudate(
                seen.margins, numbers, seen.square, seen.marks, found
            ),
            unlike=far > float(model.card.doubt[FUNDUS]["distance"]),
        )

    def _to_search(self, case: Case, others: Sequence[Case]) -> list[Case]:
        """Return the nearest cases of the library, then `others`, each once, without `case`."""
        near = self._neighbours(case)
        found = {c.id: c for c in [*near, *others] if not _bar(c) and c.id != case.id}
        return list(found.values())[:MOST_SEARCHED]

    def _places(
        self, case: Case, seen: _Seen, query: lesion_search.Query, most: int, *, own: bool
    ) -> list[SimilarPlace]:
        found = lesion_search.alike(seen.embedding, query, most, own=own)
        if not found:
            return []
        picture = self._reader.picture(case.images[0], CROPPED_FROM)
        return [self._place(case, seen, spot, picture) for spot in found]

    def _place(self, case: Case, seen: _Seen, spot: Spot, picture: Picture) -> SimilarPlace:
        kind = lesion_search.kind_at(seen.margins, spot)
        similarity = min(spot.largest, 1.0)
        region = lesion_map.region_of(spot, kind, similarity, seen.square, seen.marks)
        return SimilarPlace(case, region, similarity, _crop(picture, region, seen.square))

    def _see(self, case: Case, model: ActiveModel) -> _Seen:
        with self._lock:
            kept = self._kept.get((case.images[0], model.card.ref.digest))
        if kept is not None:
            return kept
        fault = _bar(case)
        if fault:
            raise CannotOpen(fault)
        prepared = self._reader.prepare(case.images[0], model.card.preprocess)
        if prepared.fault:
            raise CannotOpen(prepared.fault)
        return self._keep(case, model, prepared)

    def _keep(self, case: Case, model: ActiveModel, prepared: Prepared) -> _Seen:
        seen = _seen(model, prepared)
        with self._lock:
            self._kept[case.images[0], model.card.ref.digest] = seen
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return seen


def _seen(model: ActiveModel, prepared: Prepared) -> _Seen:
    embedding = model.encoder.maps(prepared.tensor[None])["embedding"][0]
    gallery = model.gallery
    margins = lesion_map.margin_maps(embedding, gallery.embeddings, gallery.labels)
    square = _square(prepared, model.card.input_size)
    numbers = LesionCalibration.from_card(model.card.calibration)
    marks = lesion_map.landmarks(margins, numbers, prepared.tensor[1], square)
    return _Seen(embedding, margins, square, marks)


def _square(prepared: Prepared, size: int) -> RetinaSquare:
    place = prepared.measures
    names = ("retina_x", "retina_y", "retina_rx", "retina_ry")
    spacing = (place["row_mm"], place["column_mm"]) if "row_mm" in place else None
    return RetinaSquare(Disc(*(place[name] for name in names)), size, spacing)


def _crop(picture: Picture, region: LesionRegion, square: RetinaSquare) -> npt.NDArray[np.uint8]:
    """Return a region with its surroundings (h, w, 3) out of a picture, perhaps a reduced one."""
    pixels = np.asarray(picture.pixels, dtype=np.uint8)
    height, width = pixels.shape[:2]
    scale = width / (picture.full_size[0] or width)
    half = max(4, round(CROP * 2 * square.disc.rx * scale))
    x, y = (round(v * scale) for v in region.centre)
    x, y = min(max(x, half), width - half), min(max(y, half), height - half)
    part = pixels[max(y - half, 0) : y + half, max(x - half, 0) : x + half]
    return part if part.ndim == 3 else np.repeat(part[..., None], 3, axis=2)


def _bar(case: Case) -> str:
    """Return why lesions are not looked for at all, before anything is decoded; "" for nothing."""
    return "" if case.is_photograph else "This is not an eye photograph."


def _shown(findings: LesionFindings) -> dict[str, object]:
    return {
        "case": findings.case_id,
        "model": findings.model.id,
        "digest": findings.model.digest,
        "counts": findings.counts(),
        "fault": findings.fault,
    }
