"""The program's entry: which words open the window, which run a command."""

import os
import subprocess
import sys

import pytest


def run(*arguments, **environment):
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    clean = {k: v for k, v in os.environ.items() if k not in names}
    return subprocess.run(
        [sys.executable, "-m", "medview", *map(str, arguments)],
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("before", [True, False])
def test_home_may_stand_before_or_behind_the_command(tmp_path, before):
    command = ["models", "list", "--json"]
    home = ["--home", tmp_path / "home"]
    done = run(*home, *command) if before else run(*command, *home)
    assert done.returncode == 0 and "dr-fundus" in done.stdout
    assert (tmp_path / "home").is_dir()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are Linux's matter")
def test_without_a_display_one_line_says_so(tmp_path):
    done = run("--home", tmp_path)
    assert done.returncode == 1
    assert "no display" in done.stderr and "Traceback" not in done.stderr
