"""A server of the benchmarks and tests goes with who started it, however that one ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

STARTED = """
import sys, time
from pathlib import Path
from tests.conftest import Server
server = Server(Path(sys.argv[1]))
print(server._server.get_pid(), flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="a killed process is a matter of POSIX here")
def test_a_server_does_not_outlive_who_started_it(server: Any, tmp_path_factory: Any):
    folder: Path = tmp_path_factory.mktemp("pg") / "data"
    run = subprocess.Popen(
        [sys.executable, "-c", STARTED, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    postmaster = int(run.stdout.readline())
    assert is_running(postmaster)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    end = time.monotonic() + 20
    while is_running(postmaster) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_running(postmaster)
    assert server.sql("SELECT 1") == [(1,)]  # one that is another's is let be


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
