"""What a model answers about held-out cases: the raw material of its figures and its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from medview.domain.errors import PlanError
from medview.domain.grade import (
    GRADE_LABELS,
    VOTE_K,
    VOTE_TEMPERATURE,
    Calibration,
    Grade,
    Readings,
    read_grades,
    refers,
)
from medview.domain.model import trained_word
from medview.domain.neighbours import SAME_PICTURE, smallest
from medview.domain.pseudonym import UNSALTED, Pseudonyms
from medview.domain.training import DR_GRADING, TRAIN, VALIDATION, TrainingCase, TrainingPlan
from medview.learning.gallery import OWN_PATIENT, Gallery
from medview.learning.grading import (
    cross_fitted,
    fit_calibration,
    referable_threshold,
)

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Outputs = Mapping[str, NDArray[np.float32]]

NEAREST = (1, 5, 10)  # the k of recall@k and precision@k
CLASS_K = 9  # neighbours that vote for a class
USUAL_THRESHOLD = 0.5  # where no referable case says better


class Voters(Protocol):
    """The gallery of a package: embeddings (N, D) of unit length, labels and patients (N,)."""

    @property
    def embeddings(self) -> NDArray[np.float32]:
        """Of unit length, (N, D)."""
        ...

    @property
    def labels(self) -> Sequence[str] | NDArray[np.str_]:
        """What each is."""
        ...

    @property
    def patients(self) -> Sequence[str] | NDArray[np.str_]:
        """Who each is of."""
        ...


@dataclass(frozen=True)
class Grading:
    """What a DR model says of N held-out cases, all (N,) but the readings.

    `refers`: it would send the eye on. `threshold`: its operating point on P(referable).
    """

    readings: Readings
    refers: BoolArray
    threshold: float


@dataclass(frozen=True)
class HeldOut:
    """N held-out cases as one model sees them.

    `rows` are their places among the run's cases; `truth` and `voted` places in `classes`; `shares`
    (N, C) what the neighbours among the training cases vote; `retrieved` the figures of each
    query's nearest, by name, (N,); `seen` tells whose patient the model had learned from.
    """

    classes: tuple[str, ...]
    rows: IntArray
    patients: tuple[str, ...]
    eyes: tuple[str, ...]
    truth: IntArray
    shares: FloatArray
    retrieved: Mapping[str, FloatArray]
    seen: BoolArray
    grading: Grading | None = None

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.rows)

    @property
    def probabilities(self) -> FloatArray:
        """What is shown of each class, (N, C): of grades the reading of head and neighbours."""
        return self.shares if self.grading is None else self.grading.readings.shown

    @property
    def given(self) -> IntArray:
        """The class that is shown, (N,)."""
        if self.grading is not None:
            return self.grading.readings.shown_grades
        return np.asarray(self.shares.argmax(axis=1), np.int64)


def held_out(
    plan: TrainingPlan,
    cases: Sequence[TrainingCase],
    outputs: Outputs,
    calibration: Mapping[str, Any] | None = None,
    voters: Voters | None = None,
    pseudonyms: Pseudonyms = UNSALTED,
) -> HeldOut:
    """Return the held-out cases as a model sees them; outputs are in the order of cases.

    Without `calibration` the model is the run's own: its grades are read by a calibration fitted on
    the other held-out patients. With it (the card's) the model is one that was there before, and
    its own gallery `voters` votes on grades, in which patients may stand under `pseudonyms`.
    Neighbours of retrieval are the run's training cases under either model. Raises PlanError when
    there is nothing to measure on.
    """
    rows = _rows(cases, VALIDATION)
    chosen = [cases[row] for row in rows]
    patients = [case.patient for case in chosen]
    own = {name: part[rows] for name, part in outputs.items()}
    known_as = patients
    if voters is not None:
        known_as = known_patients(voters, own["embedding"], patients, pseudonyms)
    queries = Queries(rows, chosen, own, known_as)
    gallery = gallery_of(plan, cases, outputs)
    return answered(queries, plan.task, classes_of(plan), gallery, calibration, voters)


@dataclass(frozen=True)
class Queries:
    """N cases a model is asked about: outputs (N, ...) by name, and names among those who vote.

    `rows` (N,) are their places among all cases there are.
    """

    rows: IntArray
    cases: Sequence[TrainingCase]
    outputs: Outputs
    known_as: Sequence[str]


def answered(
    queries: Queries,
    task: str,
    classes: tuple[str, ...],
    gallery: Gallery,
    calibration: Mapping[str, Any] | None,
    voters: Voters | None,
) -> HeldOut:
    """Return what a model says of queries; see `held_out`, whose gallery is the training cases.

    Raises PlanError when there is nothing to measure on.
    """
    labels = [case.label for case in queries.cases]
    patients = [case.patient for case in queries.cases]
    _check(classes, labels, patients, gallery)
    embeddings = queries.outputs["embedding"]
    k = VOTE_K if task == DR_GRADING else CLASS_K
    shares = gallery.shares(embeddings, patients, classes, k, VOTE_TEMPERATURE)
    truth = np.array([classes.index(label) for label in labels])
    grading = None
    if task == DR_GRADING:
        votes = shares if voters is None else grade_shares(voters, embeddings, queries.known_as)
        logits = queries.outputs["grade_logits"].astype(np.float64)
        grading = _graded(logits, votes, truth, patients, calibration)
    return HeldOut(
        classes=classes,
        rows=queries.rows,
        patients=tuple(patients),
        eyes=tuple(case.eye for case in queries.cases),
        truth=truth,
        shares=shares,
        retrieved=retrieved(gallery, embeddings, labels, patients),
        seen=np.isin(queries.known_as, [] if voters is None else list(set(voters.patients))),
        grading=grading,
    )


def classes_of(plan: TrainingPlan) -> tuple[str, ...]:
    """Return the classes in the order of every table: of grades all five."""
    return GRADE_LABELS if plan.task == DR_GRADING else plan.classes


def gallery_of(plan: TrainingPlan, cases: Sequence[TrainingCase], outputs: Outputs) -> Gallery:
    """Return the run's training cases as those that vote, under their own patients' names."""
    rows = _rows(cases, TRAIN)
    chosen = [cases[row] for row in rows]
    return Gallery(
        embeddings=outputs["embedding"][rows].astype(np.float32),
        labels=np.array([case.label for case in chosen]),
        case_ids=np.array([f"{case.ref.path}|{case.ref.member}" for case in chosen]),
        patients=np.array([case.patient for case in chosen]),
        modalities=np.array([_kind(plan, case) for case in chosen]),
        sources=np.array([case.source for case in chosen]),
        splits=np.full(len(rows), TRAIN),
    )


def _kind(plan: TrainingPlan, case: TrainingCase) -> str:
    """Return what a case counts as: what its file says where the model is for that, else the first.

    A photograph of a slice says nothing of the kind.
    """
    word = trained_word(case.modality)
    return word if word in plan.modalities else plan.modalities[0]


def grade_shares(
    voters: Voters, embeddings: NDArray[np.float32], patients: Sequence[str]
) -> FloatArray:
    """Return the neighbours' shares (Q, 5) of each grade, as they are counted at work."""
    gallery = voters_in(voters, GRADE_LABELS)
    return gallery.shares(embeddings, patients, GRADE_LABELS, VOTE_K, VOTE_TEMPERATURE)


def voters_in(voters: Voters, classes: Sequence[str]) -> Gallery:
    """Return those voters as a gallery whose label is one of classes."""
    return _as_gallery(voters, np.isin(np.asarray(voters.labels), classes))


def known_patients(
    voters: Voters,
    embeddings: NDArray[np.float32],
    patients: Sequence[str],
    pseudonyms: Pseudonyms,
) -> list[str]:
    """Return the name each query's patient has among voters; their own when they are none.

    A patient stands there under their own name, under a pseudonym, or, where a public set was
    opened as any folder, is only recognised by the same picture.
    """
    names = list(voters.patients)
    if not names:
        return list(patients)
    known = set(names)
    everyone = _as_gallery(voters, np.ones(len(names), bool))
    nearest, rows = everyone.nearest(embeddings, [""] * len(patients), 1)
    return [
        names[row] if distance < SAME_PICTURE else pseudonyms.name_among(patient, known)
        for distance, row, patient in zip(nearest[:, 0], rows[:, 0], patients, strict=True)
    ]


def retrieved(
    gallery: Gallery,
    queries: NDArray[np.float32],
    labels: Sequence[str],
    patients: Sequence[str],
) -> dict[str, FloatArray]:
    """Return recall@k, precision@k and the average precision at R of each query, (Q,).

    R is the number of cases of the query's class in the gallery, less its own patient's; MAP@R
    (Musgrave et al., arXiv 2003.08505) is the mean of the latter, and NaN where R is 0.
    """
    names = [f"{name}@{k}" for name in ("recall", "precision") for k in NEAREST]
    found: dict[str, FloatArray] = {name: np.zeros(len(queries)) for name in (*names, "map@r")}
    for rows, distances in gallery.distances(queries, patients):
        for row, to_all in zip(rows, distances, strict=True):
            for name, value in _one_query(to_all, gallery.labels == labels[row]).items():
                found[name][row] = value
    return found


def _one_query(distances: FloatArray, alike: BoolArray) -> dict[str, float]:
    others = distances < OWN_PATIENT
    relevant = int((alike & others).sum())
    order = smallest(distances, max(relevant, *NEAREST))
    hits = alike[order] & others[order]
    figures = {f"recall@{k}": float(hits[:k].any()) for k in NEAREST}
    figures |= {f"precision@{k}": float(hits[:k].mean()) for k in NEAREST}
    exact = np.cumsum(hits[:relevant]) / np.arange(1, relevant + 1)
    total = float((exact * hits[:relevant]).sum())
    return figures | {"map@r": total / relevant if relevant else np.nan}


def _check(
    classes: Sequence[str], labels: Sequence[str], patients: Sequence[str], gallery: Gallery
) -> None:
    if not len(gallery) or len(set(patients)) < 2:
        raise PlanError(
            "There is too little to measure the model on.",
            hint="Hold out the images of at least two patients, and train on the others.",
        )
    strange = sorted({*labels, *gallery.labels.tolist()} - set(classes))
    if strange:
        raise PlanError(
            f"The plan cannot be run: the class '{strange[0]}' is none of its classes.",
            hint="Map the labels to the classes of the plan first.",
        )


def _rows(cases: Sequence[TrainingCase], split: str) -> IntArray:
    return np.flatnonzero([case.split == split for case in cases])


def _as_gallery(voters: Voters, keep: BoolArray) -> Gallery:
    labels = np.asarray(voters.labels)
    blank = np.full(int(keep.sum()), "")
    patients = np.asarray(voters.patients)[keep]
    return Gallery(voters.embeddings[keep], labels[keep], blank, patients, blank, blank, blank)


def _graded(
    logits: FloatArray,
    shares: FloatArray,
    truth: IntArray,
    patients: Sequence[str],
    calibration: Mapping[str, Any] | None,
) -> Grading:
    if calibration is None:
        readings = cross_fitted(logits, shares, truth, patients)
        threshold = own_threshold(readings, truth)
    else:
        numbers = Calibration.from_card(calibration)
        readings, threshold = read_grades(logits, shares, numbers), numbers.threshold
    sent = refers(readings.referable, readings.shown_grades, threshold)
    return Grading(readings, sent, threshold)


def own_threshold(readings: Readings, truth: IntArray) -> float:
    """Return the operating point: 95 % of the referable are found, or an even chance."""
    refer = truth >= Grade.MODERATE
    return referable_threshold(readings.referable, refer) if refer.any() else USUAL_THRESHOLD


def own_calibration(held: HeldOut, outputs: Outputs) -> dict[str, Any]:
    """Return the card's calibration but for quality and sets, fitted on all held-out cases."""
    logits = outputs["grade_logits"][held.rows].astype(np.float64)
    return fit_calibration(logits, held.shares, held.truth, held.patients)
