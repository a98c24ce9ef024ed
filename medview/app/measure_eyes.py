"""What grading all photographs of an eye together gains, and how well the disc tells the side.

Measured on the validation part of DeepDRiD (two photographs of each eye, ICDR grade by eye), as
the window does it: files are opened, gated, read together, ungradable ones left out. The shipped
calibration was fitted on the same patients, which flatters both figures alike.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from medview.app.services import Services
from medview.domain.agreement import quadratic_kappa, with_interval
from medview.domain.case import Case, CaseId, Eye
from medview.domain.errors import CannotOpen
from medview.domain.grade import Calibration, GradeEstimate, expected_grade, grades_from_scores
from medview.domain.job import JobContext

Figure = dict[str, Any]  # value, ci95 (by patient), images, patients


def measure_eyes(services: Services, data: Path) -> dict[str, Figure]:
    """Return kappa of each photograph `alone`, and of each eye `together`.

    Both are of the photographs that can be graded; what the model abstains on for other reasons
    counts with the grade it leans to. Raises CannotOpen when the set is not in `data`.
    """
    truth = _labels(data)
    cases: list[Case] = []
    services.open_cases([Path(path) for path in truth], JobContext(on_item=cases.append))
    answers: dict[CaseId, GradeEstimate] = {}

    def keep(answer: Any) -> None:
        if isinstance(answer, GradeEstimate):
            answers[answer.case_id] = answer

    services.grade_many(cases, JobContext(on_item=keep))
    used = [c for c in cases if c.id in answers and c.id in answers[c.id].graded_with]
    firsts = [case for case in used if answers[case.id].graded_with[0] == case.id]
    calibration = Calibration.from_card(services.model_for("FUNDUS").calibration)
    alone = [int(a.photograph.grade) for a in (answers[c.id] for c in used) if a.photograph]
    leaning = np.array([answers[case.id].probabilities for case in firsts])
    together = grades_from_scores(expected_grade(leaning), calibration.shown_cuts)
    return {
        "alone": _kappa(used, truth, alone),
        "together": _kappa(firsts, truth, together.tolist()),
    }


def measure_sides(data: Path) -> dict[str, Figure]:
    """Return the share of photographs whose eye the optic disc `decided`, and is `right` on."""
    from medview.imaging.eye_side import disc_side
    from medview.imaging.fit_eye_side import small_picture  # OpenCV: not in the window's process

    truth = _labels(data)
    seen = [disc_side(small_picture(Path(path))).eye for path in truth]
    named = [Eye.OD if row["eye"] == "right" else Eye.OS for row in truth.values()]
    decided = np.array([eye is not None for eye in seen])
    right = np.array([a is b for a, b in zip(seen, named, strict=True)])
    patients = [row["patient_id"] for row in truth.values()]
    return {
        "decided": with_interval(lambda rows: float(decided[rows].mean()), patients),
        "right": with_interval(lambda rows: float(right[rows][decided[rows]].mean()), patients),
    }


def _labels(data: Path) -> dict[str, Mapping[str, str]]:
    folder = data / "fundus" / "deepdrid"
    try:
        with (folder / "labels.csv").open(newline="", encoding="utf-8-sig") as table:
            rows = [r for r in csv.DictReader(table) if r["split"] == "val" and r["exclude"] != "1"]
    except OSError as error:
        raise CannotOpen(
            "The validation part of DeepDRiD is not there.",
            hint="Set MEDVIEW_DATA to the folder that holds fundus/deepdrid.",
        ) from error
    return {str(folder / row["image"]): row for row in rows}


def _kappa(
    cases: Sequence[Case], truth: Mapping[str, Mapping[str, str]], given: Sequence[int]
) -> Figure:
    rows = [truth[case.images[0].path] for case in cases]
    grades, shown = np.array([int(row["grade"]) for row in rows]), np.array(given)
    return with_interval(
        lambda some: quadratic_kappa(grades[some], shown[some]), [r["patient_id"] for r in rows]
    )
