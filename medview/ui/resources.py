"""Where the window's own files are: in a checkout, an installed package or a packed application."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PACKED = Path(getattr(sys, "_MEIPASS", PACKAGE))  # set by PyInstaller's bootloader
PLACES = (
    PACKED / "resources",
    PACKAGE / "resources",
    PACKAGE.parent / "resources",
    Path(sys.prefix) / "share" / "medview" / "resources",
)
RESOURCES = next((place for place in PLACES if (place / "icons").is_dir()), PLACES[-1])


def resource(*parts: str) -> Path:
    """Return the path of one resource, such as `resource("icons", "ui", "eye.svg")`."""
    return RESOURCES.joinpath(*parts)
