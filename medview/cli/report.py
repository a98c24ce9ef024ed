"""The command `report`: reports of patients, and tables of grades."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medview.app.gather_report import by_patient
from medview.app.services import Services
from medview.cli.console import open_paths, opened, progress_bar, report
from medview.domain.case import Case, CaseId, Problem
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.errors import CannotOpen
from medview.domain.grade import GradeEstimate
from medview.domain.job import JobContext
from medview.domain.model import NOTICE
from medview.domain.report import ReportFormat, ReportOrder

TABLES = ("csv", "xlsx")
REPORT_LANGUAGES = {"en": ENGLISH, "zh": CHINESE}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `report` to the commands."""
    written = commands.add_parser("report", parents=[common], help="reports, letters and tables")
    written.add_argument("what", nargs="+", metavar="PATH|PATIENT")
    written.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to fill")
    written.add_argument("--language", choices=list(REPORT_LANGUAGES), default="en")
    written.add_argument(
        "--format", nargs="+", choices=[*map(str, ReportFormat), *TABLES], default=["pdf"],
        dest="formats", metavar="FORMAT",
        help="pdf, letter, sr, dicom-pdf (one each patient), csv, xlsx (one table); pdf alone",
    )  # fmt: skip
    written.set_defaults(run=run_report)


def run_report(options: argparse.Namespace) -> int:
    """Write reports of every patient of the paths, or of the library, and tables of grades."""
    formats = tuple(ReportFormat(f) for f in options.formats if f not in TABLES)
    order = ReportOrder(formats, options.out, REPORT_LANGUAGES[options.language])
    with opened(options) as services:
        cases = cases_to_report(services, options.what)
        estimates = estimates_of(services, cases)
        with progress_bar("Writing") as show:
            results = [
                patient_files(services, eyes, estimates, order, JobContext(show))
                for eyes in (by_patient(cases).values() if formats else ())
            ]
        tables = [
            services.reports.write_table(
                services.reports.rows(cases, estimates), options.out / f"grades.{kind}"
            )
            for kind in TABLES
            if kind in options.formats
        ]
    files = [path for result in results for path in result["files"]] + list(map(str, tables))
    result = {"reports": results, "tables": list(map(str, tables)), "notice": NOTICE}
    report(options, result, [*files, NOTICE])
    return 0


def cases_to_report(services: Services, what: Sequence[str]) -> list[Case]:
    """Return the eyes of paths, and of patients of the library; raise CannotOpen without any."""
    paths = [Path(name) for name in what if Path(name).exists()]
    keys = {name for name in what if not Path(name).exists()}
    cases = open_paths(services, paths)[0] if paths else []
    kept = [case for case in services.library_cases() if case.patient.key in keys]
    unknown = sorted(keys - {case.patient.key for case in kept})
    if unknown:
        raise CannotOpen(
            f"'{unknown[0]}' is no file, and no patient of the library.", hint="Check the spelling."
        )
    eyes = [case for case in (*cases, *kept) if case.is_photograph]
    if not eyes:
        raise CannotOpen("There is no eye photograph to report on.")
    return list({case.id: case for case in eyes}.values())


def estimates_of(services: Services, cases: Sequence[Case]) -> dict[CaseId, GradeEstimate]:
    """Grade every case; those that cannot be read are told on stderr."""
    answers: list[GradeEstimate | Problem] = []
    with progress_bar("Grading") as show:
        services.grade_many(cases, JobContext(show, answers.append))
    for problem in answers:
        if isinstance(problem, Problem):
            print(f"medview: {problem.path}: {problem.message}", file=sys.stderr)
    return {a.case_id: a for a in answers if isinstance(a, GradeEstimate)}


def patient_files(
    services: Services,
    eyes: Sequence[Case],
    estimates: Mapping[CaseId, GradeEstimate],
    order: ReportOrder,
    context: JobContext,
) -> dict[str, Any]:
    """Write the reports of one patient; return what `report --json` prints of them."""
    gathered = services.reports.gather(eyes, estimates, JobContext())
    files = services.reports.write(gathered, order, context)
    return {
        "patient": gathered.patient.key,
        "signed": gathered.is_signed,
        "eyes": [
            {
                "eye": eye.case.eye and str(eye.case.eye),
                "grade": None if eye.grade is None else int(eye.grade),
                "signed": eye.signed is not None,
            }
            for eye in gathered.eyes
        ],
        "files": [str(path) for path in files],
    }
