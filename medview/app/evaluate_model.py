"""An installed model on labelled cases, as a clinic checks it before it relies on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medview.app.shipped_outputs import shipped_outputs
from medview.domain.case import ImageRef, Problem
from medview.domain.errors import MedViewError, ModelMismatch
from medview.domain.job import JobContext
from medview.domain.ports import Reader
from medview.domain.pseudonym import Pseudonyms
from medview.domain.training import TASKS, TrainingCase
from medview.inference.encoder import OnnxEncoder
from medview.store.models import ModelRegistry


class EvaluateModel:
    """Answers with the figures of a model and the cases that could not be read."""

    def __init__(self, reader: Reader, registry: ModelRegistry, pseudonyms: Pseudonyms) -> None:
        """Take what decodes, what is installed, and what patients are called in models."""
        self._reader = reader
        self._registry = registry
        self._pseudonyms = pseudonyms

    def __call__(
        self, name: str, cases: Sequence[TrainingCase], context: JobContext
    ) -> dict[str, Any]:
        """Return the figures (see learning.package_figures) of a model, with its id and digest.

        Raises ModelMissing, ModelMismatch for a model that neither grades nor compares, PlanError
        for a label it does not know, Cancelled.
        """
        from medview.learning.package_figures import package_figures

        package = self._registry.package(name)
        card = package.card
        if card.task not in TASKS:
            raise ModelMismatch(f"Model '{card.ref.id}' neither grades nor finds similar cases.")
        problems: list[Problem] = []

        def skip(ref: ImageRef, error: Exception) -> None:
            hint = error.hint if isinstance(error, MedViewError) else ""
            problems.append(Problem(ref.path, getattr(error, "message", str(error)), hint))

        encoder = OnnxEncoder(card, package.onnx_file)
        flips = bool(card.calibration.get("flips"))
        refs = [case.ref for case in cases]
        rows, outputs = shipped_outputs(self._reader, encoder, refs, context, skip, flips=flips)
        read = [cases[row] for row in rows]
        found = package_figures(card, package.gallery(), read, outputs, self._pseudonyms)
        for mistake in found["mistakes"]:
            mistake["path"] = read[mistake["row"]].ref.path
        return {"model": card.ref.as_record(), "problems": problems, **found}
