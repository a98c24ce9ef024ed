"""The card and the gallery of a model that a lead trained on cases of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from medview.domain.agreement import confusion
from medview.domain.case import FUNDUS
from medview.domain.grade import GRADE_WORDS, Grade
from medview.domain.model import NOTICE
from medview.domain.pseudonym import Pseudonyms
from medview.domain.training import (
    DR_GRADING,
    SIMILARITY,
    TRAIN,
    VALIDATION,
    TrainingCase,
    TrainingPlan,
)
from medview.learning.answers import (
    HeldOut,
    Outputs,
    gallery_of,
    own_calibration,
)
from medview.learning.doubt import risk_coverage, set_figures, set_limits, set_scores
from medview.learning.gallery import Gallery
from medview.learning.intervals import Figure, Sampled, draws_for
from medview.learning.quality_gate import graded_gate, tells_quality

VERSION = "1.0.0"
DOUBT_QUANTILE = 0.99  # this share of held-out cases is not doubted
DISAGREEMENT = 2  # grades between the two witnesses, from which on no grade is given
FEW_OF_A_CLASS = 10  # held-out cases, below which the card says that they are few
LICENCE = "Own model, of own cases: for use where it was made, unless their owners agree to more."
USES = {
    DR_GRADING: "Helps an ophthalmologist grade diabetic retinopathy (ICDR 0-4) on colour fundus "
    "photographs like those it was trained on, and find similar graded cases. ",
    SIMILARITY: "Finds similar labelled cases among pictures like those it was trained on. ",
}


def own_card(
    plan: TrainingPlan,
    cases: Sequence[TrainingCase],
    outputs: Outputs,
    held: HeldOut,
    found: Sampled,
    pseudonyms: Pseudonyms,
    *,
    flips: bool = False,
    quality: Mapping[str, Any] | None = None,
    draws: int | None = None,
) -> tuple[Gallery, dict[str, Any]]:
    """Return the gallery and the card (without digests) of a trained network.

    `outputs` are the network's, rows in the order of cases; `held` is `answers.held_out` of them,
    and `found` `evaluation.evaluate` of that. `flips` tells that they are averaged
    with the mirror image, as they then will be at work. `quality` is the card's calibration of the
    model whose quality head the network took over, None when it has none. `draws` as for
    evaluation.evaluate. Patients and files stand in the gallery under `pseudonyms`. Raises
    PlanError when there is nothing to measure on.
    """
    gallery = gallery_of(plan, cases, outputs)
    far = gallery.unlikeness(outputs["embedding"][held.rows], held.patients)
    doubt: dict[str, float] = {"distance": float(np.quantile(far, DOUBT_QUANTILE))}
    calibration: dict[str, Any] = {"flips": flips}
    limits = [*_usual_limits(plan, cases), *_few(held)]
    if held.grading is not None:
        logits = outputs["quality_logits"][held.rows]
        calibration = _calibration(held, outputs, flips)
        calibration["quality"] = graded_gate(logits, quality)
        doubt["disagreement"] = DISAGREEMENT
        limits += [NO_QUALITY] if not tells_quality(logits) else [GATE_BY_GRADED]
    modalities = _modalities(plan)
    return _nameless(gallery, pseudonyms), {
        **_frame(plan),
        "modalities": modalities,
        "limits": limits,
        "data": data_of(cases),
        "validation": _validation(held, found, draws),
        "calibration": calibration,
        "doubt": dict.fromkeys(modalities, doubt),
    }


NO_QUALITY = "It cannot tell a poor photograph: whatever is a fundus photograph gets a grade."
GATE_BY_GRADED = (
    "What a poor photograph is was not taught on these cases: the gate stops what scores lower "
    "than 99 of 100 photographs that were graded."
)


def _frame(plan: TrainingPlan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "version": VERSION,
        "title": plan.title,
        "task": plan.task,
        "input_size": plan.input_size,
        "dimension": plan.dimension,
        "preprocess": plan.preprocess,
        "intended_use": USES[plan.task] + NOTICE,
        "recipe": plan.as_json(),
        "licence": LICENCE,
    }


def _modalities(plan: TrainingPlan) -> list[str]:
    """Return the words of the plan; grades are asked for under FUNDUS whatever it names."""
    words = list(plan.modalities)
    return words if plan.task != DR_GRADING or FUNDUS in words else [FUNDUS, *words]


def _nameless(gallery: Gallery, pseudonyms: Pseudonyms) -> Gallery:
    """Return the gallery as it may leave the house: patients and files under pseudonyms."""
    return replace(
        gallery,
        case_ids=np.array([pseudonyms.of(name) for name in gallery.case_ids]),
        patients=np.array([pseudonyms.of(name) for name in gallery.patients]),
    )


def data_of(cases: Sequence[TrainingCase]) -> list[dict[str, Any]]:
    """Return what each source gave: images and patients, learned from and held out."""
    return [
        {
            "name": source or "Own cases",
            "licence": "own cases",
            "used_for": "training and gallery; the held-out patients chose and calibrated",
            **_counts([case for case in cases if case.source == source]),
        }
        for source in dict.fromkeys(case.source for case in cases)
    ]


def _counts(cases: Sequence[TrainingCase]) -> dict[str, int]:
    learned = [case for case in cases if case.split == TRAIN]
    held = [case for case in cases if case.split == VALIDATION]
    return {
        "images": len(learned),
        "patients": len({case.patient for case in learned}),
        "held_out_images": len(held),
        "held_out_patients": len({case.patient for case in held}),
    }


def _usual_limits(plan: TrainingPlan, cases: Sequence[TrainingCase]) -> Iterator[str]:
    yield (
        f"Trained on {sum(case.split == TRAIN for case in cases)} images of one collection; on "
        "other cameras or scanners than theirs it errs more."
    )
    if plan.task == DR_GRADING:
        yield (
            "Not for macular oedema, other eye diseases, children, ultra-widefield or "
            "autofluorescence pictures."
        )
        yield (
            "Probabilities are calibrated on held-out patients of that collection; where disease "
            "is rarer they are too high."
        )
    else:
        yield f"Knows {', '.join(plan.classes)}; anything else is compared by appearance only."


def _few(held: HeldOut) -> Iterator[str]:
    """Yield what the figures cannot tell for want of held-out cases, and what was done instead."""
    counts = np.bincount(held.truth, minlength=len(held.classes))
    for name, count in zip(held.classes, counts, strict=True):
        if count < FEW_OF_A_CLASS:
            words = f"Grade {name} ({GRADE_WORDS[Grade(int(name))]})" if held.grading else name
            yield f"{words}: {count} held-out cases; its figures say little."
    if held.grading is None:
        return
    if counts.min() < FEW_OF_A_CLASS:
        yield (
            "Where a grade is that rare, its calibration is borrowed from the other grades and its "
            "cut points lie half way between the grades."
        )
    if not counts[Grade.MODERATE :].sum():
        yield "No referable eye was held out: whether one is found was not measured."


def _calibration(held: HeldOut, outputs: Outputs, flips: bool) -> dict[str, Any]:
    """Return the numbers a grade is read by, fitted on all held-out cases.

    The referable threshold and the limits of the sets come from the cross-fitted readings.
    """
    assert held.grading is not None
    readings = held.grading.readings
    numbers = own_calibration(held, outputs)
    numbers["flips"] = flips
    numbers["referable"]["threshold"] = held.grading.threshold
    numbers["sets"] = set_limits(set_scores(readings.shown, readings.shown_grades, held.truth))
    return numbers


def _validation(held: HeldOut, found: Sampled, draws: int | None) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "on": "held-out patients of the same collection; calibration cross-fitted by patient",
        "images": len(held),
        "patients": len(set(held.patients)),
        **{name: _as_on_cards(figure) for name, figure in found.figures().items()},
        "classes": list(held.classes),
        "confusion": confusion(held.truth, held.given, len(held.classes)).tolist(),
    }
    if held.grading is not None:
        readings, owners = held.grading.readings, list(held.patients)
        times = draws or draws_for(len(held))
        figures["prediction_sets"] = set_figures(readings, held.truth, owners, times)
        if (held.truth >= Grade.MODERATE).any():
            refers = held.grading.refers
            figures["risk_coverage"] = risk_coverage(readings, refers, held.truth, owners, times)
    return figures


def _as_on_cards(figure: Figure) -> dict[str, Any]:
    return {"value": figure["value"], "ci95": [figure["low"], figure["high"]]}
