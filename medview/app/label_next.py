"""Say which cases of the library to label next, so that the next training learns the most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels
from medview.domain.case import FUNDUS, Case, CaseId
from medview.domain.grade import VOTE_K, VOTE_TEMPERATURE
from medview.domain.job import JobContext
from medview.domain.label_queue import USUAL_COUNT, LabelQueue, Pick, doubt, label_next
from medview.domain.model import trained_word
from medview.domain.ports import CaseLibrary

if TYPE_CHECKING:
    from medview.learning.gallery import Gallery

FloatArray = npt.NDArray[np.floating]
PORTION = 256  # cases between two looks at Cancel


@dataclass(frozen=True)
class _Waiting:
    """Cases without a label, and their embeddings (N, D)."""

    cases: list[Case]
    embeddings: npt.NDArray[np.float32]

    @property
    def patients(self) -> list[str]:
        return [case.patient.key for case in self.cases]


class LabelNext:
    """Answers "which should I label next?" with cases of the library."""

    def __init__(self, models: ActiveModels, library: CaseLibrary) -> None:
        """Take what embeds, and what remembers."""
        self._models = models
        self._library = library

    def __call__(
        self, context: JobContext, count: int = USUAL_COUNT, modality: str = FUNDUS
    ) -> LabelQueue:
        """Return at most `count` cases of a modality to label, the most telling first.

        A case has a label when a person signed it (as ungradable, too) or a table gave it one.
        The model's own graded cases count as labelled. Raises ModelMissing, Cancelled.
        """
        model = self._models.for_modality(modality)
        word = trained_word(modality)
        cases = [case for case in self._library.cases() if trained_word(case.modality) == word]
        labels = self._labels(cases)
        vectors = dict(zip(*self._library.embeddings(model.card.ref.digest), strict=True))
        open_cases = [case for case in cases if case.id not in labels]
        waiting = _waiting(open_cases, vectors)
        labelled = [case for case in cases if labels.get(case.id) and case.id in vectors]
        met = model.patients_met(cases)
        voters = _voters(model, word, labelled, labels, vectors, met)
        doubts, reached = _asked(voters, waiting, context)
        own = {*met.values(), *(case.patient.key for case in cases if case.id in labels)}
        rows, distances = label_next(
            waiting.embeddings, doubts, reached, waiting.patients, sorted(own), count
        )
        return LabelQueue(
            model=model.card.ref,
            picks=tuple(
                Pick(waiting.cases[row], float(doubts[row]), float(distance))
                for row, distance in zip(rows, distances, strict=True)
            ),
            unlabelled=len(waiting.cases),
            unknown=len(open_cases) - len(waiting.cases),
        )

    def _labels(self, cases: Sequence[Case]) -> dict[CaseId, str]:
        """Return the label of each case that has one: the last signature's, or the table's.

        "" for what was signed as ungradable: there is nothing left to label, nor to learn.
        """
        labels = {case.id: case.label for case in cases if case.label}
        for signed in self._library.all_signed():
            labels[signed.case_id] = "" if signed.grade is None else str(int(signed.grade))
        return labels


def _waiting(cases: Sequence[Case], vectors: dict[CaseId, npt.NDArray[np.float32]]) -> _Waiting:
    known = [case for case in cases if case.id in vectors]
    rows = [vectors[case.id] for case in known]
    return _Waiting(known, np.stack(rows) if rows else np.zeros((0, 1), np.float32))


def _voters(
    model: ActiveModel,
    word: str,
    labelled: Sequence[Case],
    labels: dict[CaseId, str],
    vectors: dict[CaseId, npt.NDArray[np.float32]],
    met: dict[str, str],
) -> Gallery:
    """Return every labelled case of a modality: the library's, and those the model came with.

    The library's patients whom the model has learned from (`met`) stand under one name in both.
    """
    from medview.learning.gallery import Gallery

    shipped = model.gallery
    of_word = np.array([trained_word(m) == word for m in shipped.modalities], bool)
    own = np.array([vectors[case.id] for case in labelled], np.float32)
    count = len(labelled) + int(of_word.sum())
    blank = np.full(count, "")

    def both(ours: Sequence[str], theirs: Sequence[str]) -> npt.NDArray[np.str_]:
        return np.array([*ours, *np.asarray(theirs, str)[of_word]], str)

    return Gallery(
        embeddings=np.concatenate(
            [own.reshape(-1, model.card.dimension), shipped.embeddings[of_word]]
        ),
        labels=both([labels[case.id] for case in labelled], shipped.labels),
        case_ids=blank,
        patients=both(
            [case.patient.key for case in labelled],
            [met.get(name, name) for name in shipped.patients],
        ),
        modalities=blank,
        sources=blank,
        splits=blank,
    )


def _asked(
    voters: Gallery, waiting: _Waiting, context: JobContext
) -> tuple[FloatArray, FloatArray]:
    """Return how doubtful each waiting case is, and how far it is from all labelled, both (N,).

    Without anything labelled every case is as doubtful and as far as can be.
    """
    count = len(waiting.cases)
    doubts, reached = np.ones(count), np.full(count, np.inf)
    if not len(voters):
        return doubts, reached
    classes = sorted({*voters.labels.tolist()})
    for rows in _portions(count, context):
        queries = waiting.embeddings[rows]
        patients = [waiting.cases[row].patient.key for row in rows]
        doubts[rows] = doubt(voters.shares(queries, patients, classes, VOTE_K, VOTE_TEMPERATURE))
        reached[rows] = voters.nearest(queries, [""] * len(rows), 1)[0][:, 0]
    return doubts, reached


def _portions(count: int, context: JobContext) -> Iterator[npt.NDArray[np.int64]]:
    for start in range(0, count, PORTION):
        context.step(start, count)
        yield np.arange(start, min(start + PORTION, count))
    context.step(count, count)
