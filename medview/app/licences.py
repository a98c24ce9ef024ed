"""The licences of the parts MedView is made with, read from what is installed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

# A requirement of the extra "dev" ends in `; extra == 'dev'` (PEP 508).
_DEVELOPMENT = re.compile(r"""\bextra\s*==\s*["']dev["']""")


@dataclass(frozen=True)
class Licence:
    """One part: its name, version and licence as its author states it."""

    name: str
    version: str
    licence: str


# Files that ship beside the code, not as a package; see resources/fonts.
FONTS = (Licence("Droid Sans Fallback (font)", "1.00c", "Apache-2.0"),)


def installed_licences() -> list[Licence]:
    """Return the licence of every dependency that is installed, and of the fonts, by name."""
    needed = {_name(line) for line in metadata.requires("medview") or [] if _ships(line)}
    found = [_licence(name) for name in sorted(needed)]
    parts = (*FONTS, *(licence for licence in found if licence is not None))
    return sorted(parts, key=lambda part: part.name.lower())


def _ships(requirement: str) -> bool:
    """Return False for what only tests and tools of this project need."""
    return not _DEVELOPMENT.search(requirement)


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]


def _licence(name: str) -> Licence | None:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    stated = _field(about, "License-Expression") or _classified(about) or _field(about, "License")
    return Licence(name, about["Version"], stated)


def _field(about: metadata.PackageMetadata, name: str) -> str:
    """Return the first line of a field, "" when it is not there."""
    lines = (about.get_all(name) or [""])[0].strip().splitlines()
    return lines[0] if lines else ""


def _classified(about: metadata.PackageMetadata) -> str:
    classifiers = about.get_all("Classifier") or []
    return ", ".join(c.rsplit(" :: ", 1)[-1] for c in classifiers if c.startswith("License ::"))
