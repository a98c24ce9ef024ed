"""Journeys start the real window on real services, and end at what a person sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from medview.bootstrap import build_services
from medview.domain.errors import ModelError
from medview.ui.application import Session, make_application
from medview.ui.main_window import MainWindow

Start = Callable[[], Session]


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[..., QApplication]:
    """Return the application as the program makes it."""
    return lambda arguments: make_application()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of one person's library and settings."""
    return tmp_path / "home"


@pytest.fixture
def start(qapp: QApplication, home: Path) -> Iterator[Start]:
    """Return a function that starts MedView on `home`, as often as a journey needs."""
    sessions: list[Session] = []

    def begin() -> Session:
        while sessions:
            end(sessions.pop())
        services = build_services(home)
        try:
            services.model_for("FUNDUS")
        except ModelError:
            services.close()
            pytest.skip("needs the model packages of resources/models")
        sessions.append(Session(services, qapp))
        sessions[-1].window.resize(1280, 720)
        return sessions[-1]

    yield begin
    for session in sessions:
        end(session)


def end(session: Session) -> None:
    """End a session as closing the window does."""
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


@pytest.fixture
def session(start: Start) -> Session:
    """Return MedView, just started by a doctor who has signed before."""
    session = start()
    session.desk.preferences.set("reader_name", "Dr. A. Meyer")
    return session


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the window, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    centre = window.rect().center()
    QApplication.sendEvent(window, QDragEnterEvent(centre, action, data, left, none))
    assert window.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(centre), action, data, left, none))
    assert not window.drop_hint.isVisible()


@pytest.fixture
def dropped() -> Callable[..., None]:
    """Return the function that drops files on a window."""
    return drop
