"""What a search keeps: kind, label, body part, source, patient, tag, dates, the own library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]

TEXTS = ("patient", "modality", "label", "source", "body_part")
DATES = "date"
LIBRARY = "library"
TAG = "tag"
KNOWN = (*sorted((*TEXTS, DATES, LIBRARY, TAG)),)


class Filtered(Protocol):
    """What is known of a case that passes or not."""

    @property
    def study_date(self) -> str:
        """Eight digits, or nothing."""
        ...

    @property
    def in_library(self) -> bool:
        """True for a case of the own library."""
        ...

    @property
    def tags(self) -> tuple[str, ...]:
        """Words of the user."""
        ...


class Filters:
    """Tells which of N entries pass; texts are kept as numbers, so that it takes milliseconds."""

    def __init__(self, entries: Sequence[Filtered]) -> None:
        """Number the texts of entries (N,)."""
        self._count = len(entries)
        self._numbers: dict[str, dict[str, int]] = {}
        self._codes: dict[str, npt.NDArray[np.int32]] = {}
        for field in TEXTS:
            numbers: dict[str, int] = {}
            coded = [numbers.setdefault(getattr(e, field), len(numbers)) for e in entries]
            self._numbers[field], self._codes[field] = numbers, np.array(coded, np.int32)
        self._dates = np.array([_day(e.study_date) for e in entries], np.int32)
        self._own = np.array([e.in_library for e in entries], bool)
        self._tagged: dict[str, list[int]] = {}
        for row, entry in enumerate(entries):
            for tag in entry.tags:
                self._tagged.setdefault(tag, []).append(row)

    def values(self) -> dict[str, list[str]]:
        """Return what there is of each field to choose from, in the order of the alphabet."""
        found = {field: sorted(set(numbers) - {""}) for field, numbers in self._numbers.items()}
        return found | {TAG: sorted(self._tagged)}

    def passing(self, where: Mapping[str, str]) -> Mask:
        """Return which entries (N,) pass all of `where`.

        Texts and `tag` equal one of the values given, separated by commas. `date` is a range of
        days, "2025-01-01..2025-12-31", of which one end may be left out; what has no date does not
        pass. `library` is "own" or "model". Raises ValueError on another field or value.
        """
        keep = np.ones(self._count, bool)
        for field, value in where.items():
            keep &= self._passing(field, value)
        return keep

    def holding(self, field: str, values: Iterable[str]) -> Mask:
        """Return which entries (N,) have one of the values in a field of texts."""
        numbers = self._numbers[field]
        chosen = np.zeros(len(numbers) or 1, bool)
        chosen[[numbers[value] for value in values if value in numbers]] = True
        return chosen[self._codes[field]]

    def _passing(self, field: str, value: str) -> Mask:
        if field in TEXTS:
            is_one = value in self._numbers[field]  # a label may have a comma of its own
            return self.holding(field, [value] if is_one else value.split(","))
        if field == TAG:
            keep = np.zeros(self._count, bool)
            tags = [value] if value in self._tagged else value.split(",")
            keep[[row for tag in tags for row in self._tagged.get(tag, ())]] = True
            return keep
        if field == DATES:
            first, last = days_of(value)
            return (self._dates >= first) & (self._dates <= last)
        if field == LIBRARY and value in ("own", "model"):
            return self._own if value == "own" else ~self._own
        if field == LIBRARY:
            raise ValueError("The filter 'library' is 'own' or 'model'.")
        raise ValueError(f"Unknown filter '{field}'. Known filters: {', '.join(KNOWN)}.")


def _day(text: str) -> int:
    """Return a day as one number, 20250131, or 0 for what is none."""
    digits = text.replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isdecimal() else 0


def days_of(text: str) -> tuple[int, int]:
    """Return the first and the last day of "2025-01-01..2025-12-31", each as one number."""
    first, separator, last = text.partition("..")
    ends = _day(first) if first else 1, _day(last if separator else first) if last else 99999999
    if separator and all(ends) and (first or last):
        return ends
    if not separator and _day(text):
        return _day(text), _day(text)
    raise ValueError("Give the days as 2025-01-01..2025-12-31; one end may be left out.")
