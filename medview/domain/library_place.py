"""What stands at a place where a library may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FoundLibrary:
    """A place that can be used: what is there already, and nothing of it was changed."""

    place: str  # for a person to read, without any password
    server: str = ""  # "PostgreSQL 16.2, pgvector 0.6.2"; "" for a file
    cases: int | None = None  # None: nothing is there yet, and a library can be made
    is_older: bool = False  # of an older MedView: brought up to date when it is opened
