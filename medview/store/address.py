"""Where the library is: a file of the home folder, or a database on a server; one setting says.

The command line's --library counts first, then MEDVIEW_LIBRARY, then the setting `library`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from medview.domain.errors import LibraryError

VARIABLE = "MEDVIEW_LIBRARY"
SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
EXAMPLE = "postgresql://reader@server/medview"


@dataclass(frozen=True)
class ServerAddress:
    """A database on a server; whatever shows it leaves the password out."""

    url: URL = field(repr=False)

    def __str__(self) -> str:
        """Return user, server and database."""
        port = f":{self.url.port}" if self.url.port else ""
        user = f"{self.url.username}@" if self.url.username else ""
        return f"postgresql://{user}{self.server}{port}/{self.url.database or ''}"

    @property
    def server(self) -> str:
        """The name of the server."""
        return self.url.host or str(self.url.query.get("host", "localhost"))

    @property
    def database(self) -> str:
        """The name of the database."""
        return self.url.database or self.url.username or ""

    @property
    def has_password(self) -> bool:
        """True when the address itself holds one."""
        return bool(self.url.password or self.url.query.get("password"))

    def without_password(self, text: str) -> str:
        """Return a text of the driver in which the password, if it is there, is not."""
        secrets = (self.url.password, self.url.query.get("password"))
        for secret in secrets:
            if isinstance(secret, str) and secret:
                text = text.replace(secret, "***")
        return text


Place = Path | ServerAddress


def library_place(chosen: str | None, setting: str, home: Path) -> Place:
    """Return where the library is; raise LibraryError for an address that is none."""
    text = (chosen or os.environ.get(VARIABLE, "") or setting).strip()
    return place_of(text) if text else library_file(home)


def library_file(home: Path) -> Path:
    """Return the file of a home folder's own library."""
    return home / "library.sqlite"


def place_of(text: str) -> Place:
    """Return the server or the file that a text names; raise LibraryError when it is neither."""
    scheme, separator, _ = text.partition("://")
    if not separator:
        return Path(text).expanduser().resolve()
    if scheme.lower() not in SCHEMES:
        raise LibraryError(
            f"A library cannot be at an address that begins with '{scheme}://'.",
            hint=f"Give a file, or a database like '{EXAMPLE}'.",
        )
    try:
        url = make_url(text).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        # The text stays out of the message: it may hold a password.
        raise LibraryError(
            "The address of the library cannot be read.", hint=f"It looks like '{EXAMPLE}'."
        ) from None
    return ServerAddress(url)
