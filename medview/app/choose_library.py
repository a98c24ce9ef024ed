"""Where the library is, now and from the next start: a file, or a database on a server."""

from __future__ import annotations

import os
from pathlib import Path

from medview.domain.errors import LibraryError
from medview.domain.job import Cancelled, JobContext
from medview.domain.library_place import FoundLibrary
from medview.store.address import VARIABLE, Place, ServerAddress, place_of
from medview.store.library import Library
from medview.store.look import look_at
from medview.store.settings import SettingsStore


class ChooseLibrary:
    """Tries places and keeps one in the settings; the library that is open stays so until the end.

    `in_use` is for a person to read, without any password.
    """

    def __init__(self, settings: SettingsStore, own: Path, opened: Place, library: Library) -> None:
        """Take the home folder's own file, and the library that is open and where it is."""
        self._settings, self._own = settings, own
        self._opened, self._library = opened, library
        self.in_use = str(opened)

    @property
    def chosen(self) -> str:
        """What the settings say, as it can be given to `try_place`; "" is the home folder's own.

        A password that somebody wrote into them is left out, and what is no place is "".
        """
        setting = self._settings.get().library
        try:
            place = place_of(setting) if setting else None
        except LibraryError:
            return ""
        is_secret = isinstance(place, ServerAddress) and place.has_password
        return str(place) if is_secret else setting

    @property
    def from_next_start(self) -> str:
        """Where the library is when MedView starts again; "" when that is where it is now.

        The command line's --library of this start is gone by then.
        """
        setting = os.environ.get(VARIABLE, "").strip() or self.chosen
        try:
            later = str(place_of(setting)) if setting else str(self._own)
        except LibraryError:
            return setting  # of the environment: it opens no library
        return "" if later == self.in_use else later

    @property
    def variable(self) -> str:
        """The name of the environment's variable when it says where the library is; or ""."""
        return VARIABLE if os.environ.get(VARIABLE, "").strip() else ""

    def try_place(self, text: str) -> FoundLibrary:
        """Return what is at a file or an address, where nothing is changed.

        Raises LibraryError, which says what is wrong and what to do.
        """
        place = chosen_place(text, self._own)
        if isinstance(self._opened, Path) and place == self._opened.resolve():
            return FoundLibrary(str(place), cases=self._library.count())
        return look_at(place)

    def use_place(self, text: str, context: JobContext | None = None) -> FoundLibrary:
        """Open the library of this place from the next start on, if it can be; see `try_place`.

        Who cancels while it is tried has changed nothing.
        """
        found = self.try_place(text)
        if context is not None and context.is_cancelled:
            raise Cancelled
        self._settings.set(library=setting_of(text, self._own))
        return found


def chosen_place(text: str, own: Path) -> Place:
    """Return the place a text names, `own` for none; raise LibraryError when it is none.

    Also for an address with a password, which does not belong into the settings.
    """
    place = place_of(text.strip() or str(own))
    if isinstance(place, ServerAddress) and place.has_password:
        raise LibraryError(
            "A password does not belong into the settings, where it can be read.",
            hint="Leave it out of the address and put it into '~/.pgpass' (see the README).",
        )
    return place


def setting_of(text: str, own: Path) -> str:
    """Return what the settings keep of a place: a file's whole path, "" for `own`."""
    place = chosen_place(text, own)
    if isinstance(place, ServerAddress):
        return text.strip()
    return "" if place == own.resolve() else str(place)
