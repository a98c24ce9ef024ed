"""What tests of the window share: a job runner that ends with its test, and a run to draw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from medview.domain.case import ImageRef
from medview.domain.training import (
    TRAIN,
    VALIDATION,
    EpochReport,
    RunState,
    RunStatus,
    TrainingCase,
    TrainingPlan,
)
from medview.ui.jobs import JobRunner

HELD_OUT = (0, 3, 6, 9)


@pytest.fixture
def jobs(qapp: object) -> Iterator[JobRunner]:
    """Return a runner whose unexpected failures fail the test."""
    runner = JobRunner()
    failures: list[object] = []
    runner.unhandled.connect(failures.append)
    yield runner
    runner.stop()
    assert not failures


@pytest.fixture
def training_cases(sample: Path) -> list[TrainingCase]:
    """Return twelve drawn eyes of four grades, every third one held out."""
    pictures = sorted((sample / "fundus").glob("*.jpg"))[:12]
    return [
        TrainingCase(
            ImageRef(str(picture)),
            str(number % 4),
            f"p{number}",
            VALIDATION if number in HELD_OUT else TRAIN,
        )
        for number, picture in enumerate(pictures)
    ]


@pytest.fixture
def training_plan() -> TrainingPlan:
    """Return a plan that grades eyes."""
    return TrainingPlan(
        id="own",
        title="Clinic",
        task="dr-grading",
        kind="fundus",
        modalities=("FUNDUS",),
        classes=("0", "1", "2", "3", "4"),
        epochs=5,
    )


@pytest.fixture
def epochs() -> tuple[EpochReport, ...]:
    """Return three epochs; the neighbours of the first case become right, one after the other."""
    near = ((1, 2, 3, 5), (4, 2, 3, 5), (4, 8, 3, 5))
    return tuple(
        EpochReport(
            epoch=n,
            epochs=5,
            figures={"loss": 1.0 / n, "recall@1": 0.2 * n, "kappa": (0.1, 0.5, 0.4)[n - 1]},
            rows=HELD_OUT,
            places=((0.0, 0.0), (n, 0.0), (0.0, n), (n, n)),
            neighbours={0: near[n - 1]},
            better=n != 3,
        )
        for n in (1, 2, 3)
    )


@pytest.fixture
def run_status(training_plan: TrainingPlan, epochs: tuple[EpochReport, ...]) -> RunStatus:
    """Return a run after its third of five epochs."""
    return RunStatus(
        run=Path("/runs/1"),
        plan=training_plan,
        state=RunState.TRAINING,
        done=60,
        total=100,
        seconds_left=240,
        epochs=epochs,
        log=("Read 12 images.", "Epoch 1."),
    )
