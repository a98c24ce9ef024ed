from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from medview.store.lock import ProcessLock, is_locked

HOLD = "import sys; from pathlib import Path; from medview.store.lock import ProcessLock; "
HOLD += "lock = ProcessLock(Path(sys.argv[1])); print(lock.take(), flush=True); sys.stdin.read()"


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_a_lock_is_another_process_s_until_that_is_killed(tmp_path: Path, holder):
    assert holder.stdout.readline().strip() == "True"
    assert is_locked(tmp_path / "lock")
    assert not ProcessLock(tmp_path / "lock").take(0.1)
    holder.kill()
    holder.wait()
    assert not is_locked(tmp_path / "lock")
    mine = ProcessLock(tmp_path / "lock")
    assert mine.take() and is_locked(tmp_path / "lock")
    mine.release()
    assert not is_locked(tmp_path / "lock")


def test_no_file_is_no_lock(tmp_path: Path):
    assert not is_locked(tmp_path / "nothing")


def test_the_lock_is_had_while_others_look(tmp_path: Path):
    path = tmp_path / "lock"
    path.touch()
    with path.open("rb") as stream:
        from medview.store import lock

        lock._look(stream)
        assert not is_locked(path)  # two that look do not see each other
        assert not ProcessLock(path).take(0.0)
    assert ProcessLock(path).take(1.0)
