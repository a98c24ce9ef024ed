"""From a trained network to a model package, and how it compares with the model in use."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medview.app.converse import Conversation
from medview.app.shipped_outputs import Outputs, shipped_outputs
from medview.app.starting_model import starting_model
from medview.domain.case import ImageRef
from medview.domain.model import ModelCard, ModelRef
from medview.domain.ports import Reader
from medview.domain.pseudonym import Pseudonyms
from medview.domain.training import DR_GRADING, SIMILARITY, TrainingCase, TrainingPlan
from medview.inference.encoder import OnnxEncoder
from medview.store.files import sync_folder, sync_tree
from medview.store.models import ModelPackage, ModelRegistry
from medview.store.run_folder import RunFolder

if TYPE_CHECKING:
    from medview.learning.gallery import Gallery

FLIPS = {DR_GRADING: True, SIMILARITY: False}  # averaged with the mirror image, as bundled


class EvaluateRun:
    """Both models see the same cases the same way: by the readers and ONNX Runtime."""

    def __init__(self, reader: Reader, registry: ModelRegistry, pseudonyms: Pseudonyms) -> None:
        """Take what decodes, which model is in use, and what patients are called in models."""
        self._reader = reader
        self._registry = registry
        self._pseudonyms = pseudonyms

    def __call__(
        self,
        run: RunFolder,
        plan: TrainingPlan,
        cases: Sequence[TrainingCase],
        network: Path,
        talk: Conversation,
    ) -> None:
        """Write the package and evaluation.json of a run. Raises Cancelled, MedViewError, OSError.

        The package comes last, whole: a run that has one is evaluated.
        """
        from medview.learning.answers import held_out
        from medview.learning.compare import compare  # with the rest of learning: torch
        from medview.learning.evaluation import evaluate
        from medview.learning.own_card import own_card

        flips = FLIPS[plan.task]
        in_use = self._registry.in_use(plan.task)
        sound, outputs = self._both(cases, plan, network, in_use, talk)
        teacher = starting_model(self._registry, plan)
        quality = teacher.card.calibration.get("quality") if teacher else None
        new = held_out(plan, sound, outputs[0])
        found, hidden = evaluate(new), self._pseudonyms
        gallery, card = own_card(
            plan, sound, outputs[0], new, found, hidden, flips=flips, quality=quality
        )
        if in_use is None:
            result = compare(new, found, None)
        else:
            numbers, voters = in_use.card.calibration, in_use.gallery()
            before = held_out(plan, sound, outputs[1], numbers, voters, hidden)
            result = compare(new, found, before, in_use.card.ref)
        run.keep_result(result)
        pack(run, network, gallery, card)

    def _both(
        self,
        cases: Sequence[TrainingCase],
        plan: TrainingPlan,
        network: Path,
        in_use: ModelPackage | None,
        talk: Conversation,
    ) -> tuple[list[TrainingCase], list[Outputs]]:
        """Return the cases that can still be read, and what each model says of them."""
        new = OnnxEncoder(draft_card(plan), network / "encoder.onnx")
        encoders = [(new, FLIPS[plan.task])]
        if in_use is not None:
            old = OnnxEncoder(in_use.card, in_use.onnx_file)
            encoders.append((old, bool(in_use.card.calibration.get("flips"))))
        outputs: list[Outputs] = []
        for encoder, flips in encoders:
            rows, found = self._outputs(encoder, cases, flips, talk)
            cases = [cases[row] for row in rows]
            outputs = [{name: part[rows] for name, part in one.items()} for one in outputs]
            outputs.append(found)
        return list(cases), outputs

    def _outputs(
        self, encoder: OnnxEncoder, cases: Sequence[TrainingCase], flips: bool, talk: Conversation
    ) -> tuple[list[int], Outputs]:
        def tell(ref: ImageRef, error: Exception) -> None:
            talk.tell(f"Left out of the evaluation: {ref.name}: {error}")

        refs = [case.ref for case in cases]
        return shipped_outputs(self._reader, encoder, refs, talk.context(), tell, flips=flips)


def draft_card(plan: TrainingPlan) -> ModelCard:
    """Return what an encoder needs to know of a network that has no card yet."""
    return ModelCard(
        ref=ModelRef(plan.id, "", ""),
        title=plan.title,
        task=plan.task,
        modalities=plan.modalities,
        input_size=plan.input_size,
        dimension=plan.dimension,
        preprocess=plan.preprocess,
        intended_use="",
        limits=(),
        data=(),
        recipe={},
        validation={},
    )


def pack(run: RunFolder, network: Path, gallery: Gallery, card: dict[str, Any]) -> None:
    """Put the package of a run in its place, durably and whole. Raises OSError."""
    from medview.learning.export import complete_package

    part, ready = run.path / "package.part", run.path / "package.ready"
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(network, part)
    complete_package(part, ready, run.path / "plan.json", gallery, card)
    sync_tree(ready)
    shutil.rmtree(run.package, ignore_errors=True)
    ready.replace(run.package)
    sync_folder(run.path)
