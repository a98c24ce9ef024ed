"""The command `grade`: a DR grade for every eye."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from medview.app import export_grades
from medview.app.finding_cells import oedema_record
from medview.app.services import Services
from medview.cli.console import open_paths, opened, progress_bar, report
from medview.domain.case import Case, CaseId, Problem
from medview.domain.eyes import by_eye
from medview.domain.grade import GradeEstimate
from medview.domain.job import JobContext
from medview.domain.model import NOTICE


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `grade` to the commands."""
    grade = commands.add_parser("grade", parents=[common], help="DR grade of eye photographs")
    grade.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    grade.add_argument("--csv", type=Path, metavar="F", help="also write a table")
    grade.add_argument(
        "--each",
        action="store_true",
        help="grade every photograph alone, not the photographs of an eye together",
    )
    grade.add_argument(
        "--oedema",
        action="store_true",
        help="also the risk of macular oedema, by hard exudate (about a second a photograph)",
    )
    grade.set_defaults(run=run_grade)


def run_grade(options: argparse.Namespace) -> int:
    """Grade every image of the paths; print one result each."""
    with opened(options) as services:
        cases, summary = open_paths(services, options.paths)
        answers: list[GradeEstimate | Problem] = []
        with progress_bar("Grading") as show:
            services.grade_many(cases, JobContext(show, answers.append), each=options.each)
        oedema = oedema_of(services, cases, answers) if options.oedema else None
    results = grade_results(cases, answers, each=options.each)
    if oedema is not None:
        results = [r | {"oedema": oedema[c.id]} for r, c in zip(results, cases, strict=True)]
    results += [problem_result(p) for p in summary.problems if not Path(p.path).is_dir()]
    if options.csv:
        export_grades.write_csv(options.csv, results)
    report(options, results, grade_lines(results))
    return 0 if any("error" not in result for result in results) else 1


def oedema_of(
    services: Services, cases: Sequence[Case], answers: Sequence[GradeEstimate | Problem]
) -> dict[CaseId, dict[str, Any]]:
    """Return what `grade --oedema --json` prints of each photograph's macula."""
    grades = {a.case_id: a for a in answers if isinstance(a, GradeEstimate)}
    graded = [case for case in cases if case.id in grades]
    with progress_bar("Looking for exudate") as show:
        services.oedema.many(graded, [grades[case.id] for case in graded], JobContext(show))
    known = services.oedema.readings([case.id for case in graded])
    return {case.id: oedema_record(known.get(case.id)) for case in cases}


def grade_results(
    cases: Sequence[Case], answers: Sequence[GradeEstimate | Problem], *, each: bool
) -> list[dict[str, Any]]:
    """Return what `grade --json` prints, in the order of opening; answers come eye by eye."""
    paths = {c.id: str(Path(c.images[0].path, c.images[0].member)) for c in cases}
    order = cases if each else [case for eye in by_eye(cases) for case in eye]
    results = {
        case.id: {"path": paths[case.id]}
        | (
            problem_result(answer) | {"path": paths[case.id]}
            if isinstance(answer, Problem)
            else export_grades.as_record(answer, paths)
        )
        for case, answer in zip(order, answers, strict=True)
    }
    return [results[case.id] for case in cases]


def problem_result(problem: Problem) -> dict[str, Any]:
    """Return what `grade --json` prints of a file that did not open."""
    return {
        "path": problem.path,
        "eye": None,
        "gradable": False,
        "quality": None,
        "grade": None,
        "probabilities": None,
        "referable": None,
        "refer": None,
        "abstained": True,
        "reason": problem.message,
        "photograph": None,
        "graded_with": [],
        "left_out": [],
        "model": None,
        "neighbours": [],
        "error": f"{problem.message} {problem.hint}".strip(),
    }


def _model_words(model: Mapping[str, str | None]) -> str:
    site = model.get("site_calibration")
    words = f"{model['id']} {str(model['digest'])[:12]}"
    return f"{words}, calibrated for this site ({site})" if site else words


def grade_lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the results for a person to read."""
    for result in results:
        oedema = result.get("oedema")
        if result["grade"] is None:
            yield f"{result['path']}\tno grade\t{result['reason']}"
        else:
            yield (
                f"{result['path']}\t{result['grade']} {result['grade_words']}\t"
                f"referable: {'yes' if result['refer'] else 'no'}, {result['referable']:.0%}"
            )
        if oedema is not None:
            told = oedema["risk_words"] or f"not estimated. {oedema['reason']}".strip()
            yield f"{result['path']}\tmacular oedema: {told}"
    answers = [*results, *(r["oedema"] for r in results if r.get("oedema"))]
    models = {_model_words(r["model"]) for r in answers if r["model"]}
    yield f"{NOTICE} Model: {', '.join(sorted(models)) or 'none used'}"
