"""The commands `library ...`: where the library is, moving it, and cases for another site."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from medview.bootstrap import index_library, move_library, use_library
from medview.cli.console import opened, progress_bar, report
from medview.domain.exchange import ENDING, ExportOrder, ExportPreview
from medview.domain.job import JobContext, Progress


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `library` to the commands."""
    library = commands.add_parser("library", help="where the library is, and moving it")
    verbs = library.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser(
        "show", parents=[common], help="where it is, and how much is in it"
    ).set_defaults(run=run_library_show)
    use = verbs.add_parser(
        "use", parents=[common], help="open the library of this place from now on"
    )
    use.add_argument(
        "place", nargs="?", default="", metavar="PLACE", help="file or server; none: home"
    )
    use.set_defaults(run=run_library_use)
    index = verbs.add_parser(
        "index", parents=[common], help="index many embeddings on a server, and measure it"
    )
    index.set_defaults(run=run_library_index)
    away = verbs.add_parser("move", parents=[common], help="copy it to an empty file or database")
    away.add_argument("--to", required=True, metavar="PLACE", help="file or server")
    away.set_defaults(run=run_library_move)
    export = verbs.add_parser(
        "export",
        parents=[common],
        help="write cases into one de-identified, signed file for another site",
    )
    export.add_argument("file", type=Path, metavar="FILE", help=f"ends in {ENDING}")
    export.add_argument("--site", default="", metavar="NAME", help="your site, kept once given")
    export.add_argument("--modality", default="", help="only these, such as CT")
    export.add_argument("--label", default="", help="only cases with this label")
    export.add_argument("--text", default="", help="only cases that contain these words")
    export.add_argument("--case", action="append", default=[], metavar="ID", help="only this case")
    export.add_argument(
        "--with-texts",
        action="store_true",
        help="send the findings too: they are free text, and may name a patient",
    )
    export.add_argument("--preview", action="store_true", help="say what would be sent, no more")
    export.set_defaults(run=run_library_export)
    key = verbs.add_parser("key", parents=[common], help="the fingerprint of this site's key")
    key.set_defaults(run=run_library_key)


def run_library_show(options: argparse.Namespace) -> int:
    """Say where the library is."""
    with opened(options) as services:
        result = {"place": services.library_place, "cases": len(services.library_ids())}
    report(options, result, [f"{result['cases']} cases in {result['place']}"])
    return 0


def run_library_use(options: argparse.Namespace) -> int:
    """Set where the library is, after it could be opened there."""
    where = use_library(options.place, options.home)
    report(options, {"place": where}, [f"MedView opens {where} from now on."])
    return 0


def run_library_index(options: argparse.Namespace) -> int:
    """Have the server index the embeddings, where that pays."""
    result, lines = [], []
    for model, tuned in index_library(options.home, options.library):
        recall = tuned.recall if tuned else None
        result.append({"model": model.id, "digest": model.digest, "recall": recall})
        told = f"indexed, recall@10 {recall:.3f}" if tuned else "none: every embedding is looked at"
        lines.append(f"{model.short}\t{told}")
    report(options, result, lines)
    return 0


def run_library_export(options: argparse.Namespace) -> int:
    """Write the cases that pass the filters into one file."""
    target = options.file
    if target.suffix != ENDING:
        target = target.with_name(target.name + ENDING)
    with opened(options) as services:
        if options.site:
            services.settings.set(site_name=options.site)
        found = services.library_cases(options.modality, options.label, options.text)
        chosen = [case.id for case in found if not options.case or case.id in options.case]
        site = services.settings.get().site_name
        order = ExportOrder(tuple(chosen), site, options.with_texts)
        if options.preview:
            return _tell_preview(options, services.export_cases.preview(order))
        with progress_bar("Exporting") as show:
            done = services.export_cases(order, target, JobContext(show))
    skipped = [{"case": p.path, "why": f"{p.message} {p.hint}".strip()} for p in done.skipped]
    result = {
        "file": str(target),
        "cases": done.cases,
        "images": done.images,
        "bytes": done.size,
        "seconds": round(done.seconds, 2),
        "site": done.signer.name,
        "fingerprint": done.signer.fingerprint,
        "left_out": skipped,
    }
    lines = [
        f"{done.cases} cases, {done.images} images, {done.size / 1e6:.1f} MB in {target}",
        f"Signed by {done.signer.name}, fingerprint {done.signer.fingerprint}",
        "Read the fingerprint to the receiver by telephone.",
    ]
    lines += [f"left out {item['case']}: {item['why']}" for item in skipped]
    report(options, result, lines)
    return 0


def _tell_preview(options: argparse.Namespace, preview: ExportPreview) -> int:
    """Say what would leave the house."""
    held = [{"case": p.path, "why": p.message} for p in preview.held_back]
    result = {
        "cases": preview.cases,
        "images": preview.images,
        "patients": preview.patients,
        "heads": preview.heads,
        "words": list(preview.words),
        "texts": [{"case": title, "findings": text} for title, text in preview.texts],
        "held_back": held,
    }
    lines = [f"{preview.cases} cases of {preview.patients} patients, {preview.images} images."]
    lines += [f"Labels, outcomes, tags: {', '.join(preview.words)}"] if preview.words else []
    lines += [f"{preview.heads} show a head: a face can be made of them."] if preview.heads else []
    lines += [f"findings of {title}: {text}" for title, text in preview.texts]
    lines += [f"held back of {one['case']}: {one['why']}" for one in held]
    report(options, result, lines)
    return 0


def run_library_key(options: argparse.Namespace) -> int:
    """Show the fingerprint that others see of what this site signed."""
    with opened(options) as services:
        signer = services.export_cases.signer(services.settings.get().site_name)
    result = {"site": signer.name, "fingerprint": signer.fingerprint}
    report(options, result, [f"{signer.name or 'No name yet'}\t{signer.fingerprint}"])
    return 0


def run_library_move(options: argparse.Namespace) -> int:
    """Copy the library, all of it or nothing, and compare what arrived."""
    with progress_bar("Moving") as show:
        counts = move_library(
            options.to,
            options.home,
            options.library,
            lambda done, total: show(Progress(done, total)),
        )
    rows = sum(counts.values())
    lines = [f"{count}\t{table}" for table, count in counts.items() if count]
    lines += [
        f"Copied and compared: {rows} rows. The old library is as it was, and still in use.",
        "To open the new one from now on: medview library use PLACE",
    ]
    report(options, {"rows": rows, "tables": counts}, lines)
    return 0
