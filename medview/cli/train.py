"""The command `train`: an encoder from labelled cases, or a bundled one again from its plan."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from medview.app.services import Services
from medview.app.training import Training
from medview.bootstrap import build_training
from medview.cli.console import opened, progress_bar, report
from medview.cli.labelled import classed, collected, looked_at, refuse_unfit
from medview.cli.watch import result_lines, run_result, watch
from medview.domain.case import FUNDUS
from medview.domain.errors import PlanError
from medview.domain.job import JobContext
from medview.domain.recipes import KINDS, RECIPES, Recipe, recipe_plans
from medview.domain.split import SHARE
from medview.domain.training import (
    BACKBONES,
    DISTANCES,
    LOSSES,
    MINERS,
    PRECISIONS,
    SAMPLERS,
    TASKS,
    TrainingCase,
    TrainingPlan,
)

# What the plan's other fields hold is said by the cases and by options of their own.
TOLD_APART = ("title", "task", "kind", "modalities", "classes")
CHOICES = {
    "backbone": BACKBONES,
    "distance": DISTANCES,
    "loss": LOSSES,
    "miner": MINERS,
    "sampler": SAMPLERS,
    "precision": PRECISIONS,
}
SETTINGS = [each for each in fields(TrainingPlan) if each.name not in TOLD_APART]


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `train` to the commands."""
    train = commands.add_parser(
        "train",
        parents=[common],
        help="train an encoder of your own",
        epilog="A bundled model is built again by 'medview train PLAN.json --data DIR --out DIR'.",
    )
    train.add_argument("plan", nargs="?", type=Path, metavar="PLAN.json")
    train.add_argument("--data", type=Path, help="folder of the pictures: one a class, or a table")
    train.add_argument("--labels", type=Path, metavar="CSV", help="table of labels")
    train.add_argument("--labelled", action="store_true", help="cases of the library with a label")
    train.add_argument("--signed", action="store_true", help="the signed cases of the library")
    train.add_argument(
        "--every-image", action="store_true", help="every slice of a series, not its middle one"
    )
    train.add_argument("--out", type=Path, help="folder for the package of a bundled model")
    train.add_argument("--resume", type=Path, metavar="RUN", help="go on with an earlier run")
    train.add_argument("--register", action="store_true", help="put the model in the registry")
    train.add_argument(
        "--probe", action="store_true", help="only say what each recipe takes on this machine"
    )
    train.add_argument(
        "--prepare", action="store_true", help="set the run up, and start it by hand (torchrun)"
    )
    _add_plan(train)
    train.set_defaults(run=run_train)


def _add_plan(train: argparse.ArgumentParser) -> None:
    plan = train.add_argument_group("the plan (what is not given comes from the recipe)")
    plan.add_argument("--recipe", choices=list(RECIPES), default="balanced")
    plan.add_argument("--title", default="Trained here")
    plan.add_argument("--task", choices=TASKS, default=TASKS[0])
    plan.add_argument("--modality", nargs="+", default=[], metavar="WORD", help="such as MR")
    plan.add_argument("--hold-out", type=float, default=SHARE, metavar="SHARE", help="to evaluate")
    for each in SETTINGS:
        kind = {"int": int, "float": float}.get(str(each.type), str)
        flag = "--" + each.name.replace("_", "-")
        plan.add_argument(flag, dest=each.name, type=kind, choices=CHOICES.get(each.name))


def run_train(options: argparse.Namespace) -> int:
    """Train as the options say: a bundled model's plan, an earlier run, or labelled cases."""
    if options.plan and options.out:
        return _rebuild(options)
    if options.resume:
        return _go_on(options)
    if not (options.data or options.labels or options.signed or options.labelled):
        raise PlanError(
            "Nothing to train on.", hint="Give --data DIR, --labels CSV, --labelled or --signed."
        )
    return _begin(options)


def _rebuild(options: argparse.Namespace) -> int:
    """Build a bundled model again from its plan."""
    from medview.learning.trainer import run_plan  # loads torch: only training pays for it

    if not options.data:
        raise PlanError("The plan's data is missing.", hint="Give --data DIR.")
    with progress_bar("Training") as show:
        package = run_plan(options.plan, options.data, options.out, show, resume=options.resume)
    report(options, {"package": str(package)}, [f"The model package is in {package}."])
    return 0


def _begin(options: argparse.Namespace) -> int:
    """Collect the cases and start a run; the library is free again while it goes on."""
    with opened(options) as services, progress_bar("Collecting") as show:
        context = JobContext(show)
        cases = _cases(options, services, context)
        plan = _plan(options, cases)
        if options.probe:
            recipes = services.training.recipes(
                cases, plan.task, context, title=plan.title, modalities=plan.modalities
            )
            return _probe(options, recipes)
        if options.prepare:
            return _prepared(options, services.training.prepare(plan, cases))
        run = services.training.start(plan, cases)
    return _follow(options, services.training, run)


def _cases(
    options: argparse.Namespace, services: Services, context: JobContext
) -> list[TrainingCase]:
    """Return the labelled cases, each on its side; what cannot be used is told on stderr.

    Raises LabelsError when there are none, PlanError where they are not fit to be trained on.
    """
    if options.signed:
        found = services.collect.signed(context)
    elif options.labelled:
        found = services.collect.labelled(context, options.every_image)
    else:
        each = options.every_image
        found = collected(services, context, options.data, options.labels, every_image=each)
    labelled = classed(found, _task(options))
    seed = options.seed or 0
    cases, health = looked_at(services, labelled, context, options.hold_out, seed)
    refuse_unfit(health)
    return list(cases)


def _task(options: argparse.Namespace) -> str:
    """Return the task of the plan, where one is given, or that of the options."""
    if options.plan:
        return TrainingPlan.from_json(_content(options.plan)).task
    return str(options.task)


def _plan(options: argparse.Namespace, cases: Sequence[TrainingCase]) -> TrainingPlan:
    """Return the recipe's plan, or the one of a file, with what the options change of it."""
    if options.plan:
        plan = TrainingPlan.from_json(_content(options.plan))
    else:
        labels = [case.label for case in cases]
        plans = recipe_plans(options.title, options.task, _modalities(options), labels)
        plan = plans[options.recipe]
    chosen = {each.name: getattr(options, each.name) for each in SETTINGS}
    return replace(plan, **{name: value for name, value in chosen.items() if value is not None})


def _modalities(options: argparse.Namespace) -> list[str]:
    """Return the words of DICOM the model will answer to. Raises PlanError without any."""
    words: list[str] = options.modality or ([FUNDUS] if KINDS[options.task] == "fundus" else [])
    if not words:
        raise PlanError("What pictures are these?", hint="Give --modality, such as MR or CT.")
    return words


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise PlanError(f"{path.name} is no plan: {error}.") from error
    if not isinstance(content, dict):
        raise PlanError(f"{path.name} is no plan: it is no JSON object.")
    return content


def _probe(options: argparse.Namespace, recipes: Sequence[Recipe]) -> int:
    """Print what each recipe takes."""
    result = [
        {
            "recipe": one.name,
            "minutes": round(one.minutes, 1),
            "megabytes": round(one.megabytes),
            "device": one.device.kind,
            "words": one.device.words,
            "plan": one.plan.as_json(),
        }
        for one in recipes
    ]
    lines = [f"{r.name}\t{r.minutes:.0f} minutes\t{r.megabytes:.0f} MB" for r in recipes]
    report(options, result, [*lines, *{one.device.words for one in recipes}])
    return 0


def _prepared(options: argparse.Namespace, run: Path) -> int:
    """Say where the run is, and what starts it in two processes."""
    start = f"torchrun --nproc-per-node 2 -m medview.worker {run}"
    report(options, {"run": str(run), "start": start}, [str(run), start])
    return 0


def _go_on(options: argparse.Namespace) -> int:
    """Resume a run, or watch it where another process works on it."""
    training = build_training(options.home)
    status = training.status(options.resume)
    if status.package is None:
        training.resume(status.run)
    return _follow(options, training, status.run)


def _follow(options: argparse.Namespace, training: Training, run: Path) -> int:
    """Show a run until it ends, register its model where that is asked, and print the result."""
    status = watch(training, run)
    registered = None
    if options.register and status.package is not None:
        with opened(options) as services:
            registered = services.training.register(run)
    report(options, run_result(status, registered), result_lines(status, registered))
    return 0 if status.package is not None else 1
