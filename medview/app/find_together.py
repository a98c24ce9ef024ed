"""Find the studies nearest to two series of one study together: a CT with its PET, T1 with T2."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels
from medview.app.find_similar import ANEW, FindSimilar, judged_record, label_shares
from medview.app.match_slices import MatchSlices
from medview.domain.case import Case, CaseId
from medview.domain.errors import CannotOpen
from medview.domain.feedback import Judgement
from medview.domain.model import words_of
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.ports import CaseLibrary
from medview.domain.region import Region
from medview.domain.together import Kind, Together, joined, kind_of, why_not_together

DEEP = 500  # cases of each kind that are ranked; what is farther by both is not found
OF_PATIENTS = 10_000  # series of the patients whose other series is among those
OPEN_BOTH = "Choose another series of the same study."
Judged = list[tuple[Judgement, npt.NDArray[np.float32]]]


@dataclass(frozen=True)
class Side:
    """One of the two series: its images, kind and model, and the embeddings (Q, D) of the images.

    `moved` (Q, D) is what is searched with, after what was said of neighbours.
    """

    case: Case
    images: tuple[int, ...]
    kind: Kind
    model: ActiveModel
    vectors: npt.NDArray[np.float32]
    moved: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Found:
    """What was found of one kind: the nearest series of each study by its key, and all keys."""

    near: dict[str, Neighbour]
    keys: dict[CaseId, str]


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
        judged: Sequence[Judgement] = (),
        images: Sequence[int] = (),
        grow: bool = False,
    ) -> SimilarResult:
        """Return the k nearest studies to images of a case and the same place in `other`.

        Each series is searched among its own kind (of `where` a modality does not count), the
        studies are ranked as domain.together.fused_distances says, and one that lacks a kind is
        among them. Never one of the query's own patient. A study is judged by any of its series,
        and moves each of both queries by its series of that kind; a region judged on one of them
        moves the other query where it has a place on the other series. Raises CannotOpen when an
        image cannot be read or the two are not of one study, RegionOutside for a judged region that
        is not on its image, ValueError on an unknown filter.
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
        if judged:
            said = self._judged(sides, self._holding(judged, found, sides, metric), judged, grow)
            sides = (self._moved(sides[0], said[0]), self._moved(sides[1], said[1]))
            found = self._found(sides, metric, dict(where or {}))
        kinds = (sides[0].kind.word, sides[1].kind.word)
        own = {name for side in sides for name in _names(side)}
        others = [{k: n for k, n in one.near.items() if n.patient not in own} for one in found]
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
        self._library.audit("similar shown", _audit_details(case, result, sides, judged))
        return result

    def _side(self, case: Case, images: Sequence[int], region: Region | None) -> Side:
        model = self._models.for_modality(case.modality)
        embed = self._similar.embed
        vectors = np.stack([embed(model, case, image, region) for image in images])
        kind = kind_of(case.modality, case.series_description)
        return Side(case, tuple(images), kind, model, vectors, vectors)

    def _moved(self, side: Side, judged: Judged) -> Side:
        return replace(side, moved=self._similar.moved(side.vectors, judged))

    def _judged(
        self,
        sides: tuple[Side, Side],
        found: Sequence[Found],
        judged: Sequence[Judgement],
        grow: bool,
    ) -> tuple[Judged, Judged]:
        """Return what was judged of each kind, with its embedding."""
        said: tuple[Judged, Judged] = ([], [])
        for one in judged:
            mine = _side_of(one, sides, found)
            other = self._other_part(one, sides, found, mine)
            for side, part in ((mine, one), (1 - mine, other)):
                if part is not None:
                    at = sides[side]
                    said[side].append((one, self._similar.judged(at.model, at.case, part, grow)))
        return said

    def _other_part(
        self, one: Judgement, sides: tuple[Side, Side], found: Sequence[Found], mine: int
    ) -> Judgement | None:
        """Return what a judgement of a series says of the other one of its study, if anything.

        A region is looked for there as that of a query is; it says nothing where the other series
        does not show the same place.
        """
        if one.case_id == sides[mine].case.id:
            other = sides[1 - mine].case
        else:
            near = found[1 - mine].near.get(found[mine].keys[one.case_id])
            if near is None:
                return None
            if one.region is None:
                return replace(one, case_id=near.case_id, image_index=near.image)
            held = self._library.case(near.case_id)
            if held is None:
                return None
            other = held
        if one.region is None:
            return None
        case = self._similar.judged_case(sides[mine].case, one)
        image = len(case.images) // 2 if one.image_index is None else one.image_index
        matched = self._match(case, (image,), other, one.region)
        if matched.region is None:
            return None
        return replace(one, case_id=other.id, image_index=matched.images[0], region=matched.region)

    def _found(
        self, sides: tuple[Side, Side], metric: Metric, where: Mapping[str, str]
    ) -> list[Found]:
        """Return of each side the nearest series of each study.

        Of very many cases only the nearest are known: the patients whose one series is among them
        are asked for the other too, so that nothing is said to be missing that is only far.
        """
        near = [self._nearest(side, sides, metric, where, DEEP) for side in sides]
        found = [self._by_study(side, one) for side, one in zip(sides, near, strict=True)]
        for mine, side in enumerate(sides):
            if len(near[mine]) < DEEP or "patient" in where:
                continue
            here, there = found[mine], found[1 - mine]
            rest = {n.patient for key, n in there.near.items() if key not in here.near}
            more = dict(where) | {"patient": ",".join(sorted(rest))}
            far = self._by_study(side, self._nearest(side, sides, metric, more, OF_PATIENTS))
            found[mine] = Found(far.near | here.near, far.keys | here.keys)
        return found

    def _holding(
        self,
        judged: Sequence[Judgement],
        found: list[Found],
        sides: tuple[Side, Side],
        metric: Metric,
    ) -> list[Found]:
        """Return what was found, with what was judged that is far from the query as it was."""
        known = {side.case.id for side in sides}.union(*(one.keys for one in found))
        if all(one.case_id in known for one in judged):
            return found
        deep = [self._nearest(side, sides, metric, {}, OF_PATIENTS) for side in sides]
        far = [self._by_study(side, one) for side, one in zip(sides, deep, strict=True)]
        return [
            Found(one.near | here.near, one.keys | here.keys)
            for one, here in zip(far, found, strict=True)
        ]

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
            side.moved,
            k,
            metric,
            exclude_patient=side.case.patient.key,
            where=dict(where) | {"modality": ",".join(words_of(side.kind.modality))},
            own=np.concatenate(pictures),
        )

    def _by_study(self, side: Side, near: Sequence[Neighbour]) -> Found:
        """Return those that are of a side's kind, by study."""
        held = self._library.studies_of([one.case_id for one in near if one.in_library])
        found = Found({}, {})
        for one in near:
            study, description = held.get(one.case_id, ("", ""))
            if kind_of(one.modality, description) == side.kind:
                key = f"{one.patient}\n{study}" if study else one.case_id
                found.keys[one.case_id] = key
                found.near.setdefault(
                    key, replace(one, asked=side.images[one.asked], kind=side.kind.word)
                )
        return found

    def _is_unlike(self, side: Side) -> bool:
        return all(self._similar.is_unlike(side.model, side.case, one) for one in side.vectors)


def _side_of(one: Judgement, sides: tuple[Side, Side], found: Sequence[Found]) -> int:
    """Return of which kind, 0 or 1, what was judged is; raise CannotOpen when it is of neither."""
    for number, (side, each) in enumerate(zip(sides, found, strict=True)):
        if one.case_id == side.case.id or one.case_id in each.keys:
            return number
    raise CannotOpen(f"There is no case {one.case_id} to judge.", hint=ANEW)


def _names(side: Side) -> tuple[str, ...]:
    """Return what the patient of a side may be called in its model."""
    return side.model.pseudonyms.names(side.case.patient.key)


def _audit_details(
    case: Case, result: SimilarResult, sides: Sequence[Side], judged: Sequence[Judgement]
) -> dict[str, object]:
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
        "judged": [judged_record(one) for one in judged],
    }
