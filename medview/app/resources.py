"""Where the files that ship with MedView are: models, icons, translations and the sample."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    """Return resources/ of a packed application, an installed package or a source checkout."""
    package = Path(__file__).resolve().parents[1]
    packed = Path(getattr(sys, "_MEIPASS", package))  # set by PyInstaller's bootloader
    installed = Path(sys.prefix) / "share" / "medview" / "resources"
    candidates = (packed / "resources", package / "resources", package.parent / "resources")
    return next((folder for folder in (*candidates, installed) if folder.is_dir()), installed)


def resource(*parts: str) -> Path:
    """Return the path of one resource, such as `resource("icons", "ui", "eye.svg")`."""
    return resources_folder().joinpath(*parts)
