"""The commands `models ...`: what is installed, and which is in use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from medview.app.services import Services
from medview.cli import evaluate_model
from medview.cli.console import opened, progress_bar, report
from medview.domain.job import JobContext
from medview.domain.model import ModelCard
from medview.domain.registry import TASKS, InstalledModel


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `models` to the commands."""
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
    evaluate_model.add(verbs, common)
    delete = verbs.add_parser("delete", parents=[common], help="delete a model of your own")
    delete.add_argument("id", help="id, or the start of the digest")
    delete.set_defaults(run=run_models_delete)
    back = verbs.add_parser("back", parents=[common], help="go back to the model used before")
    back.add_argument("task", choices=TASKS)
    back.set_defaults(run=run_models_back)


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
    del fields["ref"]
    return card.ref.as_record() | fields
