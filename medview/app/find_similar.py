"""Find the nearest cases of an image, or of a region on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels, flip_averaged
from medview.app.emphasise_region import EmphasiseRegion
from medview.domain.case import PHOTO, Case
from medview.domain.errors import CannotOpen
from medview.domain.feedback import Judgement, refined
from medview.domain.model import trained_word, words_of
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.region import Region
from medview.domain.slices import grown
from medview.inference.grading import DOUBT_NEIGHBOURS, unlikeness

USUAL_DOUBT = 0.01  # cosine distance, of a kind of image the model has no limit of its own for
LARGEST_TINT = 12.0  # grey levels between the channels
ANEW = "Start the search anew."


class FindSimilar:
    """Answers "show me cases like this"."""

    def __init__(self, reader: Reader, models: ActiveModels, library: CaseLibrary) -> None:
        """Take what decodes, what encodes, and what remembers."""
        self._reader = reader
        self._models = models
        self._library = library
        self._emphasise = EmphasiseRegion(reader)

    def __call__(
        self,
        case: Case,
        image_index: int | None = None,
        region: Region | None = None,
        metric: Metric = Metric.COSINE,
        k: int = 10,
        where: Mapping[str, str] | None = None,
        judged: Sequence[Judgement] = (),
        images: Sequence[int] = (),
        grow: bool = False,
    ) -> SimilarResult:
        """Return the k nearest cases of one image (None: the middle one of a series).

        With `images`, of these together: a case is as far as the mean of how far its nearest image
        is from each. With `grow`, of a region through the images next to this one, as long as it
        looks the same there. Never one of the query's own patient, and of the query's modality
        unless `where` says otherwise; `judged` neighbours, and regions on them or on the case,
        move the query. Raises CannotOpen when an image cannot be read, RegionOutside for a region
        that is not on its image, ValueError on an unknown filter.
        """
        model = self._models.for_modality(_modality(case, where))
        images = self.asked_images(case, image_index, region, images, grow, model)
        asked = np.stack([self.embed(model, case, image, region) for image in images])
        found = model.index.search(
            self.moved(asked, [(one, self.judged(model, case, one, grow)) for one in judged]),
            k,
            metric,
            exclude_patient=case.patient.key,
            where=_same_modality(model, case) | dict(where or {}),
            own=asked,
        )
        result = SimilarResult(
            model=model.card.ref,
            metric=metric,
            neighbours=tuple(replace(n, asked=images[n.asked]) for n in found),
            unlike=all(self.is_unlike(model, case, one) for one in asked),
            shares=label_shares(found),
            asked=images,
        )
        self._library.audit("similar shown", _audit_details(case, result, judged))
        return result

    def asked_images(
        self,
        case: Case,
        image_index: int | None,
        region: Region | None,
        images: Sequence[int],
        grow: bool,
        model: ActiveModel | None = None,
    ) -> tuple[int, ...]:
        """Return the images that a case is searched with, by what is asked of a search."""
        index = len(case.images) // 2 if image_index is None else image_index
        if grow and region is not None:
            model = model or self._models.for_modality(case.modality)
            return self._grown(model, case, index, region)
        return tuple(images) or (index,)

    def filters(self, case: Case) -> dict[str, list[str]]:
        """Return the values there are of each filter among the cases a case is compared with."""
        return self._models.for_modality(case.modality).index.filter_values()

    def embed(
        self,
        model: ActiveModel,
        case: Case,
        image_index: int | None = None,
        region: Region | None = None,
    ) -> npt.NDArray[np.float32]:
        """Return the embedding (D,) of one image of a case under a model."""
        index = len(case.images) // 2 if image_index is None else image_index
        prepared = self._reader.prepare(case.images[index], model.card.preprocess, region)
        return flip_averaged(model, prepared.tensor[None])["embedding"][0]

    def _grown(self, model: ActiveModel, case: Case, index: int, region: Region) -> tuple[int, ...]:
        """Return the images a region goes through: where it is nearer than the limit of doubt."""
        marked = self.embed(model, case, index, region)
        doubt = model.card.doubt.get(trained_word(case.modality))
        limit = 1.0 - (float(doubt["distance"]) if doubt else USUAL_DOUBT)
        return grown(
            index,
            len(case.images),
            lambda image: float(marked @ self.embed(model, case, image, region)) >= limit,
        )

    def moved(
        self,
        asked: npt.NDArray[np.float32],
        judged: Sequence[tuple[Judgement, npt.NDArray[np.float32]]],
    ) -> npt.NDArray[np.float32]:
        """Return the queries (Q, D) after what was said of neighbours, each with its embedding."""
        sides = [[v for one, v in judged if one.is_liked is liked] for liked in (True, False)]
        liked, disliked = (np.reshape(side, (len(side), asked.shape[1])) for side in sides)
        return refined(asked, liked, disliked).astype(np.float32) if judged else asked

    def judged(
        self, model: ActiveModel, case: Case, one: Judgement, grow: bool = False
    ) -> npt.NDArray[np.float32]:
        """Return the embedding (D,) of what was judged while `case` is searched with.

        With `grow`, a region is followed through the images next to its own, as one that is
        searched with. A case gone meanwhile raises CannotOpen.
        """
        if one.region is None:
            held = model.index.vector(one.case_id, one.image_index)
            if held is None:
                raise CannotOpen(f"There is no case {one.case_id} to judge.", hint=ANEW)
            return held
        shown = self.judged_case(case, one)
        images = self.asked_images(shown, one.image_index, one.region, (), grow, model)
        each = [self._emphasise(model, shown.images[image], one.region) for image in images]
        mean: npt.NDArray[np.float32] = np.mean(each, axis=0)
        return mean / np.linalg.norm(mean)

    def judged_case(self, case: Case, one: Judgement) -> Case:
        """Return the case a judged region lies on: `case`, or one of the library."""
        shown = case if one.case_id == case.id else self._library.case(one.case_id)
        if shown is None:
            raise CannotOpen(f"There is no case {one.case_id} to judge.", hint=ANEW)
        if one.image_index is not None and one.image_index >= len(shown.images):
            count = len(shown.images)
            raise CannotOpen(f"There is no image {one.image_index + 1}: the series has {count}.")
        return shown

    def is_unlike(self, model: ActiveModel, case: Case, embedding: npt.NDArray[np.float32]) -> bool:
        """True for a kind of image the model was not trained on, and beyond the limit of doubt.

        A picture file does not say what it is: in colour it is none of the model's grey kinds, in
        grey it is taken for what the nearest case is that is no picture file itself; where all of
        them are, the strictest limit of the model counts.
        """
        if case.modality == PHOTO and is_coloured(self._reader.thumbnail(case.images[0], 64)):
            return True
        nearest = model.index.search(
            embedding, DOUBT_NEIGHBOURS, Metric.COSINE, exclude_patient=case.patient.key
        )
        limits = {word: float(limit["distance"]) for word, limit in model.card.doubt.items()}
        words = [case.modality] if case.modality != PHOTO else [one.modality for one in nearest]
        told = [trained_word(word) for word in words if word != PHOTO]
        limit = limits.get(told[0]) if told else min(limits.values(), default=None)
        return limit is None or unlikeness(nearest) > limit


def is_coloured(pixels: npt.NDArray[np.uint8]) -> bool:
    """Return True when pixels (H, W, 3) are clearly no grey picture (JPEG tints grey by a few)."""
    spread = pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2)
    return float(spread.mean()) > LARGEST_TINT


def label_shares(neighbours: list[Neighbour]) -> dict[str, float]:
    """Return the share of each label among labelled neighbours, largest first."""
    counts = Counter(n.label for n in neighbours if n.label)
    return {label: n / counts.total() for label, n in counts.most_common()}


def _same_modality(model: ActiveModel, case: Case) -> dict[str, str]:
    word = trained_word(case.modality)
    return {"modality": ",".join(words_of(word))} if word in model.card.modalities else {}


def _modality(case: Case, where: Mapping[str, str] | None) -> str:
    """Return the modality to search as: a picture file is what the filter says it is."""
    asked = (where or {}).get("modality", "")
    return asked if case.modality == PHOTO and asked and "," not in asked else case.modality


def _audit_details(
    case: Case, result: SimilarResult, judged: Sequence[Judgement]
) -> dict[str, object]:
    return {
        "case": case.id,
        "model": result.model.id,
        "digest": result.model.digest,
        "metric": str(result.metric),
        "neighbours": [[n.case_id, round(n.distance, 5)] for n in result.neighbours],
        "unlike": result.unlike,
        "judged": [judged_record(one) for one in judged],
    }


def judged_record(one: Judgement) -> list[object]:
    """Return what the audit trail keeps of a judgement: of a region also the image and place."""
    record: list[object] = [one.case_id, one.is_liked]
    if one.region is not None:
        record += [one.image_index, astuple(one.region)]
    return record
