"""The training loop: steps, a running average of the weights, checkpoints without pickle."""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

Batch = dict[str, Tensor]
Made = TypeVar("Made")

# malloc.h: M_MMAP_MAX, M_TRIM_THRESHOLD, M_TOP_PAD
MALLOC_SETTINGS = ((-4, 0), (-1, 2**31 - 1), (-2, 2**30))


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to learn."""

    steps: int
    learning_rate: float
    weight_decay: float = 0.02
    warm_up: int = 40
    average: float = 0.995
    clip: float = 5.0

    def rate(self, step: int) -> float:
        """Return the learning rate: linear warm-up, then a cosine down to a hundredth."""
        if step < self.warm_up:
            return self.learning_rate * (step + 1) / self.warm_up
        share = (step - self.warm_up) / max(1, self.steps - self.warm_up)
        return self.learning_rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * share)))


class WeightAverage:
    """A running mean of the weights, w <- a w + (1 - a) w_now.

    Flat minima found by averaging carry over better to unseen domains: Cha et al.,
    arXiv 2102.08604.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        """Start at the network's present weights."""
        self.decay = decay
        self.weights = {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's weights; early steps are forgotten faster."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in network.state_dict().items():
            self.weights[name].lerp_(value.detach(), 1 - decay)


class Engine:
    """One training run; `loss_of` maps (network, batch) to named losses, which are summed."""

    def __init__(
        self,
        network: nn.Module,
        loss_of: Callable[[nn.Module, Batch], dict[str, Tensor]],
        schedule: Schedule,
    ) -> None:
        """Prepare AdamW on what learns; biases and vectors are not decayed."""
        self.network, self.loss_of, self.schedule = network, loss_of, schedule
        named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        self._names = [n for n, _ in named]
        decayed = [p for _, p in named if p.ndim > 1]
        plain = [p for _, p in named if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": schedule.weight_decay},
                {"params": plain, "weight_decay": 0.0},
            ],
            lr=schedule.learning_rate,
        )
        self._parameters = dict(named)
        self.average = WeightAverage(network, schedule.average)
        self.step = 0
        self.curve: list[dict[str, float]] = []

    def fit(
        self,
        make_batch: Callable[[int], Batch],
        on_step: Callable[[int, int, dict[str, float]], None],
        keep: Callable[[], None],
        every: int = 50,
    ) -> None:
        """Train to the schedule's end; batches are made in two threads while the last one learns.

        `on_step` hears of each step and may raise to stop; `keep` is called every `every` steps
        and when it stops.
        """
        self.network.train()
        for batch in ahead(make_batch, self.step, self.schedule.steps):
            losses = self._learn(batch)
            self.step += 1
            self.curve.append(losses)
            if self.step % every == 0 or self.step == self.schedule.steps:
                keep()
            try:
                on_step(self.step, self.schedule.steps, losses)
            except BaseException:
                keep()  # a run that was stopped goes on from here
                raise

    def _learn(self, batch: Batch) -> dict[str, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.rate(self.step)
        losses = self.loss_of(self.network, batch)
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_(self._parameters.values(), self.schedule.clip)
        self.optimizer.step()
        self.average.update(self.network, self.step)
        return {name: float(value.detach()) for name, value in losses.items()}

    def save(self, folder: Path) -> None:
        """Write a checkpoint that `load` continues from exactly; an older one is replaced whole."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"network.{k}": v.contiguous() for k, v in self.network.state_dict().items()}
        tensors |= {f"average.{k}": v.contiguous() for k, v in self.average.weights.items()}
        for name, parameter in self._parameters.items():
            for key, value in self.optimizer.state.get(parameter, {}).items():
                tensors[f"optimizer.{key}.{name}"] = value.contiguous()
        meta = {"step": json.dumps(self.step), "curve": json.dumps(self.curve)}
        part = folder / "checkpoint.part"
        save_file(tensors, part, metadata=meta)
        part.replace(folder / "checkpoint.safetensors")

    def load(self, folder: Path) -> bool:
        """Continue from the checkpoint in folder; False when there is none."""
        file = folder / "checkpoint.safetensors"
        if not file.exists():
            return False
        tensors = load_file(file)
        self.network.load_state_dict(_under("network.", tensors))
        self.average.weights = _under("average.", tensors)
        states: dict[str, dict[str, Any]] = {}
        for key, value in _under("optimizer.", tensors).items():
            part, name = key.split(".", 1)
            states.setdefault(name, {})[part] = value
        for name, state in states.items():
            self.optimizer.state[self._parameters[name]] = state
        meta = _metadata(file)
        self.step, self.curve = json.loads(meta["step"]), json.loads(meta["curve"])
        return True


def keep_freed_memory() -> None:
    """Ask glibc to keep what is freed, instead of fetching it anew from the system at each step.

    On a CPU that nearly doubled the images per second; elsewhere there is nothing to ask.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # absent from musl
    if mallopt is not None:
        for setting, value in MALLOC_SETTINGS:
            mallopt(setting, value)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _metadata(file: Path) -> dict[str, str]:
    from safetensors import safe_open

    with safe_open(file, framework="pt") as archive:
        return dict(archive.metadata())


def ahead(make: Callable[[int], Made], first: int, last: int, depth: int = 3) -> Iterator[Made]:
    """Yield make(first) ... make(last - 1), a few of them made ahead by two threads."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting: list[Future[Made]] = []
        for step in range(first, last):
            while len(waiting) < depth and step + len(waiting) < last:
                waiting.append(pool.submit(make, step + len(waiting)))
            yield waiting.pop(0).result()
