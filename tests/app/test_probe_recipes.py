from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medview.app import probe_recipes
from medview.app.probe_recipes import ProbeRecipes
from medview.domain.errors import CannotOpen, MedViewError
from medview.domain.job import Cancelled, JobContext, Progress
from medview.sources.reader import ReaderPool
from tests.app.tiny_run import PLAN, tiny_cases


@pytest.fixture(scope="module")
def reader():
    pool = ReaderPool(1)
    yield pool
    pool.close()


@pytest.fixture
def probe(tmp_path: Path, reader: ReaderPool) -> ProbeRecipes:
    return ProbeRecipes(tmp_path / "runs", lambda: reader, lambda plan: plan)


def test_what_a_recipe_takes_is_measured_in_a_process_of_its_own(
    probe: ProbeRecipes, tmp_path: Path
):
    cases = tiny_cases(tmp_path / "pictures")
    (tmp_path / "runs" / ".probe-0-1" / "fast").mkdir(parents=True)  # left by a kill
    once = replace(PLAN, epochs=1, backbone="efficientnet-lite0")
    plans = {"once": once, "often": replace(once, epochs=1000)}
    few, many = probe(cases, plans, JobContext())
    assert (few.name, many.name) == ("once", "often") and many.plan == plans["often"]
    assert 0 < few.minutes < many.minutes
    assert few.megabytes > 50 and few.device.words.startswith("Training runs on the")
    assert not any((tmp_path / "runs").iterdir())


def test_a_probe_can_be_cancelled_and_leaves_nothing(probe: ProbeRecipes, tmp_path: Path):
    seen: list[Progress] = []

    def cancel_at_the_worker(progress: Progress) -> None:
        seen.append(progress)
        if not progress.total:  # decoding counts its pictures, the wait for the worker does not
            context.cancel()

    context = JobContext(cancel_at_the_worker)
    with pytest.raises(Cancelled):
        probe(tiny_cases(tmp_path / "pictures"), {"fast": PLAN}, context)
    assert seen and not any((tmp_path / "runs").iterdir())


def test_a_probe_that_fails_says_why(
    probe: ProbeRecipes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cases = tiny_cases(tmp_path / "pictures")
    monkeypatch.setattr(probe_recipes, "worker_command", lambda *_: ["sh", "-c", "exit 4"])
    with pytest.raises(MedViewError, match="it ended without a word"):
        probe(cases, {"fast": PLAN}, JobContext())
    for case in cases:
        Path(case.ref.path).unlink()
    with pytest.raises(CannotOpen, match="Not one picture"):
        probe(cases, {"fast": PLAN}, JobContext())
    assert not any((tmp_path / "runs").iterdir())


def test_the_sample_has_every_label(tmp_path: Path):
    cases = sorted(tiny_cases(tmp_path / "pictures", 60), key=lambda case: case.label)
    sample = probe_recipes._sample(cases, 8)
    assert len(sample) == 8
    assert {(case.label, case.split) for case in sample} == {
        (label, split) for label in PLAN.classes for split in ("train", "val")
    }
