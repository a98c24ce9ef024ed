"""What reading an eye's photographs together gains, and how well the disc tells which eye it is.

`medview bench eyes` measures on the validation part of DeepDRiD.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from medview.app.measure_eyes import measure_eyes, measure_sides
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, scratch_services


def bench_eyes() -> Iterator[Result]:
    """Both photographs of an eye together against each alone, and the side by the optic disc."""
    data = data_folder()
    with scratch_services() as (services, _):
        kappa = measure_eyes(services, data)
    sides = measure_sides(data)
    alone, right, decided = kappa["alone"], sides["right"], sides["decided"]
    yield _figure("kappa, photographs of an eye together", kappa["together"], alone["value"],
                  f"each alone {_with_interval(alone)}")  # fmt: skip
    yield _figure("eye told by the optic disc", right, 0.95,
                  f"share it decides: {_with_interval(decided)}")  # fmt: skip


def _with_interval(figure: dict[str, Any]) -> str:
    low, high = figure["ci95"]
    return f"{figure['value']:.3f} ({low:.3f}-{high:.3f}, {figure['images']} photographs)"


def _figure(name: str, figure: dict[str, Any], target: float, detail: str) -> Result:
    return {
        "name": name, "value": figure["value"], "unit": "", "target": f">= {target:.3g}",
        "ok": figure["value"] >= target, "detail": f"{_with_interval(figure)}; {detail}",
    }  # fmt: skip
