"""Nothing acknowledged is lost when the process is killed, wherever that happens."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from medview.store.library import Library

KILLS = 50
PROGRAM = Path(__file__).with_name("busy_clinic.py")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_was_acknowledged_survives_fifty_kills(tmp_path: Path):
    path, photos = tmp_path / "library.sqlite", tmp_path / "photos"
    photos.mkdir()
    chance = random.Random(2026)
    acknowledged: list[list[str]] = []
    for number in range(KILLS):
        starting = number % 5 == 0
        acknowledged += killed_run(path, photos, f"run{number}", chance, starting)
        check(path, acknowledged)
    assert len(acknowledged) > KILLS


def killed_run(
    path: Path, photos: Path, name: str, chance: random.Random, starting: bool
) -> list[list[str]]:
    """Start the process, kill it while `starting` or at work, return what it said."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), str(photos), name],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = [] if starting else [process.stdout.readline()]
    reader = threading.Thread(target=said.extend, args=(process.stdout,))
    reader.start()
    time.sleep(chance.uniform(0, 0.8 if starting else 0.25))
    process.kill()
    assert process.wait() == -signal.SIGKILL
    reader.join()
    process.stdout.close()
    return [line.split() for line in said if line.endswith("\n")]


def check(path: Path, acknowledged: list[list[str]]) -> None:
    """Open the library as after a crash, and look for everything that was said to be safe."""
    library = Library(path)
    try:
        assert library.verify() == []
        cases = {case.id for case in library.cases()}
        notes = {(signed.case_id, signed.note) for signed in library.all_signed()}
    finally:
        library.close()
    assert {words[1] for words in acknowledged if words[0] == "imported"} <= cases
    assert {(w[1], w[2]) for w in acknowledged if w[0] == "signed"} <= notes
