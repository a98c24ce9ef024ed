"""The user's settings as the window uses them: kept at once, and told to whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, Signal

from medview.domain.choices import MOST_RECENT
from medview.domain.errors import MedViewError
from medview.domain.hanging import Hanging, as_text, from_text
from medview.domain.neighbours import Metric

if TYPE_CHECKING:
    from medview.app.services import Services


HIDDEN = "hidden"


class Preferences(QObject):
    """Reads and changes the settings; `changed` carries the name of what changed."""

    changed = Signal(str)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        """Take the settings that bootstrap opened."""
        super().__init__(parent)
        self._store = services.settings

    @property
    def theme(self) -> str:
        """Return "system", "light" or "dark"."""
        return self._store.get().theme

    @property
    def language(self) -> str:
        """Return "en" or "zh_CN"."""
        return self._store.get().language

    @property
    def reader_name(self) -> str:
        """Who signs; empty until asked for."""
        return self._store.get().reader_name

    @property
    def metric(self) -> Metric:
        """How distances are measured unless the user chooses otherwise for one search."""
        return Metric(self._store.get().metric)

    @property
    def neighbours(self) -> int:
        """How many neighbours are shown."""
        return self._store.get().k

    @property
    def coverage(self) -> float:
        """In how many of all photographs the set of grades must hold the true one."""
        return self._store.get().coverage

    @property
    def recent(self) -> list[Path]:
        """What was opened last, newest first."""
        return [Path(path) for path in self._store.get().recent]

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read of the settings at the start, a sentence each."""
        return self._store.problems

    def set(self, name: str, value: Any) -> None:
        """Keep one setting, and tell it when it differs; what cannot be kept holds for today."""
        if getattr(self._store.get(), name) == value:
            return
        try:
            self._store.set(**{name: value})
        except MedViewError as error:
            self.failed.emit(error)
        self.changed.emit(name)

    def remember_opened(self, paths: Sequence[Path]) -> None:
        """Put what was opened at the head of the recent list."""
        new = [str(path.absolute()) for path in paths]
        old = [path for path in self._store.get().recent if path not in new]
        self.set("recent", (*new, *old)[:MOST_RECENT])

    def forget_recent(self, path: Path) -> None:
        """Take an entry out of the recent list: it is not there any more."""
        self.set("recent", tuple(p for p in self._store.get().recent if p != str(path)))

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty at the first start."""
        return QByteArray(self._store.get().window_geometry)

    def splitter(self, name: str) -> QByteArray:
        """Return how a splitter was left; empty when it was never moved."""
        return QByteArray.fromBase64(str(self._store.get().views.get(name, "")).encode())

    def choice(self, name: str) -> str:
        """Return what was chosen last in a part of the window; "" when nothing was."""
        return str(self._store.get().views.get(name, ""))

    def keep_choice(self, name: str, value: str) -> None:
        """Keep what is chosen in a part of the window."""
        self.set("views", {**self._store.get().views, name: value})

    @property
    def names_patients(self) -> bool:
        """True when name and number stand in the corner of a series."""
        return self.choice("patient") != HIDDEN

    def name_patients(self, wanted: bool) -> None:
        """Have name and number in the corner of a series, or not."""
        self.keep_choice("patient", "" if wanted else HIDDEN)

    def hanging_for(self, modality: str) -> Hanging:
        """Return how a study of this modality opens."""
        return from_text(self.choice(f"hanging {modality}"))

    def keep_hanging(self, modality: str, hanging: Hanging) -> None:
        """Have studies of a modality open so."""
        self.keep_choice(f"hanging {modality}", as_text(hanging))

    def keep_places(self, geometry: QByteArray, splitters: Mapping[str, QByteArray]) -> None:
        """Keep where the window and its splitters are."""
        encoded = {
            name: bytes(state.toBase64().data()).decode() for name, state in splitters.items()
        }
        self.set("window_geometry", bytes(geometry.data()))
        self.set("views", {**self._store.get().views, **encoded})
