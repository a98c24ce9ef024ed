"""The network of a run's best epoch as the files of a model package."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from medview.domain.errors import PlanError
from medview.domain.training import TrainingPlan
from medview.imaging.preprocess import Pixels
from medview.learning.augment import other_camera
from medview.learning.export import check_network, load_encoder, write_network
from medview.learning.networks import Encoder
from medview.learning.quality import inherit_quality
from medview.learning.run_data import RunData
from medview.learning.views import Views

TAUGHT_ON = 200  # pictures, each also as a worse camera would have taken it
CHECKED_ON = 8
AT_ONCE = 8


def export_run(
    plan: TrainingPlan,
    encoder: Encoder,
    weights: dict[str, Tensor],
    data: RunData,
    start: Path | None,
    folder: Path,
    tell: Callable[[str], None],
) -> Path:
    """Write encoder.onnx and weights.safetensors of weights into folder/network and return it.

    A grader's quality head is fitted to what the model in `start` says of the run's own pictures.
    Raises ModelDamaged where ONNX and torch differ on them, PlanError: a grader without `start`.
    """
    encoder.load_state_dict(weights)
    encoder.eval()
    if encoder.aspects is not None:
        _keep_quality(encoder, data, start, tell)
    part, done = folder / "network.part", folder / "network"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    write_network(part, encoder, plan.input_size)
    rows = np.unique(np.linspace(0, len(data.cases) - 1, CHECKED_ON).astype(int))
    check_network(part, encoder, data.views.plain(rows.tolist()))
    shutil.rmtree(done, ignore_errors=True)
    part.replace(done)
    return done


def _keep_quality(
    encoder: Encoder, data: RunData, start: Path | None, tell: Callable[[str], None]
) -> None:
    if start is None:
        raise PlanError(
            "A grading model learns what a good photograph is from the model in use.",
            hint="Activate a grading model first.",
        )
    plan, teacher = load_encoder(start)
    old = Views(data.views.pictures, "fundus", plan.input_size)
    alike = inherit_quality(encoder, teacher, _pairs(data, old))
    tell(f"Picture quality is judged as by the model in use (correlation {alike:.2f}).")


def _pairs(data: RunData, old: Views) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Yield the same pictures, as they are and made worse, as both models take them."""
    rng = np.random.default_rng(data.plan.seed)
    rows = np.sort(rng.permutation(len(data.cases))[:TAUGHT_ON])
    for first in range(0, len(rows), AT_ONCE):
        squares = [np.asarray(data.views.pictures[r]) for r in rows[first : first + AT_ONCE]]
        worse: list[Pixels] = [other_camera(square, rng) for square in squares]
        yield data.views.of(squares + worse), old.of(squares + worse)
