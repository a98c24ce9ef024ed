"""The set-up finds what is missing, and says where it will put things."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the set-up script is for Linux")
ENVIRONMENT = Path(__file__).parents[2] / "installer" / "environment.sh"


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail; source {ENVIRONMENT}; {command}"],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_missing_library_is_named_by_its_package() -> None:
    found = shell('missing_packages "libnosuch.so.9=libnosuch9 libc.so.6=libc6"')
    assert found.stdout.split() == ["libnosuch9"]


def test_every_library_names_a_package() -> None:
    pairs = shell('echo "$offscreen_libraries $window_libraries"').stdout.split()
    assert len(pairs) == 11
    assert all(library.startswith("lib") and package for library, package in
               (pair.split("=") for pair in pairs))  # fmt: skip


def test_a_python_that_is_too_old_or_absent_is_passed_over(tmp_path: Path) -> None:
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    usable = "is_usable_python {} && echo usable || echo not"
    assert shell(usable.format(old)).stdout.strip() == "not"
    assert shell(usable.format("no-such-python")).stdout.strip() == "not"
    assert shell(usable.format(sys.executable)).stdout.strip() == "usable"


def test_the_environment_lies_where_it_is_asked_for(tmp_path: Path) -> None:
    assert shell("choose_venv", MEDVIEW_VENV=str(tmp_path)).stdout.strip() == str(tmp_path)
    beside = shell("choose_venv", MEDVIEW_VENV="").stdout.strip()
    assert beside == str(ENVIRONMENT.parents[1] / ".venv")


def test_another_version_or_extra_is_set_up_anew() -> None:
    plain, train, again = (
        shell(f'fingerprint "{extras}" "{sys.executable}"').stdout for extras in ("", "[x]", "")
    )
    assert plain == again != train
