"""Whole runs on drawn pictures: what is learned, what lasts, what a person may ask."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from medview.domain.errors import PlanError
from medview.domain.job import Cancelled
from medview.domain.training import Request
from medview.learning import checkpoint
from medview.learning.export import Runner
from medview.learning.fit import Run, fit
from medview.learning.learner import Learner
from medview.learning.views import Views


def kept(folder):
    """Return the checkpoint in folder."""
    found = checkpoint.load(folder)
    assert found is not None
    return found


class Broken(Exception):
    """Stands for the end of the process: nothing in the loop knows it."""


class Heard:
    """What a run said; `at` maps a step to what happens there."""

    def __init__(self, at=None):
        self.at, self.steps, self.epochs, self.words = at or {}, [], [], []
        self.asked = Request.GO_ON

    def on_step(self, done, total, loss, left):
        self.steps.append((done, total, loss, left))
        happening = self.at.pop(done, None)
        if isinstance(happening, Request):
            self.asked = happening
        elif happening is not None:
            raise happening

    def on_epoch(self, report):
        self.epochs.append(report)

    def tell(self, text):
        self.words.append(text)

    def request(self):
        return self.asked

    def run(self, drawn, folder, start=None):
        plan, pictures, cases = drawn
        return fit(plan, pictures, cases, folder, start=start, listener=self)


@pytest.fixture(scope="module")
def unbroken(drawn_run, tmp_path_factory):
    folder, heard = tmp_path_factory.mktemp("unbroken"), Heard()
    heard.run(drawn_run, folder)
    return folder, heard


def test_a_run_reports_every_step_and_epoch(unbroken, drawn_run):
    _, heard = unbroken
    assert [done for done, *_ in heard.steps] == list(range(1, 13))
    assert {total for _, total, *_ in heard.steps} == {12}
    assert [report.epoch for report in heard.epochs] == [1, 2, 3]
    last = heard.epochs[-1]
    assert {"loss", "recall@1", "map@r", "spread", "rate", "seconds"} <= set(last.figures)
    assert last.rows == tuple(range(24, 36)) and len(last.places) == 12
    for query, near in last.neighbours.items():
        assert query in last.rows and query not in near and set(near) <= set(last.rows)
    assert heard.words[0].startswith("Before training:")


def test_the_network_gives_what_the_best_epoch_gave(unbroken, drawn_run):
    folder, _ = unbroken
    plan, pictures, _ = drawn_run
    answers = Runner(folder / "network/encoder.onnx")(Views(pictures, "grey", 32).plain(range(36)))
    lengths = np.linalg.norm(answers["embedding"], axis=1)
    assert answers["embedding"].shape == (36, plan.dimension)
    assert np.abs(lengths - 1).max() < 1e-5
    best = kept(folder)[0]["best"]
    shipped = load_file(folder / "network/weights.safetensors")
    assert torch.equal(best["embed.weight"].half(), shipped["embed.weight"])


@pytest.mark.parametrize("step", [1, 4, 6, 12])
def test_a_run_that_broke_off_ends_with_the_same_bits(unbroken, drawn_run, tmp_path, step):
    with pytest.raises(Broken):
        Heard({step: Broken()}).run(drawn_run, tmp_path)
    Heard().run(drawn_run, tmp_path)
    parts, note = kept(tmp_path)
    expected, expected_note = kept(unbroken[0])
    assert note == expected_note
    assert {part: set(values) for part, values in parts.items()} == {
        part: set(values) for part, values in expected.items()
    }
    same_bits(unbroken[0], tmp_path)


RECIPES = [
    {"loss": "triplet", "sampler": "triplets", "batch_size": 3, "memory": 0},
    {"loss": "proxy-anchor", "distance": "mahalanobis", "miner": "none"},
    {"loss": "multi-similarity", "miner": "distance-weighted", "distance": "mahalanobis"},
    {"loss": "supervised-contrastive", "pretraining_epochs": 1, "accumulate": 2, "patience": 1},
]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe["loss"])
def test_every_part_of_a_recipe_lasts_over_a_break(drawn_run, tmp_path, recipe):
    plan, pictures, cases = drawn_run
    plan = replace(plan, epochs=2, **recipe)
    whole = Heard()
    whole.run((plan, pictures, cases), tmp_path / "whole")
    with pytest.raises(Broken):
        Heard({len(whole.steps) - 1: Broken()}).run((plan, pictures, cases), tmp_path / "broken")
    assert [done for done, *_ in whole.steps] == list(range(1, len(whole.steps) + 1))
    Heard().run((plan, pictures, cases), tmp_path / "broken")
    same_bits(tmp_path / "whole", tmp_path / "broken")


@pytest.mark.parametrize("end", [Broken(), MemoryError()], ids=["broken", "short"])
@pytest.mark.parametrize("step", [2, 6])
def test_proxies_are_the_same_after_a_break_before_the_labels(
    drawn_run, tmp_path, monkeypatch, end, step
):
    plan, pictures, cases = drawn_run
    plan = replace(plan, loss="proxy-anchor", miner="none", epochs=1, pretraining_epochs=2)
    Heard().run((plan, pictures, cases), tmp_path / "whole")
    monkeypatch.setattr(Learner, "make_smaller", lambda learner, rows: None)
    heard = Heard({step: end})
    if isinstance(end, MemoryError):  # then the run goes back by itself
        heard.run((plan, pictures, cases), tmp_path / "broken")
    else:
        with pytest.raises(Broken):
            heard.run((plan, pictures, cases), tmp_path / "broken")
        again = Heard()
        again.run((plan, pictures, cases), tmp_path / "broken")
        assert again.words.count("Learning without labels.") == 1
    same_bits(tmp_path / "whole", tmp_path / "broken")


def same_bits(first, second):
    """Hold the last checkpoints of two runs together."""
    expected, given = kept(first)[0], kept(second)[0]
    for part, values in expected.items():
        for name, value in values.items():
            assert torch.equal(given[part][name], value), (part, name)


def test_the_time_left_does_not_count_what_comes_before_the_steps(drawn_run, tmp_path, monkeypatch):
    clock = Clock()
    monkeypatch.setattr("medview.learning.fit.time.monotonic", lambda: clock.now)
    real = Run._judge_the_start
    monkeypatch.setattr(Run, "_judge_the_start", lambda run: (clock.pass_by(1000), real(run)))
    heard = Timed(clock)
    heard.run(drawn_run, tmp_path)
    left = [seconds for *_, seconds in heard.steps]
    assert left[0] is None and left[1] < 100


class Clock:
    now = 0.0

    def pass_by(self, seconds):
        self.now += seconds


class Timed(Heard):
    """Its steps take a second each."""

    def __init__(self, clock):
        super().__init__()
        self.clock = clock

    def on_step(self, done, total, loss, left):
        self.clock.pass_by(1)
        super().on_step(done, total, loss, left)


def test_stop_keeps_what_was_learned(drawn_run, tmp_path):
    heard = Heard({2: Request.STOP})
    network = heard.run(drawn_run, tmp_path)
    assert len(heard.steps) == 2 and (network / "encoder.onnx").exists()


def test_drop_is_cancelled(drawn_run, tmp_path):
    with pytest.raises(Cancelled):
        Heard({3: Request.DROP}).run(drawn_run, tmp_path)
    assert not (tmp_path / "network").exists()


def test_pause_waits_until_it_goes_on(drawn_run, tmp_path, monkeypatch):
    heard = Heard({3: Request.PAUSE, 5: Request.STOP})
    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 4:
            heard.asked = Request.GO_ON

    monkeypatch.setattr("medview.learning.fit.time.sleep", nap)
    heard.run(drawn_run, tmp_path)
    assert len(naps) == 4 and "The run is paused." in heard.words
    assert [done for done, *_ in heard.steps] == [1, 2, 3, 3, 4, 5]


def test_no_better_epoch_ends_the_run(drawn_run, tmp_path):
    plan, pictures, cases = drawn_run
    heard = Heard()
    heard.run((replace(plan, epochs=40, patience=2, learning_rate=1e-7), pictures, cases), tmp_path)
    better = [report.better for report in heard.epochs]
    assert better[-2:] == [False, False] and len(better) < 40


def test_a_checkpoint_of_another_plan_is_refused(unbroken, drawn_run):
    plan, pictures, cases = drawn_run
    with pytest.raises(PlanError, match="another plan"):
        Heard().run((replace(plan, margin=0.5), pictures, cases), unbroken[0])


def test_one_class_alone_is_refused(drawn_run, tmp_path):
    plan, pictures, cases = drawn_run
    alone = [replace(case, label="a") for case in cases]
    with pytest.raises(PlanError, match="one class"):
        Heard().run((plan, pictures, alone), tmp_path)


# Where memory can run out: in the forward pass, the backward pass, the making of pictures, the
# move of the weights, the judging of an epoch, the writing of the checkpoint.
PLACES = {
    "network": ("medview.learning.networks.Encoder.read", (1, 6, 9, 13, 16)),
    "loss": ("medview.learning.objective.Objective.forward", (1, 5, 12)),
    "backward": ("medview.learning.learner.Learner._pass_on", (1, 7, 12)),
    "pictures": ("medview.learning.views.Views.varied", (1, 30, 60)),
    "judging": ("medview.learning.views.Views.plain", (2, 3)),
    "weights": ("medview.learning.engine.WeightAverage.update", (1, 8)),
    "checkpoint": ("medview.learning.checkpoint.save", (2, 3)),
}
POINTS = [(place, call) for place, (_, calls) in PLACES.items() for call in calls]
SHORTAGES = (
    MemoryError(),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
    torch.OutOfMemoryError("CUDA out of memory."),
)


@pytest.mark.parametrize(("place", "call"), POINTS)
def test_memory_that_runs_out_anywhere_never_ends_the_run(
    drawn_run, tmp_path, monkeypatch, place, call
):
    plan, pictures, cases = drawn_run
    owner, name = PLACES[place][0].rsplit(".", 1)
    target = _found(owner)
    real, calls = getattr(target, name), []

    def short(*args, **kwargs):
        calls.append(1)
        if len(calls) == call:
            raise SHORTAGES[call % 3]
        return real(*args, **kwargs)

    monkeypatch.setattr(target, name, short)
    heard = Heard()
    network = heard.run((plan, pictures, cases), tmp_path)
    assert len(calls) >= call and (network / "encoder.onnx").exists()
    told = [words for words in heard.words if words.startswith("Memory ran out")]
    assert len(told) == 1 and "3 of a batch's 6 images" in told[0]
    assert heard.epochs[-1].epoch == 3


def _found(path):
    """Return the module or class at a dotted path."""
    import importlib

    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        module, name = path.rsplit(".", 1)
        return getattr(importlib.import_module(module), name)


def test_without_any_memory_left_it_says_what_to_do(drawn_run, tmp_path, monkeypatch):
    def never(self, *args):
        raise MemoryError

    monkeypatch.setattr(Learner, "_judge", never)
    with pytest.raises(PlanError, match="one image at a time") as refused:
        Heard().run(drawn_run, tmp_path)
    assert "smaller picture size" in refused.value.hint


WRITER = """
import sys, torch
from pathlib import Path
from medview.learning import checkpoint
folder = Path(sys.argv[1])
for turn in range(10_000):
    checkpoint.save(folder, {"a": {"b": torch.full((300_000,), float(turn))}}, {"turn": turn})
    print(turn, flush=True)
"""


def test_a_kill_while_writing_leaves_a_whole_checkpoint(tmp_path):
    rng = np.random.default_rng(0)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        for _ in range(int(rng.integers(2, 6))):
            last = int(writer.stdout.readline())
        writer.kill()
    parts, note = kept(tmp_path)
    assert note["turn"] >= last
    assert torch.equal(parts["a"]["b"], torch.full((300_000,), float(note["turn"])))
