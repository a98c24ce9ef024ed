"""Starting: a damaged library is told, and its backup is one click away."""

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QMessageBox

from medview.bootstrap import build_services, restore_library
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.store import backup
from medview.store.address import library_file
from medview.store.library import Library
from medview.ui import application


@pytest.fixture
def damaged_home(tmp_path):
    """A home whose library is cut, with a backup of one case."""
    path = library_file(tmp_path)
    library = Library(path)
    library.add_case(Case(CaseId("a"), FUNDUS, (ImageRef("a.jpg"),), Patient("p")), "digest")
    library.close()
    backup.back_up(path)
    path.write_bytes(path.read_bytes()[:5000])
    return tmp_path


@pytest.fixture
def press(when_dialog_opens):
    """Press the button of a role in the box that opens, and note its words."""

    def press_role(role, seen):
        def act(box):
            assert isinstance(box, QMessageBox)
            seen.append(box.text())
            next(b for b in box.buttons() if box.buttonRole(b) == role).click()

        when_dialog_opens(act)

    return press_role


def opened(home):
    return application._opened(lambda: build_services(home), lambda: restore_library(home))


def test_the_backup_opens_in_place_of_a_damaged_library(press, damaged_home):
    seen = []
    press(QMessageBox.ButtonRole.AcceptRole, seen)
    services = opened(damaged_home)
    assert [case.id for case in services.library_cases()] == ["a"]
    services.close()
    assert "cannot be used as a library" in seen[0]


def test_closing_the_box_changes_nothing(press, damaged_home):
    before = library_file(damaged_home).read_bytes()
    press(QMessageBox.ButtonRole.RejectRole, [])
    assert opened(damaged_home) is None
    assert library_file(damaged_home).read_bytes() == before


def test_a_second_window_is_told(press, tmp_path):
    first = build_services(tmp_path)
    seen = []
    press(QMessageBox.ButtonRole.RejectRole, seen)
    assert opened(tmp_path) is None
    first.close()
    assert "Another MedView window has this library open" in seen[0]


def test_chinese_is_never_boxes(qapp):
    application.make_application()
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    families = QFontDatabase.families()
    assert QFontDatabase.families(chinese) or families.count(application.CHINESE_FONT) == 1
