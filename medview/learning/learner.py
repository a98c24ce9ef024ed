"""One step of one's own training, on one processor or many, and what must be kept of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from lightning_fabric import Fabric
from lightning_fabric.strategies.ddp import DDPStrategy
from torch import Tensor, nn

from medview.domain.shortage import is_shortage
from medview.domain.training import TrainingPlan
from medview.learning.checkpoint import Parts
from medview.learning.engine import WeightAverage
from medview.learning.networks import Encoder
from medview.learning.objective import Objective
from medview.learning.shortage import smaller, told

Batch = dict[str, Tensor]
CLIP = 5.0  # the longest gradient that is let through
AVERAGE = 0.98  # of WeightAverage: over some 50 steps, a run has a few hundred
PROXY_RATE = 10.0  # proxies start at random, the backbone does not
SEEDS = 1_000_003  # so that a step of one seed is no step of the next
NO_GRADES = 0  # columns of the grade logits of an encoder without grades


def make_fabric(plan: TrainingPlan) -> Fabric:
    """Return what runs the steps: one device, or the world that torchrun put into the environment.

    Half precision needs a graphics card: on a processor without one it is slower, and left out.
    """
    world, here = (int(os.environ.get(n, "1")) for n in ("WORLD_SIZE", "LOCAL_WORLD_SIZE"))
    precision: Any = plan.precision if torch.cuda.is_available() else "32-true"
    # The frozen backbone and heads that only the old model needed have no gradient.
    strategy = DDPStrategy(find_unused_parameters=True) if world > 1 else "auto"
    fabric = Fabric(
        devices=here if world > 1 else 1,
        num_nodes=max(1, world // here),
        strategy=strategy,
        precision=precision,
    )
    if world > 1:
        fabric.launch()
    return fabric


class Answers(nn.Module):
    """The encoder with its answers as plain tensors, as several processes exchange them."""

    def __init__(self, encoder: Encoder) -> None:
        """Wrap encoder."""
        super().__init__()
        self.encoder = encoder

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Return embeddings (N, D) and grade logits (N, 4), or (N, 0) without grades."""
        out = self.encoder(images)
        if out.grade_logits is None:
            return out.embedding, out.embedding[:, :NO_GRADES]
        return out.embedding, out.grade_logits


class Learner:
    """Encoder, objective, optimizers and the average of the weights, which is what ships."""

    def __init__(
        self, fabric: Fabric, encoder: Encoder, plan: TrainingPlan, tell: Callable[[str], None]
    ) -> None:
        """Put encoder on the device; the objective comes with `judge_by`, words go to `tell`."""
        self._tell = tell
        self.fabric, self.encoder, self.plan = fabric, encoder, plan
        self.parts = 1
        self._state = torch.optim.AdamW(_groups(encoder, plan))
        self.network, self.optimizer = fabric.setup(Answers(encoder), self._state)

    def judge_by(self, objective: Objective) -> None:
        """Learn by this objective from now on; the average starts anew."""
        self.objective = objective.to(self.fabric.device)
        own = list(self.objective.parameters())
        rate = PROXY_RATE * self.plan.learning_rate
        group = {"params": own, "lr": rate, "full": rate, "weight_decay": 0.0}
        self.own_optimizer = torch.optim.AdamW([group]) if own else None
        self.average = WeightAverage(self.encoder, AVERAGE)

    def learn(self, batches: Sequence[Batch], step: int, share: float) -> float:
        """Take one step on batches, `share` of the full learning rate; return the mean loss.

        The gradients of the batches are averaged.
        """
        found = self._gradients(batches, step)
        self.fabric.clip_gradients(self.network, self.optimizer, max_norm=CLIP)
        self._agree()
        for optimizer in self._optimizers():
            for group in optimizer.param_groups:
                group["lr"] = share * group["full"]
            optimizer.step()
        for _, batch in found:
            self.objective.remember(batch)
        self.average.update(self.encoder, step)
        return sum(loss for loss, _ in found) / len(found)

    def _gradients(self, batches: Sequence[Batch], step: int) -> list[tuple[float, Batch]]:
        """Return the loss of each batch, its gradients added; where memory runs out, in more parts.

        Several processes could not agree to try again, so there the shortage goes up.
        """
        while True:
            try:
                for optimizer in self._optimizers():
                    optimizer.zero_grad(set_to_none=True)
                return [self._judge(batch, step, len(batches)) for batch in batches]
            except Exception as error:
                if self.fabric.world_size > 1 or not is_shortage(error):
                    raise
            self.make_smaller(len(batches[0]["image"]))

    def make_smaller(self, rows: int) -> None:
        """Learn batches of `rows` in more parts from now on. Raises PlanError: no part is left."""
        self.parts = smaller(self.parts, rows)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        self._tell(told(self.parts, rows))

    def _judge(self, batch: Batch, step: int, batches: int) -> tuple[float, Batch]:
        """Add the gradients of one batch; return its loss and what was judged.

        With several parts the answers are found first, without what their gradients need; then
        the loss of all of them; then, part after part, the gradients: Gao et al., arXiv
        2101.06983. Loss and gradients are those of the undivided batch.
        """
        pieces = batch["image"].chunk(self.parts)
        whole = len(pieces) == 1
        with torch.set_grad_enabled(whole):
            answers = [self.network(piece) for piece in pieces]
        joined = [torch.cat(each) for each in zip(*answers, strict=True)]
        leaves = [each.detach().requires_grad_() for each in joined]
        gathered = [self._gathered(each) for each in leaves]
        judged = {**self._marks(batch), "embedding": gathered[0], "grade_logits": gathered[1]}
        generator = torch.Generator().manual_seed(self.plan.seed * SEEDS + step)
        losses = self.objective(judged, generator)
        loss = torch.stack(list(losses.values())).sum()
        (loss / batches).backward()
        grads = [torch.zeros_like(each) if each.grad is None else each.grad for each in leaves]
        if whole:
            self._pass_on(joined, grads)
        else:
            self._pass_on_pieces(pieces, grads)
        return float(loss.detach()), judged

    def _pass_on(self, answers: Sequence[Tensor], grads: Sequence[Tensor]) -> None:
        """Add the gradients of the weights, given those of the answers."""
        products = [(a * g).sum() for a, g in zip(answers, grads, strict=True)]
        total = torch.stack(products).sum()
        if total.requires_grad:
            self.fabric.backward(total)

    def _pass_on_pieces(self, pieces: Sequence[Tensor], grads: Sequence[Tensor]) -> None:
        shares = zip(*(g.chunk(self.parts) for g in grads), strict=True)
        for place, (piece, share) in enumerate(zip(pieces, shares, strict=True)):
            waits = place < len(pieces) - 1
            with self.fabric.no_backward_sync(self.network, enabled=waits):
                self._pass_on(self.network(piece), share)

    def _gathered(self, answers: Tensor) -> Tensor:
        """Return the answers of all processes, which all then judge alike."""
        if self.fabric.world_size == 1:
            return answers
        every = self.fabric.all_gather(answers, sync_grads=True)
        assert isinstance(every, Tensor)
        return every.flatten(0, 1)

    def _marks(self, batch: Batch) -> Batch:
        """Return marks and groups of the whole batch; each process has them already."""
        return {name: batch[name].to(self.fabric.device) for name in ("marks", "groups")}

    def _agree(self) -> None:
        """Average the objective's gradients, which differ between hosts by their rounding."""
        if self.fabric.world_size > 1:
            for parameter in self.objective.parameters():
                if parameter.grad is not None:
                    self.fabric.all_reduce(parameter.grad)  # in place; the mean

    def _optimizers(self) -> Iterator[Any]:
        yield self.optimizer
        if self.own_optimizer is not None:
            yield self.own_optimizer

    def state(self) -> Parts:
        """Return what a checkpoint keeps: to `restore` it is to go on as if nothing happened."""
        own = _state_of(self.own_optimizer, self.objective) if self.own_optimizer else {}
        return {
            "network": dict(self.encoder.state_dict()),
            "average": self.average.weights,
            "optimizer": _state_of(self._state, self.encoder),
            "objective": dict(self.objective.state_dict()),
            "own": own,
            "memory": self.objective.memory.state(),
        }

    def restore(self, parts: Parts) -> None:
        """Go on from the state of a checkpoint."""
        device = self.fabric.device
        self.encoder.load_state_dict(parts["network"])
        self.average.weights = {k: v.to(device) for k, v in parts["average"].items()}
        _restore(self._state, self.encoder, parts.get("optimizer", {}))
        self.objective.load_state_dict(parts.get("objective", {}))
        if self.own_optimizer is not None:
            _restore(self.own_optimizer, self.objective, parts.get("own", {}))
        self.objective.memory.restore(parts["memory"])


def _groups(encoder: Encoder, plan: TrainingPlan) -> list[dict[str, Any]]:
    """Return what learns, each stage of the backbone at `layer_decay` of the next one's rate.

    Biases and norms are not decayed.
    """
    stages = [[p for m in stage for p in m.parameters()] for stage in encoder.trunk.stages()]
    inside = {id(p) for stage in stages for p in stage}
    stages.append([p for p in encoder.parameters() if id(p) not in inside])
    groups = []
    for place, stage in enumerate(reversed(stages)):
        rate = plan.learning_rate * plan.layer_decay**place
        for decay, of in ((plan.weight_decay, True), (0.0, False)):
            learned = [p for p in stage if p.requires_grad and (p.ndim > 1) == of]
            if learned:
                groups.append({"params": learned, "lr": rate, "full": rate, "weight_decay": decay})
    return groups


def _names(module: nn.Module) -> dict[int, str]:
    return {id(p): name for name, p in module.named_parameters()}


def _state_of(optimizer: Any, module: nn.Module) -> dict[str, Tensor]:
    """Return the optimizer's state, each tensor named `what|parameter`."""
    names = _names(module)
    return {
        f"{key}|{names[id(parameter)]}": value
        for parameter, state in optimizer.state.items()
        for key, value in state.items()
    }


def _restore(optimizer: Any, module: nn.Module, state: dict[str, Tensor]) -> None:
    """Put back what `_state_of` gave; the count of steps stays where torch keeps it."""
    parameters = dict(module.named_parameters())
    optimizer.state.clear()
    for key, value in state.items():
        what, name = key.split("|", 1)
        parameter = parameters[name]
        placed = value if what == "step" else value.to(parameter.device)
        optimizer.state[parameter][what] = placed
