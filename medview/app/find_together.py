"""Find the studies nearest to two series of one study together: a CT with its PET, T1 with T2."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels
from medview.app.find_similar import FindSimilar, label_shares
from medview.app.match_slices import MatchSlices
from medview.domain.case import Case
from medview.domain.errors import CannotOpen
from medview.domain.model import words_of
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.ports import CaseLibrary
from medview.domain.region import Region
from medview.domain.together import Kind, Together, joined, kind_of, why_not_together

DEEP = 500  # cases of each kind that are ranked; what is farther by both is not found
OF_PATIENTS = 10_000  # series of the patients whose other series is among those
OPEN_BOTH = "Choose another series of the same study."


@dataclass(frozen=True)
class Side:
    """One of the two series: its images, kind and model, and the embeddings (Q, D) asked with."""

    case: Case
    images: tuple[int, ...]
    kind: Kind
    model: ActiveModel
    vectors: npt.NDArray[np.float32]


class FindTogether:
    """Answers "show me studies like these two series"."""

    def __init__(
        self,
        similar: FindSimilar,
        match: MatchSlices,
        models: ActiveModels,
        library: CaseLibrary,
        known: Callable[[Case], Case],
    ) -> None:
        """Take what embeds one series, what finds the same place in another, and the library.

        `known` returns a case with the patient the library knows its content under.
        """
        self._similar, self._match = similar, match
        self._models, self._library, self._known = models, library, known

    def __call__(
        self,
        case: Case,
        other: Case,
        image_index: int | None = None,
        region: Region | None = None,
        metric: Metric = Metric.COSINE,
        k: int = 10,
        where: Mapping[str, str] | None = None,
        images: Sequence[int] = (),
        grow: bool = False,
    ) -> SimilarResult:
        """Return the k nearest studies to images of a case and the same place in `other`.

        Each series is searched among its own kind (of `where` a modality does not count), the
        studies are ranked as domain.together.fused_distances says, and one that lacks a kind is
        among them. Never one of the query's own patient. Raises CannotOpen when an image cannot be
        read or the two are not of one study, ValueError on an unknown filter.
        """
        why = why_not_together(case, other)
        if why:
            raise CannotOpen(why, hint=OPEN_BOTH)
        asked = self._similar.asked_images(case, image_index, region, images, grow)
        matched = self._match(case, asked, other, region)
        sides = (
            self._side(self._known(case), asked, region),
            self._side(self._known(other), matched.images, matched.region),
        )
        found = self._found(sides, metric, dict(where or {}))
        kinds = (sides[0].kind.word, sides[1].kind.word)
        own = {name for side in sides for name in _names(side)}
        others = [{key: n for key, n in one.items() if n.patient not in own} for one in found]
        near = joined(others[0], others[1], kinds)[: max(k, 0)]
        result = SimilarResult(
            model=sides[0].model.card.ref,
            metric=metric,
            neighbours=tuple(near),
            unlike=all(self._is_unlike(side) for side in sides),
            shares=label_shares(near),
            asked=tuple(asked),
            together=Together(
                case=other,
                images=matched.images,
                meeting=matched.meeting,
                kinds=kinds,
                absent=tuple(kind for kind, side in zip(kinds, others, strict=True) if not side),
                without_region=region is not None and matched.region is None,
            ),
        )
        self._library.audit("similar shown", _audit_details(case, result, sides))
        return result

    def _side(self, case: Case, images: Sequence[int], region: Region | None) -> Side:
        model = self._models.for_modality(case.modality)
        embed = self._similar.embed
        vectors = np.stack([embed(model, case, image, region) for image in images])
        kind = kind_of(case.modality, case.series_description)
        return Side(case, tuple(images), kind, model, vectors)

    def _found(
        self, sides: tuple[Side, Side], metric: Metric, where: Mapping[str, str]
    ) -> list[dict[str, Neighbour]]:
        """Return of each side the nearest series of each study, by a key of the study.

        Of very many cases only the nearest are known: the patients whose one series is among them
        are asked for the other too, so that nothing is said to be missing that is only far.
        """
        near = [self._nearest(side, sides, metric, where, DEEP) for side in sides]
        found = [self._by_study(side, one) for side, one in zip(sides, near, strict=True)]
        for mine, side in enumerate(sides):
            if len(near[mine]) < DEEP or "patient" in where:
                continue
            rest = {n.patient for key, n in found[1 - mine].items() if key not in found[mine]}
            more = dict(where) | {"patient": ",".join(sorted(rest))}
            far = self._nearest(side, sides, metric, more, OF_PATIENTS)
            found[mine] = self._by_study(side, far) | found[mine]
        return found

    def _nearest(
        self,
        side: Side,
        sides: tuple[Side, Side],
        metric: Metric,
        where: Mapping[str, str],
        k: int,
    ) -> list[Neighbour]:
        """Return the nearest cases of a side's modality.

        Who is the query's own patient under another name is told by the pictures of both sides.
        """
        pictures = [each.vectors for each in sides if each.model is side.model]
        return side.model.index.search(
            side.vectors,
            k,
            metric,
            exclude_patient=side.case.patient.key,
            where=dict(where) | {"modality": ",".join(words_of(side.kind.modality))},
            own=np.concatenate(pictures),
        )

    def _by_study(self, side: Side, near: Sequence[Neighbour]) -> dict[str, Neighbour]:
        """Return the first of each study that is of a side's kind, by a key of the study."""
        held = self._library.studies_of([one.case_id for one in near if one.in_library])
        found: dict[str, Neighbour] = {}
        for one in near:
            study, description = held.get(one.case_id, ("", ""))
            if kind_of(one.modality, description) == side.kind:
                key = f"{one.patient}\n{study}" if study else one.case_id
                found.setdefault(
                    key, replace(one, asked=side.images[one.asked], kind=side.kind.word)
                )
        return found

    def _is_unlike(self, side: Side) -> bool:
        return all(self._similar.is_unlike(side.model, side.case, one) for one in side.vectors)


def _names(side: Side) -> tuple[str, ...]:
    """Return what the patient of a side may be called in its model."""
    return side.model.pseudonyms.names(side.case.patient.key)


def _audit_details(case: Case, result: SimilarResult, sides: Sequence[Side]) -> dict[str, object]:
    assert result.together is not None
    return {
        "case": case.id,
        "together": result.together.case.id,
        "meeting": result.together.meeting.name,
        "models": [side.model.card.ref.id for side in sides],
        "digests": [side.model.card.ref.digest for side in sides],
        "metric": str(result.metric),
        "neighbours": [[n.case_id, round(n.distance, 5)] for n in result.neighbours],
        "unlike": result.unlike,
    }
