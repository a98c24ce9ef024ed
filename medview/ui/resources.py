"""Where the window's own files are: beside the package, also inside a frozen application."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one resource, such as `resource("icons", "ui", "eye.svg")`."""
    return RESOURCES.joinpath(*parts)
