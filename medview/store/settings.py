"""What the user chose, kept in settings.json.

A damaged file is set aside, never deleted; values that make no sense fall back one by one, and
`problems` says so. Entries of a newer version are carried along untouched.
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from medview.domain.choices import (
    ENGLISH,
    LANGUAGES,
    MOST_NEIGHBOURS,
    MOST_RECENT,
    SYSTEM,
    THEMES,
)
from medview.domain.errors import LibraryNotWritable
from medview.domain.neighbours import Metric
from medview.domain.prediction_set import COVERAGES, USUAL_COVERAGE
from medview.store.files import write_atomically


@dataclass(frozen=True)
class Settings:
    """Everything that is remembered between two starts; the defaults are those of a first start."""

    theme: str = SYSTEM
    language: str = ENGLISH
    reader_name: str = ""
    recent: tuple[str, ...] = ()
    metric: Metric = Metric.COSINE
    k: int = 10
    coverage: float = USUAL_COVERAGE
    site_name: str = ""  # how this site signs what it sends to others
    library: str = ""  # a file or a server; "" is the file of the home folder
    window_geometry: bytes = b""
    views: Mapping[str, Any] = field(default_factory=dict)


class SettingsStore:
    """Reads the settings once, and writes every change at once."""

    def __init__(self, path: Path) -> None:
        """Read `path`; a missing one gives the defaults."""
        self._path = path
        self._lock = threading.Lock()
        self._found: dict[str, Any] = {}
        self.problems: tuple[str, ...] = ()
        self._settings = self._read()

    def get(self) -> Settings:
        """Return the settings."""
        return self._settings

    def set(self, **changes: Any) -> Settings:
        """Change some settings and write them; raise ValueError when a value makes no sense.

        Raises LibraryNotWritable when they cannot be kept; they then hold until MedView ends.
        """
        with self._lock:
            self._settings = replace(self._settings, **_checked(changes))
            self._write()
            return self._settings

    def _read(self) -> Settings:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            self._found = _mapping(content)
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, TypeError, RecursionError):
            self._set_aside()
            return Settings()
        return self._sound(self._found)

    def _sound(self, found: Mapping[str, Any]) -> Settings:
        values: dict[str, Any] = {}
        for name in _READERS.keys() & found.keys():
            try:
                values[name] = _READERS[name](found[name])
            except (ValueError, TypeError):
                self.problems += (f"The setting '{name}' made no sense and was reset.",)
        return Settings(**values)

    def _set_aside(self) -> None:
        aside = self._path.with_name(f"{self._path.stem}-damaged{self._path.suffix}")
        self.problems += (f"The settings could not be read and were reset; see {aside.name}.",)
        try:
            self._path.replace(aside)
        except OSError:
            self.problems += ("The damaged settings could not be set aside.",)

    def _write(self) -> None:
        known = {f.name: _plain(getattr(self._settings, f.name)) for f in fields(Settings)}
        text = json.dumps(self._found | known, indent=1)  # in ASCII: a path may be no text
        try:
            write_atomically(self._path, text.encode())
        except OSError as error:
            raise LibraryNotWritable(
                f"The settings could not be saved ({error.strerror or error}).",
                hint=f"Free some disk space or check the rights of {self._path.parent}.",
            ) from error


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = changes.keys() - _READERS.keys()
    if unknown:
        raise ValueError(f"There is no setting {', '.join(sorted(unknown))}.")
    return {name: _READERS[name](value) for name, value in changes.items()}


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}.")
        return str(value)

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("A text is needed.")
    return " ".join(value.split())[:200]


def _place(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("A text is needed.")
    return value.strip()


def _paths(value: Any) -> tuple[str, ...]:
    if not all(isinstance(item, str) for item in value):
        raise TypeError("A list of paths is needed.")
    return tuple(value)[:MOST_RECENT]


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_NEIGHBOURS:
        raise ValueError(f"A number from 1 to {MOST_NEIGHBOURS} is needed.")
    return value


def _coverage(value: Any) -> float:
    if value not in COVERAGES:
        raise ValueError(f"The certainty is one of {', '.join(map(str, COVERAGES))}.")
    return float(value)


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise ValueError("Not base64.") from error
    return bytes(memoryview(value))


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError("A mapping is needed.")
    return dict(value)


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


_READERS: dict[str, Callable[[Any], Any]] = {
    "theme": _one_of(*THEMES),
    "language": _one_of(*LANGUAGES),
    "reader_name": _text,
    "recent": _paths,
    "metric": Metric,
    "k": _count,
    "coverage": _coverage,
    "site_name": _text,
    "library": _place,
    "window_geometry": _bytes,
    "views": _mapping,
}
