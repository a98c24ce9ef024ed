"""The sides of a split that somebody else made, in the words of tables and folders."""

from __future__ import annotations

from collections.abc import Sequence

from medview.domain.training import TRAIN, VALIDATION

LEARNED_FROM = ("train", "training", "tr")
HELD_OUT = ("val", "valid", "validation", "dev", "held-out", "held_out", "holdout")
TESTED = ("test", "testing", "te")


def is_side(word: str) -> bool:
    """Return True for a word that names a side of a split."""
    return word.strip().lower() in (*LEARNED_FROM, *HELD_OUT, *TESTED)


def official_sides(words: Sequence[str]) -> list[str | None]:
    """Return TRAIN, VALIDATION or "" (not said) of each word; None leaves the case out.

    What is called a test set is held out where nothing else is; beside a validation set it is left
    alone, as its authors mean it to be looked at once, at the very end.
    """
    plain = [word.strip().lower() for word in words]
    has_validation = any(word in HELD_OUT for word in plain)
    sides: dict[str, str | None] = dict.fromkeys(LEARNED_FROM, TRAIN)
    sides |= dict.fromkeys(HELD_OUT, VALIDATION)
    sides |= dict.fromkeys(TESTED, None if has_validation else VALIDATION)
    return [sides.get(word, "") for word in plain]
