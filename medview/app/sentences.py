"""Known sentences found again in a text, with what stands in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

_PLACE = re.compile(r"\{\d\}")
Translate = Callable[[str, tuple[str, ...]], str]


class Sentences:
    """Sentences with places "{0}", "{1}" for numbers and names."""

    def __init__(self, sources: Iterable[str]) -> None:
        """Take the sentences; the longest go first, as a short one may be part of a long one."""
        self._known = [(s, _pattern(s)) for s in sorted(sources, key=len, reverse=True)]

    def replaced(self, text: str, translate: Translate) -> str:
        """Return the text with `translate(source, fillings)` in place of every known sentence."""
        for source, pattern in self._known:
            text = pattern.sub(partial(_translated, translate, source), text)
        return text


def _translated(translate: Translate, source: str, found: re.Match[str]) -> str:
    return translate(source, found.groups())


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what matches a sentence whole, with numbers or names in its places."""
    form = r"([^:;。]+?)".join(re.escape(part) for part in _PLACE.split(sentence))
    return re.compile(rf"(?<!\w){form}(?!\w)")
