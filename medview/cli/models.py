"""The commands `models ...`: what is installed, and which is in use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from medview.cli import evaluate_model
from medview.cli.console import opened, progress_bar, report
from medview.domain.job import JobContext
from medview.domain.model import ModelCard


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


def run_models_list(options: argparse.Namespace) -> int:
    """List the installed models."""
    with opened(options) as services:
        cards = services.models()
    result = [
        {
            "id": card.ref.id,
            "version": card.ref.version,
            "digest": card.ref.digest,
            "title": card.title,
            "task": card.task,
            "modalities": list(card.modalities),
        }
        for card in cards
    ]
    report(options, result, [f"{c.ref.short}\t{c.task}\t{c.title}" for c in cards])
    return 0


def run_models_show(options: argparse.Namespace) -> int:
    """Show the card of one model."""
    with opened(options) as services:
        card = card_result(services.model(options.id))
    report(options, card, [json.dumps(card, indent=2, ensure_ascii=False)])
    return 0


def run_models_activate(options: argparse.Namespace) -> int:
    """Put a model to use for its task."""
    with opened(options) as services, progress_bar("Embedding the library") as show:
        card = services.activate_model(options.id)
        embedded = services.embed_missing(JobContext(show))
    words = f"In use: {card.ref.short}. {embedded} of your cases were embedded with it."
    report(options, card_result(card) | {"embedded": embedded}, [words])
    return 0


def run_models_export(options: argparse.Namespace) -> int:
    """Write a model as one ZIP file."""
    with opened(options) as services:
        target = services.export_model(options.id, options.file)
    report(options, {"file": str(target)}, [f"Written: {target}"])
    return 0


def run_models_import(options: argparse.Namespace) -> int:
    """Bring a model in."""
    with opened(options) as services:
        card = services.import_model(options.file)
    report(options, card_result(card), [f"Brought in: {card.ref.short}; 'activate' puts it to use"])
    return 0


def card_result(card: ModelCard) -> dict[str, Any]:
    """Return a card as one JSON object."""
    fields = dict(vars(card))
    ref = fields.pop("ref")
    return {"id": ref.id, "version": ref.version, "digest": ref.digest} | fields
