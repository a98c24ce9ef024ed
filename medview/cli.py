"""Every job without a window: `medview grade`, `report`, `similar`, `train`, `models`, ...

Results go to stdout (one JSON document with --json), everything else to stderr. Exit status: 0
done, 1 one clear line on failure, 2 bad use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from medview import __version__
from medview.app import export_grades, export_statistics, study_table, worklist_records
from medview.app.gather_report import by_patient
from medview.app.recognise_sets import FoundSet
from medview.app.services import Services
from medview.bootstrap import build_services, restore_library
from medview.domain.case import Case, CaseId, OpenSummary, Problem, printable
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.errors import CannotOpen, MedViewError
from medview.domain.eyes import by_eye
from medview.domain.grade import GradeEstimate
from medview.domain.job import Cancelled, JobContext, Progress
from medview.domain.model import NOTICE, ModelCard
from medview.domain.neighbours import Metric, SimilarResult
from medview.domain.region import Region
from medview.domain.registry import TASKS, InstalledModel
from medview.domain.report import ReportFormat, ReportOrder
from medview.domain.statistics import Selection

TABLES = ("csv", "xlsx")
REPORT_LANGUAGES = {"en": ENGLISH, "zh": CHINESE}


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except MedViewError as error:
        print(f"medview: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"medview: {error.filename or 'a file'}: {error.strerror}.", file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("medview: stopped; what was finished is kept.", file=sys.stderr)
        return 1


# --- the words of the command line


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="medview",
        description="Grade and search medical images, offline. " + NOTICE,
        epilog="Without a command, or with 'medview open PATH...', the window opens.",
    )
    top.add_argument("--version", action="version", version=f"medview {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common_options()
    for add in (
        _add_grade,
        _add_report,
        _add_import,
        _add_similar,
        _add_lesions,
        _add_train,
        _add_models,
        _add_worklist,
        _add_statistics,
        _add_study,
        _add_checks,
    ):
        add(commands, common)
    return top


def _common_options() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home", type=Path, help="folder of the library and settings (or MEDVIEW_HOME)"
    )
    common.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return common


def _add_grade(commands: Any, common: argparse.ArgumentParser) -> None:
    grade = commands.add_parser("grade", parents=[common], help="DR grade of eye photographs")
    grade.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    grade.add_argument("--csv", type=Path, metavar="F", help="also write a table")
    grade.add_argument(
        "--each",
        action="store_true",
        help="grade every photograph alone, not the photographs of an eye together",
    )
    grade.set_defaults(run=run_grade)


def _add_report(commands: Any, common: argparse.ArgumentParser) -> None:
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


def _add_import(commands: Any, common: argparse.ArgumentParser) -> None:
    bring = commands.add_parser("import", parents=[common], help="bring cases into the library")
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    bring.add_argument("--labels", type=Path, metavar="CSV", help="table of labels")
    bring.add_argument("--source", default="", help="what to call where they came from")
    bring.add_argument(
        "--no-sets", action="store_true", help="take a public set (IDRiD, APTOS ...) as any folder"
    )
    bring.set_defaults(run=run_import)


def _add_similar(commands: Any, common: argparse.ArgumentParser) -> None:
    similar = commands.add_parser("similar", parents=[common], help="the nearest cases")
    similar.add_argument("path", type=Path, metavar="PATH")
    similar.add_argument("--k", type=_positive, default=10, help="how many (10)")
    similar.add_argument("--slice", type=_positive, metavar="N", help="image N of a series, from 1")
    similar.add_argument("--region", type=_region, metavar="X,Y,W,H", help="in pixels")
    similar.add_argument("--metric", choices=[str(m) for m in Metric], default="cosine")
    similar.add_argument(
        "--where", nargs="+", type=_pair, default=[], metavar="FIELD=VALUE", action="extend"
    )
    similar.set_defaults(run=run_similar)


def _add_lesions(commands: Any, common: argparse.ArgumentParser) -> None:
    lesions = commands.add_parser(
        "lesions", parents=[common], help="lesion candidates on a fundus photograph"
    )
    lesions.add_argument("path", type=Path, metavar="PATH")
    lesions.add_argument(
        "--at", type=_point, metavar="X,Y", help="where else it looks like this place, in pixels"
    )
    lesions.add_argument(
        "--among", nargs="+", type=Path, default=[], metavar="PATH", help="look on these as well"
    )
    lesions.set_defaults(run=run_lesions)


def _add_train(commands: Any, common: argparse.ArgumentParser) -> None:
    train = commands.add_parser("train", parents=[common], help="train an encoder from a plan")
    train.add_argument("plan", type=Path, metavar="PLAN.json")
    train.add_argument("--data", type=Path, required=True, help="folder the plan's data is in")
    train.add_argument("--out", type=Path, required=True, help="folder for the model package")
    train.add_argument("--resume", type=Path, metavar="RUN", help="go on with an earlier run")
    train.set_defaults(run=run_train)


def _add_models(commands: Any, common: argparse.ArgumentParser) -> None:
    models = commands.add_parser("models", help="installed models")
    verbs = models.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common], help="id, version, digest, task").set_defaults(
        run=run_models_list
    )
    show = verbs.add_parser("show", parents=[common], help="the card of a model")
    show.add_argument("id")
    show.set_defaults(run=run_models_show)
    activate = verbs.add_parser("activate", parents=[common], help="put a model to use")
    activate.add_argument("id", help="id, or the start of the digest")
    activate.set_defaults(run=run_models_activate)
    export = verbs.add_parser("export", parents=[common], help="write a model as one ZIP")
    export.add_argument("id", help="id, or the start of the digest")
    export.add_argument("file", type=Path)
    export.set_defaults(run=run_models_export)
    bring = verbs.add_parser("import", parents=[common], help="bring a model's ZIP in")
    bring.add_argument("file", type=Path)
    bring.set_defaults(run=run_models_import)
    delete = verbs.add_parser("delete", parents=[common], help="delete a model of your own")
    delete.add_argument("id", help="id, or the start of the digest")
    delete.set_defaults(run=run_models_delete)
    back = verbs.add_parser("back", parents=[common], help="go back to the model used before")
    back.add_argument("task", choices=TASKS)
    back.set_defaults(run=run_models_back)


def _add_worklist(commands: Any, common: argparse.ArgumentParser) -> None:
    worklist = commands.add_parser("worklist", help="what is to be read, and how far it is")
    verbs = worklist.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common], help="every worklist").set_defaults(
        run=run_worklist_list
    )
    show = verbs.add_parser("show", parents=[common], help="the patients of a worklist")
    show.add_argument("name")
    show.set_defaults(run=run_worklist_show)


def _add_study(commands: Any, common: argparse.ArgumentParser) -> None:
    study = commands.add_parser("study", help="reading studies")
    verbs = study.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", parents=[common], help="names, and how far").set_defaults(
        run=run_study_list
    )
    show = verbs.add_parser("show", parents=[common], help="plan and progress of a study")
    show.add_argument("name", metavar="NAME", help="name or id")
    show.set_defaults(run=run_study_show)
    results = verbs.add_parser("results", parents=[common], help="kappas and their intervals")
    results.add_argument("name", metavar="NAME", help="name or id")
    results.add_argument("--csv", type=Path, metavar="F", help="also write a table")
    results.add_argument("--ask-model", action="store_true", help="grade with the model first")
    results.set_defaults(run=run_study_results)


def _add_checks(commands: Any, common: argparse.ArgumentParser) -> None:
    doctor = commands.add_parser("doctor", parents=[common], help="check this installation")
    doctor.add_argument(
        "--restore", action="store_true", help="put the newest backup in a damaged library's place"
    )
    doctor.set_defaults(run=run_doctor)
    bench = commands.add_parser("bench", parents=[common], help="measure against baselines")
    bench.add_argument("names", nargs="*", metavar="NAME")
    bench.set_defaults(run=run_bench)


def _add_statistics(commands: Any, common: argparse.ArgumentParser) -> None:
    tell = commands.add_parser("statistics", parents=[common], help="the clinic's figures")
    tell.add_argument("--since", type=_day, metavar="DATE", help="first day, such as 2026-01-31")
    tell.add_argument("--until", type=_day, metavar="DATE", help="last day")
    tell.add_argument("--reader", default="", help="only the cases this reader signed")
    tell.add_argument("--source", default="", help="only the cases of this source")
    tell.add_argument("--csv", type=Path, metavar="F", help="also write the referral list")
    tell.set_defaults(run=run_statistics)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give a day, such as 2026-01-31") from error


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _region(text: str) -> Region:
    parts = text.split(",")
    if len(parts) != 4:
        raise argparse.ArgumentTypeError("give X,Y,W,H in pixels, such as 120,80,64,64")
    return Region(*(int(part) for part in parts))


def _point(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return float(x), float(y)


def _pair(text: str) -> tuple[str, str]:
    field, separator, value = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError("give FIELD=VALUE, such as modality=CT")
    return field, value


# --- the commands


def run_grade(options: argparse.Namespace) -> int:
    """Grade every image of the paths; print one result each."""
    with opened(options) as services:
        cases, summary = open_paths(services, options.paths)
        answers: list[GradeEstimate | Problem] = []
        with progress_bar("Grading") as show:
            services.grade_many(cases, JobContext(show, answers.append), each=options.each)
    results = grade_results(cases, answers, each=options.each)
    results += [problem_result(p) for p in summary.problems if not Path(p.path).is_dir()]
    if options.csv:
        export_grades.write_csv(options.csv, results)
    report(options, results, grade_lines(results))
    return 0 if any("error" not in result for result in results) else 1


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
    site = model["site_calibration"]
    words = f"{model['id']} {str(model['digest'])[:12]}"
    return f"{words}, calibrated for this site ({site})" if site else words


def grade_lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the results for a person to read."""
    for result in results:
        if result["grade"] is None:
            yield f"{result['path']}\tno grade\t{result['reason']}"
        else:
            yield (
                f"{result['path']}\t{result['grade']} {result['grade_words']}\t"
                f"referable: {'yes' if result['refer'] else 'no'}, {result['referable']:.0%}"
            )
    models = {_model_words(r["model"]) for r in results if r["model"]}
    yield f"{NOTICE} Model: {', '.join(sorted(models)) or 'none used'}"


def run_import(options: argparse.Namespace) -> int:
    """Bring files and folders into the library."""
    with opened(options) as services, progress_bar("Importing") as show:
        done = services.import_cases(
            options.paths,
            options.labels,
            options.source,
            JobContext(show),
            recognise=not options.no_sets,
        )
    skipped = [{"path": p.path, "why": f"{p.message} {p.hint}".strip()} for p in done.skipped]
    sets = [set_result(found) for found in done.sets]
    result = {"added": done.added, "duplicates": done.duplicates, "skipped": skipped, "sets": sets}
    lines = [f"Recognised: {found}" for found in done.sets]
    lines += [f"Added {done.added}, already there {done.duplicates}, skipped {len(done.skipped)}."]
    lines += [f"skipped {item['path']}: {item['why']}" for item in skipped]
    report(options, result, lines)
    return 0 if done.added or done.duplicates or not done.skipped else 1


def set_result(found: FoundSet) -> dict[str, Any]:
    """Return what `import --json` prints of a public set."""
    return {
        "set": found.of.name,
        "part": found.title,
        "place": found.place,
        "photographs": len(found.rows),
        "graded": found.graded,
        "missing": len(found.missing),
        "fault": found.fault or None,
        "licence": found.of.licence,
        "credit": found.of.credit,
    }


def run_similar(options: argparse.Namespace) -> int:
    """Print the nearest cases of one image."""
    with opened(options) as services:
        case = first_case(services, options.path)
        if options.slice and options.slice > len(case.images):
            raise MedViewError(
                f"There is no image {options.slice}: the series has {len(case.images)}."
            )
        try:
            result = services.find_similar(
                case,
                image_index=options.slice - 1 if options.slice else None,
                region=options.region,
                metric=Metric(options.metric),
                k=options.k,
                where=dict(options.where),
            )
        except ValueError as error:
            raise MedViewError(str(error)) from error
    report(options, similar_result(options.path, result), similar_lines(result))
    return 0


def similar_result(path: Path, result: SimilarResult) -> dict[str, Any]:
    """Return what `similar --json` prints."""
    return {
        "query": {
            "path": str(path),
            "model": {"id": result.model.id, "digest": result.model.digest},
        },
        "metric": str(result.metric),
        "unlike": result.unlike,
        "notice": NOTICE,
        "neighbours": [
            {
                "case": n.case_id,
                "rank": n.rank,
                "distance": n.distance,
                "label": n.label,
                "patient": n.patient,
                "source": n.source,
                "modality": n.modality,
            }
            for n in result.neighbours
        ],
    }


def similar_lines(result: SimilarResult) -> Iterator[str]:
    """Yield the neighbours for a person to read."""
    for n in result.neighbours:
        yield f"{n.rank}\t{n.distance:.4f}\t{n.label or '-'}\t{n.case_id}\t{n.source}"
    if result.unlike:
        yield "Nothing similar: the image is unlike all that the model knows. Do not rely on these."
    yield f"{NOTICE} Model: {result.model.short}"


def run_statistics(options: argparse.Namespace) -> int:
    """Tell the clinic's figures."""
    selection = Selection(options.since, options.until, options.reader, options.source)
    with opened(options) as services:
        figures = services.statistics.figures(selection)
        if options.csv:
            services.statistics.export_referrals(options.csv, figures.referrals)
    report(options, export_statistics.as_record(figures), export_statistics.lines(figures))
    return 0


def run_lesions(options: argparse.Namespace) -> int:
    """Print the lesion candidates of a photograph, or the places that look like one."""
    from medview.app import export_lesions

    with opened(options) as services:
        case = first_case(services, options.path)
        if options.at is None:
            findings = services.lesions.find(case)
            report(options, export_lesions.as_record(findings), export_lesions.lines(findings))
            return 1 if findings.fault else 0
        others = open_paths(services, options.among)[0] if options.among else []
        with progress_bar("Searching") as show:
            found = services.lesions.similar_places(case, options.at, others, JobContext(show))
    report(options, export_lesions.places_record(found), export_lesions.places_lines(found))
    return 0


def run_train(options: argparse.Namespace) -> int:
    """Train, evaluate and export as the plan says."""
    from medview.learning.trainer import run_plan  # loads torch: only training pays for it

    with progress_bar("Training") as show:
        package = run_plan(options.plan, options.data, options.out, show, resume=options.resume)
    report(options, {"package": str(package)}, [f"The model package is in {package}."])
    return 0


def run_models_list(options: argparse.Namespace) -> int:
    """List the installed models."""
    with opened(options) as services:
        models = services.registry.installed()
    result = [
        {
            "id": model.card.ref.id,
            "version": model.card.ref.version,
            "digest": model.card.ref.digest,
            "title": model.card.title,
            "task": model.card.task,
            "modalities": list(model.card.modalities),
            "origin": str(model.origin),
            "in_use": model.is_in_use,
        }
        for model in models
    ]
    report(options, result, list(map(_model_line, models)))
    return 0


def _model_line(model: InstalledModel) -> str:
    in_use = "in use" if model.is_in_use else "-"
    card = model.card
    return f"{card.ref.short}\t{card.task}\t{in_use}\t{model.origin}\t{card.title}"


def run_models_show(options: argparse.Namespace) -> int:
    """Show the card of one model."""
    with opened(options) as services:
        card = card_result(services.registry.card(options.id))
    report(options, card, [json.dumps(card, indent=2, ensure_ascii=False)])
    return 0


def run_models_activate(options: argparse.Namespace) -> int:
    """Put a model to use for its task."""
    with opened(options) as services:
        return _put_to_use(options, services, services.registry.card(options.id))


def run_models_back(options: argparse.Namespace) -> int:
    """Go back to the model that was in use for a task before."""
    with opened(options) as services:
        return _put_to_use(options, services, services.registry.previous(options.task))


def _put_to_use(options: argparse.Namespace, services: Services, card: ModelCard) -> int:
    """Embed the library with a model, then use it; until then, and when stopped, the old one is."""
    with progress_bar("Embedding the library") as show:
        try:
            switched = services.registry.activate(card.ref.digest, JobContext(show))
        except KeyboardInterrupt:
            services.registry.switch.cancel(card.task)
            raise
    without = sum(done.without for done in switched if done.card.ref == card.ref)
    left = f" {without} of your cases could not be embedded with it." if without else ""
    report(options, card_result(card) | {"without": without}, [f"In use: {card.ref.short}.{left}"])
    return 0


def run_models_delete(options: argparse.Namespace) -> int:
    """Delete a model of the user's own that is not in use."""
    with opened(options) as services:
        card = services.registry.delete(services.registry.card(options.id).ref.digest)
    report(options, card_result(card), [f"Deleted: {card.ref.short}"])
    return 0


def run_models_export(options: argparse.Namespace) -> int:
    """Write a model as one ZIP file."""
    with opened(options) as services:
        target = services.registry.export(options.id, options.file)
    report(options, {"file": str(target)}, [f"Written: {target}"])
    return 0


def run_models_import(options: argparse.Namespace) -> int:
    """Bring a model in."""
    with opened(options) as services:
        card = services.registry.bring_in(options.file)
    report(options, card_result(card), [f"Brought in: {card.ref.short}; 'activate' puts it to use"])
    return 0


def card_result(card: ModelCard) -> dict[str, Any]:
    """Return a card as one JSON object."""
    fields = dict(vars(card))
    ref = fields.pop("ref")
    return {"id": ref.id, "version": ref.version, "digest": ref.digest} | fields


def run_worklist_list(options: argparse.Namespace) -> int:
    """List the worklists, the newest first."""
    with opened(options) as services:
        infos = services.worklists.all()
    result = [
        {"name": i.name, "photographs": i.photographs, "made": str(i.created_at)} for i in infos
    ]
    report(options, result, [f"{i.photographs}\t{i.name}" for i in infos])
    return 0


def run_worklist_show(options: argparse.Namespace) -> int:
    """Show the patients of one worklist, how far each eye is, and who reads."""
    with opened(options) as services:
        rows = services.worklists.rows(options.name)
    result = {"rows": [worklist_records.row_record(row) for row in rows], "notice": NOTICE}
    report(options, result, worklist_records.lines(rows))
    return 0


def run_study_list(options: argparse.Namespace) -> int:
    """List the reading studies."""
    with opened(options) as services:
        found = services.studies.all()
    result = [study_table.progress_record(one) for one in found]
    report(options, result, [study_table.progress_line(one) for one in found])
    return 0


def run_study_show(options: argparse.Namespace) -> int:
    """Show the plan of a study and how far its readers are."""
    with opened(options) as services:
        found = services.studies.find(options.name)
    record = study_table.progress_record(found)
    report(options, record, [json.dumps(record, indent=2, ensure_ascii=False)])
    return 0


def run_study_results(options: argparse.Namespace) -> int:
    """Print how far the graders of a study agree."""
    with opened(options) as services:
        study = services.studies.find(options.name).study
        if options.ask_model:
            with progress_bar("Grading") as show:
                services.studies.ask_model(study.id, JobContext(show))
        results = services.studies.results(study.id)
    if options.csv:
        study_table.write_csv(options.csv, results)
    report(options, study_table.as_record(results), study_table.lines_of(results))
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    """Check this installation; exit 1 when a check fails."""
    from medview.app.check_installation import check_installation

    if options.restore:
        print(f"medview: restored from {restore_library(options.home)}", file=sys.stderr)
    with opened(options) as services:
        checks = check_installation(services)
    result = [{"check": c.name, "ok": c.ok, "detail": c.detail} for c in checks]
    report(options, result, [f"{'ok  ' if c.ok else 'FAIL'}  {c.name}: {c.detail}" for c in checks])
    return 0 if all(check.ok for check in checks) else 1


def run_bench(options: argparse.Namespace) -> int:
    """Run the project's own benchmarks."""
    from medview import bench  # loads torch for its baselines

    results = bench.run(options.names)
    report(options, results, bench.lines(results))
    return 0 if all(result["ok"] for result in results) else 1


# --- what the commands share


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Services]:
    """Build the services for one command, and close them after it."""
    services = build_services(options.home)
    try:
        yield services
    finally:
        services.close()


def open_paths(services: Services, paths: Sequence[Path]) -> tuple[list[Case], OpenSummary]:
    """Open everything; problems are told on stderr."""
    cases: list[Case] = []
    with progress_bar("Opening") as show:
        summary = services.open_cases(paths, JobContext(show, cases.append))
    for problem in summary.problems:
        print(f"medview: {problem.path}: {problem.message} {problem.hint}", file=sys.stderr)
    return cases, summary


def first_case(services: Services, path: Path) -> Case:
    """Open a path and return its first case; raise CannotOpen when there is none."""
    cases, _ = open_paths(services, [path])
    if not cases:
        raise CannotOpen(f"Nothing in {path} could be opened.", hint="See the lines above.")
    if len(cases) > 1:
        print(f"medview: {len(cases)} cases there; taking '{cases[0].title}'.", file=sys.stderr)
    return cases[0]


def report(options: argparse.Namespace, result: Any, lines: Sequence[str] | Iterator[str]) -> None:
    """Print the result: one JSON document, or lines for a person."""
    if options.json:
        print(printable(json.dumps(result, ensure_ascii=False, indent=1)))
    else:
        print(printable("\n".join(lines)))


@contextmanager
def progress_bar(text: str) -> Iterator[Callable[[Progress], None]]:
    """Show a bar on a terminal (none elsewhere) and yield its receiver."""
    with tqdm(desc=text, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(progress: Progress) -> None:
            bar.total = progress.total or None
            bar.n = progress.done
            bar.set_postfix_str(progress.text, refresh=False)
            bar.refresh()

        yield show
