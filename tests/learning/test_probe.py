from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from medview.learning.probe import probe


def test_the_probe_measures_and_writes_nothing(drawn_run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plan, pictures, cases = drawn_run
    found = probe(plan, pictures, cases)
    assert 0 < found.seconds < 60 and 50 < found.megabytes < 20_000
    assert 0 < found.around < 120 and 0 < found.measuring < 60
    assert os.listdir(tmp_path) == []


def test_the_seconds_are_those_of_the_whole_set(drawn_run, monkeypatch):
    plan, pictures, cases = drawn_run
    monkeypatch.setattr("medview.learning.fit.Run.take_step", lambda run, step: 2.0 + step % 2)
    monkeypatch.setattr("medview.learning.probe._seconds_each", lambda run: 0.5)
    monkeypatch.setattr("medview.learning.probe.judging_seconds", lambda plan, cases: 5.0)
    first, many = probe(plan, pictures, cases), probe(plan, pictures, cases, whole=cases * 3)
    once, thrice = first.seconds, many.seconds
    # 12 held out before the first epoch, all 36 by both models after the last.
    assert first.around == pytest.approx(5 + (12 + 2 * 36) * 0.5)
    # 24 images in batches of 6 are 4 steps of 3 s (the median of 3, 2 and 3), and 12 held out.
    assert once == pytest.approx(4 * 3 + 12 * 0.5) and thrice == pytest.approx(3 * once)


def test_the_backbone_in_use_is_measured_without_its_package(drawn_run):
    plan, pictures, cases = drawn_run
    assert probe(replace(plan, backbone="in-use"), pictures, cases).seconds > 0


def test_the_probe_can_be_loaded_where_there_is_no_getrusage():
    code = "import sys; sys.modules['resource'] = None; import medview.learning.probe"
    subprocess.run([sys.executable, "-c", code], check=True)
