"""What a comparison comes to, in one sentence a doctor understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_better(result: Mapping[str, Any]) -> bool:
    """Return whether the new model is shown to be better than the one in use."""
    return bool((result.get("verdict") or {}).get("kind") == "better")


def verdict_words(result: Mapping[str, Any]) -> str:
    """Return the sentence of a comparison."""
    return ""
