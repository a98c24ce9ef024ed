"""Known sentences found again in a text, with what stands in their places.

What goes wrong below the window is told in plain English: in an error, in a file's notices, across
the pipe of a reader process, in the library. Wherever it is shown, its sentences are found again
here, so that the same text can be read in another language, also years later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

_PLACE = re.compile(r"\{\d\}")
_JOINTS = ("; ", ": ", ", ")
Translate = Callable[[str, tuple[str, ...]], str]


@dataclass(frozen=True)
class _Form:
    """A sentence with places "{0}", "{1}" for numbers and names, in this order."""

    source: str

    @property
    def is_sentence(self) -> bool:
        """True unless these are words that only stand in the place of a sentence or in a list."""
        return self.source.endswith((".", "!", "?"))

    @cached_property
    def parts(self) -> list[str]:
        """What stands between the places."""
        return _PLACE.split(self.source)

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """What matches this, with anything in its places."""
        places = ["(.+?)" if self._is_free(part) else "([^:;,]+?)" for part in self.parts]
        form = "".join(
            re.escape(part) + place for part, place in zip(self.parts, places, strict=True)
        )
        return re.compile(form.removesuffix(places[-1]), re.DOTALL)

    def _is_free(self, before: str) -> bool:
        """Return False for a place that ends with its part of a list: "line 3: no image, ..."."""
        return self.is_sentence or before.endswith((": ", "(", "'"))

    @cached_property
    def first(self) -> re.Pattern[str]:
        """What matches this before other sentences, with as little as can be in its places."""
        return re.compile(rf"{self.whole.pattern}(?=\s)", re.DOTALL)

    @cached_property
    def within(self) -> re.Pattern[str]:
        """What matches this amid other words, with numbers or names in its places."""
        form = "([^:;。]+?)".join(map(re.escape, self.parts))
        return re.compile(rf"(?<!\w){form}(?!\w)")

    @cached_property
    def longest(self) -> str:
        """The longest part: looking for it first is far quicker than the expressions are."""
        return max(self.parts, key=len)

    @property
    def first_word(self) -> str:
        """The word this starts with, "" where that is part of a place."""
        return self.parts[0].split(" ")[0] if " " in self.parts[0] else ""

    def readings(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the ways in which this can be the first sentence of a text, or all of it."""
        if self.longest in text:
            first = self.first.match(text) if self.is_sentence else None
            yield from filter(None, (first, self.whole.fullmatch(text)))


class Sentences:
    """Sentences, and the words that stand in the places of others or in lists."""

    def __init__(self, sources: Iterable[str]) -> None:
        """Take the sentences; the longest go first, as a short one may be part of a long one."""
        forms = map(_Form, sources)
        longest_first = sorted(forms, key=lambda form: sum(map(len, form.parts)), reverse=True)
        self._words = {form.source for form in longest_first if " " not in form.source}
        self._sentences = [form for form in longest_first if form.is_sentence]
        self._by_word: defaultdict[str, list[_Form]] = defaultdict(list)
        for form in longest_first:
            self._by_word[form.first_word].append(form)

    def replaced(self, text: str, translate: Translate) -> str:
        """Return the text with `translate(source, fillings)` in place of every known sentence."""
        if " " not in text and text not in self._words:  # a number, or a name
            return text
        known = self._all_of(text, translate)
        return self._some_of(text, translate) if known is None else known

    def _all_of(self, text: str, translate: Translate) -> str | None:
        """Return a text that is one known sentence after another, or None."""
        for form in (*self._by_word.get(text.split(" ")[0], ()), *self._by_word[""]):
            for found in form.readings(text):
                rest = text[found.end() :]
                others = self._all_of(rest.lstrip(), translate) if rest else ""
                if others is not None:
                    gap = rest[: len(rest) - len(rest.lstrip())]
                    return translate(form.source, found.groups()) + gap + others
        return None

    def _some_of(self, text: str, translate: Translate) -> str:
        """Return a text with the known sentences amid others replaced."""
        for form in self._sentences:
            if form.longest in text and (found := form.within.search(text)):
                before, after = text[: found.start()], text[found.end() :]
                words = translate(form.source, found.groups())
                return f"{self.replaced(before, translate)}{words}{self.replaced(after, translate)}"
        return self._in_parts(text, translate)

    def _in_parts(self, text: str, translate: Translate) -> str:
        """Return a list, or what follows a name, with each part replaced."""
        ended = text.rstrip(".")
        for joint in _JOINTS:
            if joint in ended:
                parts = [self.replaced(part, translate) for part in ended.split(joint)]
                return joint.join(parts) + text[len(ended) :]
        return text if ended == text else self.replaced(ended, translate) + text[len(ended) :]
