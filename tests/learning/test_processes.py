"""The same plan on one process, on two, and on two hosts at two addresses of the loopback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("train_drawn.py")


def laid_out(drawn_run, folder: Path) -> Path:
    """Write a run into folder, of proxies, a memory and a learned distance."""
    plan, pictures, cases = drawn_run
    plan = replace(plan, distance="mahalanobis", miner="distance-weighted", loss="triplet")
    folder.mkdir()
    (folder / "plan.json").write_text(json.dumps(plan.as_json()))
    rows = [(case.ref.path, case.label, case.patient, case.split) for case in cases]
    (folder / "cases.json").write_text(json.dumps(rows))
    np.save(folder / "pictures.npy", pictures)
    return folder


def free_port() -> int:
    """Return a port nobody listens at, for the short while until torchrun takes it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def started(folder: Path, *torchrun: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    launcher = ["-m", "torch.distributed.run", *torchrun] if torchrun else []
    command = [sys.executable, *launcher, str(SCRIPT), str(folder)]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def losses(folder: Path, *processes: subprocess.Popen[str]) -> list[float]:
    for process in processes:
        said, _ = process.communicate(timeout=280)
        assert process.returncode == 0, said
    return [float(loss) for loss in json.loads((folder / "losses.json").read_text())]


@pytest.mark.slow
def test_two_processes_and_two_hosts_train_as_one_does(drawn_run, tmp_path):
    one = laid_out(drawn_run, tmp_path / "one")
    alone = losses(one, started(one))
    assert len(alone) == 12 and alone[-1] < alone[0]
    two = laid_out(drawn_run, tmp_path / "two")
    both = ("--nnodes=1", "--nproc-per-node=2", "--master-addr=127.0.0.1")
    shared = losses(two, started(two, *both, f"--master-port={free_port()}"))
    assert shared == pytest.approx(alone, abs=2e-3)

    hosts, port = laid_out(drawn_run, tmp_path / "hosts"), free_port()
    each = ("--nnodes=2", "--nproc-per-node=1", "--master-addr=127.0.0.1", f"--master-port={port}")
    nodes = [
        started(hosts, *each, f"--node-rank={rank}", f"--local-addr=127.0.0.{rank + 1}")
        for rank in range(2)
    ]
    assert losses(hosts, *nodes) == pytest.approx(alone, abs=2e-3)
