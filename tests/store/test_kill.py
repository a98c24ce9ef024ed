"""Nothing acknowledged is lost when the process is killed, wherever that happens."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from medview.store.estimates import Estimates
from medview.store.library import Library
from medview.store.worklists import Worklists

KILLS = 40
IMPORT_KILLS = 10
PICTURES = 32  # two batches of an import
PROGRAM = Path(__file__).with_name("busy_clinic.py")


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]


def test_what_was_acknowledged_survives_forty_kills(tmp_path: Path):
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
        standing = {(signed.case_id, signed.note) for signed in library.all_signed()}
        with library.access.reading() as connection:
            rows = connection.exec_driver_sql("SELECT case_id, note FROM signed_grades").all()
        graded = set(Estimates(library.access).of_cases(sorted(cases), "m" * 64))
        kept = Worklists(library.access)
        listed = {(one.name, case.id) for one in kept.all() for case in kept.cases(one.id)}
    finally:
        library.close()

    def said(word: str) -> set[Any]:
        found = [tuple(words[1:]) for words in acknowledged if words[0] == word]
        return {words if len(words) > 1 else words[0] for words in found}

    assert said("imported") <= cases
    assert said("signed") <= {tuple(row) for row in rows}
    assert not said("withdrawn") & standing
    assert said("graded") <= graded
    assert said("listed") <= listed


def test_an_import_survives_ten_kills_and_goes_on(tmp_path: Path):
    home, photos = tmp_path / "home", tmp_path / "photos"
    Library(home / "library.sqlite").close()
    chance = random.Random(2027)
    inside = 0
    for number in range(IMPORT_KILLS):
        draw(photos / f"round{number}", number)
        before = stored(home)
        seen = killed_import(home, photos, chance)
        found = check_import(home, at_least=seen)
        inside += before < found < (number + 1) * PICTURES
    assert inside >= IMPORT_KILLS // 2
    done = subprocess.run(import_command(home, photos), capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert report["added"] + report["duplicates"] == IMPORT_KILLS * PICTURES
    assert check_import(home, at_least=IMPORT_KILLS * PICTURES) == IMPORT_KILLS * PICTURES


def draw(folder: Path, seed: int) -> None:
    """Write pictures that no other seed writes."""
    folder.mkdir(parents=True)
    chance = np.random.default_rng(seed)
    for number in range(PICTURES):
        pixels = chance.integers(0, 256, (64, 64, 3), np.uint8)
        Image.fromarray(pixels).save(folder / f"{number}.png")


def import_command(home: Path, photos: Path) -> list[str]:
    options = ["--json", "--home", str(home)]
    return [sys.executable, "-m", "medview", "import", str(photos), *options]


def stored(home: Path) -> int:
    """Return how many cases are committed, as another process sees it."""
    connection = sqlite3.connect(f"{(home / 'library.sqlite').as_uri()}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM cases").fetchone()[0])
    finally:
        connection.close()


def killed_import(home: Path, photos: Path, chance: random.Random) -> int:
    """Start an import, kill it soon after its first batch; return what was committed by then."""
    before = stored(home)
    process = subprocess.Popen(import_command(home, photos), stdout=subprocess.DEVNULL)
    while process.poll() is None and stored(home) == before:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.3))
    seen = stored(home)
    process.kill()
    process.wait()
    return seen


def check_import(home: Path, at_least: int) -> int:
    """Open the library: every case is whole, and vouched for; return how many there are."""
    library = Library(home / "library.sqlite")
    try:
        assert library.verify() == []
        cases = {case.id for case in library.cases()}
        events = [e for e in library.audit_trail() if e["event"] == "imported"]
        vouched = [tuple(pair) for event in events for pair in event["details"]["cases"]]
        embedded = {
            (i, model) for model in {m for _, m in vouched} for i in library.embeddings(model)[0]
        }
    finally:
        library.close()
    assert {case_id for case_id, _ in vouched} == cases
    assert set(vouched) == embedded
    assert len(cases) == len(vouched) >= at_least
    return len(cases)
