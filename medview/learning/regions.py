"""Learning which pixels belong together with one someone points at, by pairs with that one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from medview.imaging.around_seed import planes
from medview.learning.engine import Batch
from medview.learning.plan import Plan
from medview.learning.region_data import (
    INSIDE,
    OUTSIDE,
    TEST,
    TRAIN,
    TUNE,
    UNKNOWN,
    BoxedTumour,
    DrawnNodule,
    box_labels,
    read_boxed_tumours,
    read_drawn_nodules,
)
from medview.learning.region_network import RegionEncoder

Floats = NDArray[np.float32]
Labels = NDArray[np.uint8]
ZOOM = (-0.4, 0.3)  # logarithm of how much is seen
ASIDE = 0.125  # of the square's side: how far its middle is from the structure's at most
SEED_SHARE, MIDDLE_SHARE = 0.4, 0.15  # of a structure's pixels, nearest its middle: what is clicked
STEPS = (1, 4)  # mm to the slices before and behind
BEYOND = 1.3  # half heights of a nodule within which its second slice is drawn
FEWEST_OUTSIDE, FEWEST_INSIDE = 20, 4  # pixels

Example = tuple[list[Floats], list[Labels], tuple[int, int]]  # planes, labels, seed (row, column)


class RegionTask:
    """Nodules of CT with masks, tumours of MR with boxes, half of a batch each."""

    def __init__(self, plan: Plan, data_root: Path, cache: Path) -> None:
        """Read the structures; nothing is kept in `cache`."""
        self.plan = plan
        nodules = read_drawn_nodules(data_root)
        tumours = read_boxed_tumours(data_root, (TRAIN, TUNE, TEST))
        self.nodules = {
            name: [n for n in nodules if n.split == name] for name in (TRAIN, TUNE, TEST)
        }
        self.tumours = {
            name: [t for t in tumours if t.split == name] for name in (TRAIN, TUNE, TEST)
        }

    def encoder(self, weights: str | None) -> RegionEncoder:
        """Return the network to train, from random weights."""
        return RegionEncoder(self.plan.dimension)

    def batches(self, seed: int) -> Callable[[int], Batch]:
        """Return a function that makes the batch of a step; the same step gives the same batch."""
        return lambda step: self._batch(np.random.default_rng((seed, step)), step)

    def _batch(self, rng: np.random.Generator, step: int) -> Batch:
        tumours, nodules = self.plan.per_class
        made = [self._one(rng, self._tumour) for _ in range(tumours)]
        made += [self._one(rng, self._nodule) for _ in range(nodules)]
        return {
            "image": torch.from_numpy(np.stack([one for seen, _, _ in made for one in seen])),
            "label": torch.from_numpy(np.stack([one for _, drawn, _ in made for one in drawn])),
            "count": torch.tensor([len(seen) for seen, _, _ in made]),
            "seed": torch.tensor([seed for _, _, seed in made]),
        }

    def _one(
        self, rng: np.random.Generator, make: Callable[[np.random.Generator], Example | None]
    ) -> Example:
        """Return an example that shows both the structure and what is none of it."""
        while True:
            example = make(rng)
            if example is not None and (example[1][0] == OUTSIDE).sum() > FEWEST_OUTSIDE:
                return example

    def _tumour(self, rng: np.random.Generator) -> Example | None:
        one: BoxedTumour = self.tumours[TRAIN][rng.integers(len(self.tumours[TRAIN]))]
        left, top, right, bottom = one.box
        matrix, zoom = _view(rng, self.plan.patch, ((left + right) / 2, (top + bottom) / 2))
        seen = _toned(_turned(one.pixels, matrix, self.plan.patch)[None], rng)
        labels = _labels(box_labels(one), matrix, self.plan.patch)
        seed = _clicked(labels, rng)
        if seed is None:
            return None
        squares = _squares(seed, self.plan.patch) * zoom**2
        return [_seen(seen[[0, 0, 0]], seen[0], seed, squares)], [labels], seed

    def _nodule(self, rng: np.random.Generator) -> Example | None:
        """Return the slice that is clicked, and another of the nodule, across any axis."""
        one: DrawnNodule = self.nodules[TRAIN][rng.integers(len(self.nodules[TRAIN]))]
        turn = rng.permutation(3)
        voxels, mask = one.voxels.transpose(turn), one.mask.transpose(turn)
        here, there = _two_slices(mask, rng)
        matrix, zoom = _view(rng, self.plan.patch, (mask.shape[2] / 2, mask.shape[1] / 2))
        step = int(rng.integers(*STEPS))
        wanted = [at + by * step for at in (here, there) for by in (-1, 0, 1)]
        slices = [np.ascontiguousarray(voxels[min(max(z, 0), len(voxels) - 1)]) for z in wanted]
        seen = _toned(np.stack([_turned(z, matrix, self.plan.patch) for z in slices]), rng)
        labels = [_labels(mask[z].astype(np.uint8), matrix, self.plan.patch) for z in (here, there)]
        seed = _clicked(labels[0], rng)
        if seed is None:
            return None
        squares = _squares(seed, self.plan.patch) * zoom**2
        first = _seen(seen[:3], seen[1], seed, squares)
        second = _seen(seen[3:], seen[1], seed, squares + np.float32((there - here) ** 2))
        return [first, second], labels, seed

    def losses(self, network: torch.nn.Module, batch: Batch) -> dict[str, Tensor]:
        """Return the losses over pairs of a clicked place with the pixels around it.

        With s the cosine of a pixel to the place and z = scale (s - limit), the logarithms of the
        chances that like is near and unlike is far (contrastive, with a soft margin, Hadsell et
        al., CVPR 2006), those of the nearest unlike ones again, and 1 - Dice over sigmoid(z).
        """
        assert isinstance(network, RegionEncoder)
        found, rest = network(batch["image"]).split(batch["count"].tolist()), []
        labels = batch["label"].split(batch["count"].tolist())
        for maps, drawn, seed in zip(found, labels, batch["seed"].tolist(), strict=True):
            cosine = torch.einsum("d,ndhw->nhw", prototype(maps[0], seed), maps)
            z = network.scale * (cosine - network.limit)
            rest.append(pair_losses(z[drawn == INSIDE], z[drawn == OUTSIDE]))
        pairs, hard, overlap = (torch.stack(part).mean() for part in zip(*rest, strict=True))
        return {"pairs": 0.5 * pairs, "hard": 0.25 * hard, "overlap": overlap}


def prototype(maps: Tensor, seed: tuple[int, int]) -> Tensor:
    """Return the unit-length mean (D,) of maps (D, S, S) at most one pixel from a seed."""
    row, column = seed
    part = maps[:, max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
    return F.normalize(part.mean(dim=(1, 2)), dim=0)


def pair_losses(like: Tensor, unlike: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return what pairs, the hardest pairs and their overlap lose, for z of like and unlike."""
    wrong = F.softplus(unlike)
    pairs = F.softplus(-like).mean() + wrong.mean()
    hard = wrong.topk(min(len(like), len(unlike))).values.mean()
    inside, outside = torch.sigmoid(like).sum(), torch.sigmoid(unlike).sum()
    overlap = 1 - (2 * inside + 1) / (inside + len(like) + outside + 1)
    return pairs, hard, overlap


def _two_slices(mask: NDArray[np.bool_], rng: np.random.Generator) -> tuple[int, int]:
    """Return a slice near the middle of a nodule, and one through it or just beyond."""
    inside = np.argwhere(mask)
    away = ((inside - inside.mean(axis=0)) ** 2).sum(axis=1)
    nearest = np.argsort(away)[: max(1, int(len(inside) * MIDDLE_SHARE))]
    here = int(inside[rng.choice(nearest)][0])
    half = max(2.0, np.ptp(inside[:, 0]) / 2 + 3)
    there = round(here + rng.uniform(-BEYOND, BEYOND) * half)
    return here, min(max(there, 0), len(mask) - 1)


def _view(
    rng: np.random.Generator, side: int, centre: tuple[float, float]
) -> tuple[NDArray[np.float64], float]:
    """Return a turned, zoomed and mirrored view around a place as a matrix, and its zoom."""
    zoom, turn = float(np.exp(rng.uniform(*ZOOM))), rng.uniform(0, 2 * np.pi)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    linear = zoom * np.diag([1, rng.choice([-1, 1])]) @ rotation
    middle = np.array(centre) + rng.uniform(-ASIDE, ASIDE, 2) * side
    start = middle - linear @ np.full(2, side / 2 - 0.5)
    return np.hstack([linear, start[:, None]]), zoom


def _turned(image: Floats, matrix: NDArray[np.float64], side: int) -> Floats:
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(image, matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, np.float32)


def _labels(labels: Labels, matrix: NDArray[np.float64], side: int) -> Labels:
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(labels, matrix, (side, side), flags=flags, borderValue=UNKNOWN)
    return np.asarray(seen, np.uint8)


def _toned(slices: Floats, rng: np.random.Generator) -> Floats:
    """Return slices (N, S, S) as another scanner might have them: gamma, contrast, noise."""
    gamma, contrast = np.exp(rng.uniform(-0.35, 0.35)), np.exp(rng.uniform(-0.25, 0.25))
    toned = (np.clip(slices, 0, 1) ** gamma - 0.5) * contrast + 0.5 + rng.uniform(-0.1, 0.1)
    noise = rng.normal(0, rng.uniform(0, 0.03), toned.shape)
    return np.clip(toned + noise, 0, 1).astype(np.float32)


def _clicked(labels: Labels, rng: np.random.Generator) -> tuple[int, int] | None:
    """Return a pixel near the middle of what is drawn; None where too little is in view."""
    inside = np.argwhere(labels == INSIDE)
    if len(inside) < FEWEST_INSIDE:
        return None
    away = ((inside - inside.mean(axis=0)) ** 2).sum(axis=1)
    nearest = np.argsort(away)[: max(1, int(len(inside) * SEED_SHARE))]
    row, column = inside[rng.choice(nearest)]
    return int(row), int(column)


def _squares(seed: tuple[int, int], side: int) -> Floats:
    rows, columns = np.ogrid[:side, :side]
    return np.asarray((rows - seed[0]) ** 2 + (columns - seed[1]) ** 2, np.float32)


def _seen(three: Floats, clicked: Floats, seed: tuple[int, int], squares: Floats) -> Floats:
    """Return the planes of three slices; `clicked` is the slice the seed is on."""
    row, column = seed
    value = float(clicked[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2].mean())
    return planes(three[0], three[1], three[2], value, squares)
