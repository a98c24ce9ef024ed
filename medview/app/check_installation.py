"""Is this installation sound? One line a check, for `medview doctor` and Help."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import util

import onnxruntime

from medview.app.services import Services
from medview.domain.errors import MedViewError
from medview.retrieval.server_index import EXACT_TO

CODECS = {
    "JPEG baseline and lossless (GDCM)": "gdcm",
    "JPEG 2000 (OpenJPEG)": "openjpeg",
    "JPEG-LS (CharLS)": "jpeg_ls",
    "RLE": "rle",
}


@dataclass(frozen=True)
class Check:
    """One line: what was checked, whether it passed, and what was found."""

    name: str
    ok: bool
    detail: str


def check_installation(services: Services) -> list[Check]:
    """Return all checks; a failed one says what to do."""
    return [
        *(_codec(name, module) for name, module in CODECS.items()),
        Check("GPU", True, _accelerator()),
        *_models(services),
        _passes("library place", partial(_library_place, services)),
        _passes("library", services.verify_library),
    ]


def _codec(name: str, module: str) -> Check:
    try:
        importlib.import_module(module)
    except ImportError as error:
        return Check(f"codec {name}", False, f"missing ({error}); install MedView again")
    return Check(f"codec {name}", True, "available")


def _accelerator() -> str:
    providers = [p.removesuffix("ExecutionProvider") for p in onnxruntime.get_available_providers()]
    training = "training installed" if util.find_spec("torch") else "training not installed"
    return f"inference on {', '.join(providers)}; {training}"


def _models(services: Services) -> Iterator[Check]:
    try:
        for model in services.registry.installed():
            ref = model.card.ref
            yield _passes(f"model {ref.short}", partial(services.registry.verify, ref.digest))
    except MedViewError as error:
        yield Check("models", False, str(error))


def _library_place(services: Services) -> str:
    """Return where the library is, and how embeddings are searched in a server."""
    if not services.library_is_shared:
        return f"a file of one user, {services.library_place}"
    began = time.perf_counter()
    place = services.library_place
    told = [f"a server, {place}, answers in {1e3 * (time.perf_counter() - began):.0f} ms"]
    for model, count, recall in services.server_searches():
        if recall is not None:
            told.append(f"{model.short}: {count} embeddings, indexed with recall@10 {recall:.3f}")
        elif count < EXACT_TO:
            told.append(f"{model.short}: {count} embeddings, all looked at")
        else:
            advice = "'medview library index' makes it quicker"
            told.append(f"{model.short}: {count} embeddings, all looked at; {advice}")
    return "; ".join(told)


def _passes(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, True, check())
    except MedViewError as error:
        return Check(name, False, str(error))
