"""What starting MedView may load; lint-imports in installer/test.sh keeps the rest."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW_TO_LOAD = (
    *("torch", "pytorch_metric_learning", "lightning_fabric"),
    *("sklearn", "matplotlib", "SimpleITK"),
)


def loaded_after(imports: str) -> set[str]:
    """Return the slow libraries that a fresh Python has loaded after the import."""
    code = f"import {imports}, sys; print(*[m for m in {SLOW_TO_LOAD!r} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    return set(result.stdout.split())


@pytest.mark.parametrize(
    "imports",
    ["medview.ui.application", "medview.bootstrap", "medview.cli", "medview.app.services"],
)
def test_window_and_command_line_start_without_torch(imports: str) -> None:
    assert loaded_after(imports) == set()


def test_command_line_needs_no_qt() -> None:
    code = "import medview.cli, sys; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0
