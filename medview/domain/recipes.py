"""Ready-made plans for who does not choose losses and layers, and the device they will run on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from medview.domain.grade import GRADE_LABELS
from medview.domain.training import DR_GRADING, SIMILARITY, TrainingPlan

# What each recipe changes of the plan that its task begins with. Fast trains the heads alone, on
# features that stand still; Best sees more detail, and waits longer for a better figure.
RECIPES: Mapping[str, Mapping[str, Any]] = {
    "fast": {"epochs": 6, "frozen_epochs": 6, "patience": 3},
    "balanced": {"epochs": 15, "frozen_epochs": 1, "patience": 5},
    "best": {"epochs": 40, "frozen_epochs": 2, "patience": 10},
}
KINDS: Mapping[str, str] = {DR_GRADING: "fundus", SIMILARITY: "grey"}
SIDES: Mapping[str, Mapping[str, int]] = {
    DR_GRADING: {"fast": 224, "balanced": 256, "best": 384},
    SIMILARITY: {"fast": 128, "balanced": 160, "best": 224},
}


@dataclass(frozen=True)
class Device:
    """What trains: "cpu", "cuda" or "mps", and in a sentence which, and why no other."""

    kind: str
    words: str


@dataclass(frozen=True)
class Recipe:
    """A plan with what it costs on this machine: minutes, and megabytes at its peak."""

    name: str
    plan: TrainingPlan
    minutes: float
    megabytes: float
    device: Device


@dataclass(frozen=True)
class DeviceFacts:
    """What was found: what torch was built for, what it sees, and what the system has.

    `built_for` is "cuda", "rocm", "mps" or "" (processors only); `usable` the name of the device
    torch can use now, with its memory in gigabytes; `card` is true where the system itself knows
    of a graphics card that torch could be built for.
    """

    built_for: str
    usable: str = ""
    gigabytes: float = 0.0
    card: bool = False


def device_of(facts: DeviceFacts) -> Device:
    """Return what trains, in plain words."""
    if facts.usable and facts.built_for == "mps":
        return Device("mps", "Training runs on the graphics processor of this Mac.")
    if facts.usable:
        return Device(
            "cuda",
            f"Training runs on the graphics card {facts.usable} ({facts.gigabytes:.0f} GB).",
        )
    return Device("cpu", f"Training runs on the processor. {_why_not(facts)}")


def _why_not(facts: DeviceFacts) -> str:
    if not facts.card:
        return "No graphics card that can train was found."
    if not facts.built_for:
        return (
            "There is a graphics card, but the installed torch is built for processors only: "
            "install its build for graphics cards."
        )
    return (
        "There is a graphics card, but its driver is missing or too old for the installed torch: "
        "update the driver."
    )


def recipe_plans(
    title: str, task: str, modalities: Sequence[str], labels: Sequence[str]
) -> dict[str, TrainingPlan]:
    """Return the plans by name, the quickest first.

    The classes are the five grades for the task "dr-grading", else the labels there are. Raises
    PlanError for fewer than two of them.
    """
    plan = TrainingPlan(
        id="own-" + task,
        title=title,
        task=task,
        kind=KINDS[task],
        modalities=tuple(modalities),
        classes=GRADE_LABELS if task == DR_GRADING else tuple(sorted(set(labels))),
    )
    return {
        name: replace(plan, input_size=SIDES[task][name], **changes)
        for name, changes in RECIPES.items()
    }
