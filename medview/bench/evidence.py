"""What the evidence for a grade is worth, on photographs with drawn lesions.

`medview bench evidence` reads ../shared/data (or MEDVIEW_DATA): those photographs of IDRiD's
lesion part that are no part of its grading part, so that the encoder has never seen them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medview.app.resources import resource
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, opened_cases, scratch_services
from medview.domain.explanation import Explanation
from medview.domain.job import JobContext
from medview.imaging.preprocess import crop_disc, disc_mask, find_retina, prepare
from medview.inference.explanation import covering, peaks, retina_of

SIDE = 320
GRID = np.linspace(0.05, 0.95, 25)
LESIONS = ("microaneurysm", "haemorrhage", "hard_exudate", "soft_exudate")
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Drawn:
    """A photograph whose lesions were drawn: `lesions` (SIDE, SIDE) as the encoder sees it."""

    path: Path
    lesions: Mask


def bench_evidence() -> Iterator[Result]:
    """How often the evidence stands its test, and lies on a drawn lesion."""
    drawn = unseen_photographs(data_folder())
    with scratch_services() as (services, _):
        cases = opened_cases(services, [one.path for one in drawn])
        by_path = {case.images[0].path: case for case in cases}
        found = []
        for one in drawn:
            case = by_path[str(one.path)]
            found.append(services.evidence(case, services.grade_eye(case), JobContext()))
    asked = [(d, f) for d, f in zip(drawn, found, strict=True) if f.spots]
    chance = [chance_of_a_hit(d.lesions) for d, _ in asked]
    ours = [hits(d.lesions, first_place(f)) for d, f in asked]
    other = [hits(d.lesions, place) for (d, _), place in zip(asked, grad_cam(asked), strict=True)]
    yield _share("first spot of the evidence on a drawn lesion", ours, float(np.mean(chance)),
                 f"by chance {np.mean(chance):.2f}, Grad-CAM {np.mean(other):.2f}")  # fmt: skip
    shown = [f for _, f in asked if f.is_shown]
    falls = [f.deletion.effect for f in shown]
    away = [float(np.mean(f.deletion.elsewhere)) for f in shown]
    yield _share("evidence that stands its deletion test", [f.is_shown for f in found], 1 / 12,
                 f"the grade score falls by {np.mean(falls):.2f} without it, by "
                 f"{np.mean(away):.2f} without other places of its size")  # fmt: skip


def unseen_photographs(root: Path) -> list[Drawn]:
    """Return the photographs with drawn lesions that no encoder was trained on."""
    from medview.learning.dataset import read_rgb, read_table

    folder = root / "fundus/idrid_seg"
    drawn = []
    for row in read_table(folder / "labels.csv"):
        if row["match_image"]:
            continue
        photograph = read_rgb(folder / row["image"])
        layers = [read_rgb(folder / row[name]).max(axis=2) for name in LESIONS if row[name]]
        mask = np.max(layers, axis=0) > 0
        pixels = np.repeat(mask[..., None], 3, axis=2).astype(np.uint8) * 255
        square = crop_disc(pixels, SIDE, find_retina(photograph))[..., 0] > 40
        drawn.append(Drawn(folder / row["image"], square))
    return drawn


def first_place(found: Explanation) -> tuple[float, float]:
    """Return the most telling spot as shares of the square."""
    spot, frame = found.spots[0], found.frame
    return (spot.x - frame.left) / frame.width, (spot.y - frame.top) / frame.height


def hits(lesions: Mask, place: tuple[float, float]) -> bool:
    """Return True when a spot at a place holds a drawn lesion."""
    return bool((lesions & covering([place], SIDE)).any())


def chance_of_a_hit(lesions: Mask) -> float:
    """Return how many of the spots spread evenly over the retina hold a drawn lesion."""
    retina = disc_mask(SIDE) > 0
    places = [(x, y) for x in GRID for y in GRID if retina[int(y * SIDE), int(x * SIDE)]]
    return float(np.mean([hits(lesions, place) for place in places]))


def grad_cam(asked: Sequence[tuple[Drawn, Explanation]]) -> list[tuple[float, float]]:
    """Return the hottest place of Grad-CAM (Selvaraju et al., arXiv 1610.02391) of each."""
    import torch

    from medview.learning.dataset import read_rgb
    from medview.learning.export import load_encoder

    plan, encoder = load_encoder(resource("models") / "dr-fundus")
    places = []
    for drawn, _ in asked:
        image = torch.from_numpy(prepare(read_rgb(drawn.path), plan.preprocess))[None]
        with torch.no_grad():
            maps = encoder.maps(image)
        top = maps.top.detach().requires_grad_(True)
        logits = encoder.read(replace(maps, top=top)).grade_logits
        assert logits is not None
        (slope,) = torch.autograd.grad(logits.sum(), top)
        heat = torch.relu((slope.mean(dim=(2, 3), keepdim=True) * top).sum(dim=1))[0]
        found = peaks(np.asarray(heat.detach(), np.float32), retina_of(image[0].numpy()))
        places.append(found[0] if found else (0.5, 0.5))
    return places


def _share(name: str, values: Sequence[bool], target: float, detail: str) -> Result:
    share = float(np.mean(values))
    rng = np.random.default_rng(0)
    draws = [np.mean(rng.choice(values, len(values))) for _ in range(1000)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return {
        "name": name, "value": share, "unit": "of them", "target": f"> {target:.2f} (chance)",
        "ok": share > target,
        "detail": f"95 % interval {low:.2f}-{high:.2f}, {len(values)} photographs; {detail}",
    }  # fmt: skip
