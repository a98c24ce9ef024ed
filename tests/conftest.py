"""What several tests share: where the real data is, and a quiet screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real images, or skip where it is absent."""
    folder = Path(os.environ.get("MEDVIEW_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"needs the real images of {folder} (or MEDVIEW_DATA)")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of the drawn sample."""
    return REPOSITORY / "resources" / "sample"
