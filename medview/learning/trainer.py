"""From a plan to a model package: train, evaluate on held-out patients, export."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from medview.domain.job import Progress
from medview.imaging.preprocess import prepare
from medview.learning.card import tell_making
from medview.learning.dataset import read_picture
from medview.learning.engine import Engine, Schedule, keep_freed_memory
from medview.learning.export import check_network, complete_package, write_network
from medview.learning.fundus import FundusTask
from medview.learning.fundus_card import fundus_card
from medview.learning.lesions import LesionTask
from medview.learning.networks import Encoder, imagenet_weights
from medview.learning.nodules import NoduleTask
from medview.learning.nodules_card import nodule_card
from medview.learning.pixel_export import publish_lesions
from medview.learning.pixel_network import PixelEncoder
from medview.learning.plan import Plan
from medview.learning.quality import fit_quality
from medview.learning.radiology import RadiologyTask
from medview.learning.radiology_card import radiology_card
from medview.learning.region_export import publish_regions
from medview.learning.region_network import RegionEncoder
from medview.learning.regions import RegionTask

Task = FundusTask | RadiologyTask | LesionTask | RegionTask
OnProgress = Callable[[Progress], None]


def run_plan(
    plan_path: Path,
    data_root: Path,
    out_dir: Path,
    on_progress: OnProgress | None = None,
    resume: Path | None = None,
) -> Path:
    """Train what the plan says and return the folder of the model package.

    The run's checkpoints are kept in out_dir/run, or go on from `resume`; on_progress hears of
    every step and may raise to stop. Raises PlanError or LabelsError before any
    work when the plan or its data cannot be used.
    """
    plan = Plan.read(plan_path)

    def tell(done: int, total: int, text: str) -> None:
        if on_progress:
            on_progress(Progress(done, total, text))

    run = resume or out_dir / "run"
    tell(0, 0, "reading the pictures")
    task = _task(plan, data_root, run / "cache")
    started = time.monotonic()
    total = plan.steps * len(plan.seeds)
    weights = []
    for place, seed in enumerate(plan.seeds):

        def after(done: int, text: str, before: int = place * plan.steps) -> None:
            tell(before + done, total, text)

        weights.append(_train_seed(task, seed, run / f"seed-{seed}", after))
    encoder = task.encoder(None)
    encoder.load_state_dict(averaged(weights))
    encoder.eval()
    tell(total, total, "evaluating")
    minutes = (time.monotonic() - started) / 60
    return publish(task, encoder, plan_path, out_dir / plan.id, minutes)


def _task(plan: Plan, data_root: Path, cache: Path) -> Task:
    kinds: dict[str, Callable[[Plan, Path, Path], Task]] = {
        "dr-grading": FundusTask,
        "similarity": RadiologyTask,
        "lesion-segmentation": LesionTask,
        "nodule-detection": NoduleTask,
        "region-similarity": RegionTask,
    }
    return kinds[plan.task](plan, data_root, cache)


def _train_seed(
    task: Task, seed: int, folder: Path, tell: Callable[[int, str], None]
) -> dict[str, Tensor]:
    """Return the averaged weights of one training run, continued from folder where it can be."""
    plan = task.plan
    torch.manual_seed(seed)
    keep_freed_memory()
    cv2.setNumThreads(1)  # batches are made in threads of their own, beside torch's
    make_batch = task.batches(seed)
    encoder = task.encoder(imagenet_weights() if plan.pretrained else None)
    engine = Engine(encoder, task.losses, _schedule(plan))
    engine.load(folder)

    def on_step(done: int, total: int, losses: dict[str, float]) -> None:
        text = ", ".join(f"{name} {value:.3f}" for name, value in losses.items())
        tell(done, f"seed {seed}, step {done} of {total}: {text}")

    engine.fit(make_batch, on_step, lambda: engine.save(folder))
    return engine.average.weights


def _schedule(plan: Plan) -> Schedule:
    return Schedule(
        steps=plan.steps,
        learning_rate=plan.learning_rate,
        weight_decay=plan.weight_decay,
        warm_up=plan.warm_up,
        average=plan.average,
    )


def averaged(weights: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of several networks' weights (model soup, arXiv 2203.05482)."""
    return {name: torch.stack([w[name] for w in weights]).mean(dim=0) for name in weights[0]}


def publish(
    task: Task,
    encoder: Encoder | PixelEncoder | RegionEncoder,
    plan_path: Path,
    folder: Path,
    minutes: float,
) -> Path:
    """Export encoder, evaluate it on the held-out patients and write its package into folder."""
    if isinstance(task, LesionTask):
        assert isinstance(encoder, PixelEncoder)
        return publish_lesions(task, encoder, plan_path, folder, minutes)
    if isinstance(task, RegionTask):
        assert isinstance(encoder, RegionEncoder)
        return publish_regions(task, encoder, plan_path, folder, minutes)
    assert isinstance(encoder, Encoder)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    if isinstance(task, FundusTask):
        fit_quality(encoder, task.gallery_examples, task.plan.preprocess)
    network = write_network(part, encoder, task.plan.input_size)
    samples = np.stack(
        [prepare(read_picture(e), task.plan.preprocess) for e in task.validation_examples[:8]]
    )
    difference = check_network(part, encoder, samples)
    if isinstance(task, FundusTask):
        gallery, card = fundus_card(task, network)
    elif isinstance(task, NoduleTask):
        gallery, card = nodule_card(task, network)
    else:
        gallery, card = radiology_card(task, network)
    tell_making(card, plan_path, minutes, difference)
    return complete_package(part, folder, plan_path, gallery, card)
