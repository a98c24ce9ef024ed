"""Start the process that works on a run; it outlives the window that started it."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

from medview.domain.errors import MedViewError
from medview.store.run_folder import RunFolder

SECONDS = 60.0  # a cold disk and a busy machine; usually a fifth of a second


def worker_command(*arguments: str) -> list[str]:
    """Return the command of a worker; a packed application is its own Python."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "worker", *arguments]
    return [sys.executable, "-m", "medview.worker", *arguments]


def launch_worker(run: RunFolder) -> subprocess.Popen[bytes]:
    """Start a worker in a session of its own, and return once it has the run.

    Raises MedViewError when the system has no room for it, or it does not start.
    """
    try:
        with run.log.open("ab") as log:
            process = subprocess.Popen(
                worker_command(str(run.path)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **_apart(),
            )
    except OSError as error:
        raise MedViewError(
            f"The training process does not start ({error.strerror or error}).",
            hint="Close other programs, or free some disk space, then resume the run.",
        ) from error
    _await(process, run)
    return process


def _apart() -> dict[str, Any]:
    """Return what keeps the worker alive when the window, or its terminal, goes."""
    if sys.platform == "win32":
        detached = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"creationflags": detached}
    return {"start_new_session": True}


def _await(process: subprocess.Popen[bytes], run: RunFolder) -> None:
    end = time.monotonic() + SECONDS
    while process.poll() is None and not run.is_worked_on:
        if time.monotonic() > end:
            process.kill()
            raise MedViewError(
                "The training process does not start.",
                hint="Run `medview doctor`, or install MedView again.",
            )
        time.sleep(0.02)
