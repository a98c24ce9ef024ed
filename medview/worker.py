"""The process that trains: `python -m medview.worker RUN`, started by the window or a command.

A second one for the same run says so and ends. Under torchrun there is one a device, on one machine
or several that share the folder: the first has the run and does all the talking.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from medview.bootstrap import build_trainer
from medview.domain.training import RunState

BUSY = 3


def main(arguments: Sequence[str]) -> int:
    """Work on one run until it ends; return 0, 1 when it failed, 3 when another process has it."""
    parser = argparse.ArgumentParser(prog="medview.worker", description="Train one run.")
    parser.add_argument("run", type=Path, metavar="RUN", help="folder of the run")
    parser.add_argument("--probe", action="store_true", help="only measure an epoch of it")
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stand_back()
    folder = options.run.resolve()
    with contextlib.closing(build_trainer(folder.parent.parent)) as trainer:
        if options.probe:
            with contextlib.redirect_stdout(sys.stderr):  # libraries greet there
                answer = trainer.probe(folder)
            print(json.dumps(answer))
            return 0
        is_first = not int(os.environ.get("RANK", "0"))
        state = trainer.work_on(folder) if is_first else trainer.help_with(folder)
    if state is None:
        print(f"medview: another process works on {folder.name}.", file=sys.stderr)
        return BUSY
    return 1 if state is RunState.FAILED else 0


def stand_back() -> None:
    """Leave the processor to the window first, and be what the system ends when memory is short."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("500")
    if hasattr(os, "nice"):
        os.nice(5)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
