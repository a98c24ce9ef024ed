"""Numbers and texts of DICOM headers, read with doubt: None or "" instead of an exception."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from medview.domain.image import Notice
from medview.imaging.dicom_file import MAX_ITEMS, value_of

MAX_TEXT = 256
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def number(dataset: Any, keyword: str) -> float | None:
    """Return one finite number, or None."""
    found = numbers(dataset, keyword)
    return found[0] if found else None


def whole(dataset: Any, keyword: str) -> int | None:
    """Return one whole number, or None."""
    value = number(dataset, keyword)
    return int(value) if value is not None and value == int(value) else None


def numbers(dataset: Any, keyword: str) -> tuple[float, ...]:
    """Return the values as finite numbers; empty when any of them is not one."""
    value = value_of(dataset, keyword)
    if value is None or isinstance(value, bytes):
        return ()
    values = value if _is_many(value) else [value]
    try:
        found = tuple(float(item) for item in values[:MAX_ITEMS])
    except (TypeError, ValueError, OverflowError):
        return ()
    return found if all(math.isfinite(item) for item in found) else ()


def _is_many(value: Any) -> bool:
    """Return True for a multi-valued element."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def text(dataset: Any, keyword: str) -> str:
    """Return one clean line of text, "" when there is none."""
    value = value_of(dataset, keyword, "")
    try:
        line = "\\".join(map(str, value)) if _is_many(value) else str(value)
    except Exception:  # undecodable person names raise in many ways
        return ""
    return clean(line)


def texts(dataset: Any, keyword: str) -> tuple[str, ...]:
    """Return the values of a multi-valued element as clean lines."""
    value = value_of(dataset, keyword, ())
    values: Iterable[Any] = value[:MAX_ITEMS] if _is_many(value) else (value,)
    return tuple(clean(str(item)) for item in values)


@lru_cache(maxsize=1024)  # the slices of a series say the same again and again
def clean(line: str) -> str:
    """Return one line without control or direction characters, at most MAX_TEXT long."""
    plain = _BIDI.sub("", line)
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in plain)
    plain = " ".join(plain.split())
    return plain if len(plain) <= MAX_TEXT else plain[: MAX_TEXT - 1] + "…"


def person_name(dataset: Any) -> tuple[str, tuple[Notice, ...]]:
    """Return the patient's name for the screen, and what is doubtful about it.

    PS3.5 6.2.1.1: alphabetic, ideographic and phonetic groups are parted by "=", family and
    given names by "^".
    """
    raw, guessed = _declared_or_utf8(dataset, raw_name(dataset))
    groups = [_joined(group) for group in raw.split("=")]
    groups = [group for group in groups if group]
    shown = groups[0] if groups else ""
    if len(groups) > 1:
        shown = f"{shown} ({' · '.join(groups[1:])})"
    return clean(shown), guessed or _doubts(raw)


def raw_name(dataset: Any) -> str:
    """Return the patient's name as stored and decoded, with its marks "^" and "="."""
    try:
        return str(value_of(dataset, "PatientName", ""))
    except Exception:
        return ""


def _declared_or_utf8(dataset: Any, name: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the name, read as UTF-8 when no character set is declared and it can be nothing else.

    PS3.5 6.1.2.3: undeclared means ASCII; other bytes are a mistake of the sender.
    """
    if name.isascii() or value_of(dataset, "SpecificCharacterSet") is not None:
        return name, ()
    try:
        original = value_of(dataset, "PatientName").original_string
        name = bytes(original).decode("utf-8")
    except (AttributeError, TypeError, ValueError):
        pass
    return name, (
        Notice("charset", "The file does not say in which characters the name is written."),
    )


def _joined(group: str) -> str:
    """Return the parts of one group of a name: family name, then the others."""
    parts = [part.strip() for part in clean(group).split("^")]
    family, others = parts[0], " ".join(part for part in parts[1:] if part)
    is_latin = group.isascii()
    return (", " if is_latin else " ").join(part for part in (family, others) if part)


def _doubts(raw: str) -> tuple[Notice, ...]:
    """Return the notice of a name that does not show as it is stored."""
    odd = any(unicodedata.category(c) in ("Cc", "Cs") for c in raw) or _BIDI.search(raw)
    if odd or "\ufffd" in raw or len(raw) > MAX_TEXT:
        return (
            Notice(
                "name-doubtful",
                "The patient's name holds characters that cannot be shown: compare the patient ID.",
            ),
        )
    return ()
