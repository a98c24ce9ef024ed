"""Readers go by name: whose a word is, and that whoever decides has one."""

from __future__ import annotations

from medview.domain.errors import MedViewError


def same_reader(one: str, other: str) -> bool:
    """True when two names are one person's, however they are spelled in capitals and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def named_reader(name: str) -> str:
    """Return the name under which a decision is kept; raise MedViewError when there is none."""
    if not name.strip():
        raise MedViewError(
            "A decision needs a name.", hint="Enter your name in Settings, then decide again."
        )
    return name.strip()
