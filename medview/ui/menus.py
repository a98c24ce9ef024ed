"""The actions of the window and the menus that hold them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from medview.domain.grade import Grade
from medview.ui.neighbours import TURN_KEY
from medview.ui.words import grade_in_full, notice

Slot = Callable[..., object]


class MenuBar(QMenuBar):
    """Menus with their actions by name; the window connects what each one does."""

    def __init__(self) -> None:
        """Build every menu."""
        super().__init__()
        self.actions_by_name: dict[str, QAction] = {}
        self.file_menu = self._make_file()
        self.grade_menu = self._make_grade()
        self.view_menu = self._make_view()
        self.library_menu = self._make_library()
        self.model_menu = self._make_model()
        self.help_menu = self._make_help()

    @property
    def menus(self) -> list[QMenu]:
        """Every menu, from left to right."""
        return [
            self.file_menu,
            self.grade_menu,
            self.view_menu,
            self.library_menu,
            self.model_menu,
            self.help_menu,
        ]

    def connect_to(self, **slots: Slot) -> None:
        """Connect actions to bound methods by name."""
        for name, slot in slots.items():
            self.actions_by_name[name].triggered.connect(slot)

    def enable(self, is_enabled: bool, *names: str) -> None:
        """Switch actions on or off, keys included."""
        for name in names:
            self.actions_by_name[name].setEnabled(is_enabled)

    def _make_file(self) -> QMenu:
        menu = self.addMenu(self.tr("&File"))
        self._add(menu, "open_files", self.tr("Open &files …"), "Ctrl+O")
        self._add(menu, "open_folder", self.tr("Open f&older …"), "Ctrl+Shift+O")
        self.recent_menu = menu.addMenu(self.tr("&Recent"))
        self._add(menu, "open_sample", self.tr("Open the &sample"))
        menu.addSeparator()
        self._add(menu, "report", self.tr("Re&port …"), "Ctrl+P")
        self._add(menu, "export_grades", self.tr("&Export grades …"), "Ctrl+Shift+E")
        menu.addSeparator()
        self._add(menu, "close_all", self.tr("&Close all images"), "Ctrl+W")
        menu.addSeparator()
        self._add(menu, "settings", self.tr("Se&ttings …"), "Ctrl+,")
        menu.addSeparator()
        self._add(menu, "quit", self.tr("&Quit"), "Ctrl+Q")
        return menu

    def _make_grade(self) -> QMenu:
        menu = self.addMenu(self.tr("&Grade"))
        # Enter is no shortcut here: it must not sign from within a text field or a button.
        # The reading page hears it where it is meant (ReadPage.keyPressEvent).
        self._add(menu, "accept", self.tr("&Accept the grade") + "\tEnter")
        menu.addSeparator()
        for grade in Grade:
            words = self.tr("Sign {grade}").format(grade=grade_in_full(grade))
            self._add(menu, f"sign_{int(grade)}", words, str(int(grade)))
        self._add(menu, "sign_u", self.tr("Sign as &ungradable"), "U")
        back = self._add(menu, "take_back", self.tr("Take the last signature &back"), "Ctrl+Z")
        back.setAutoRepeat(False)  # a key held down takes one signature back, not all of them
        menu.addSeparator()
        self._add(menu, "eye_od", self.tr("This is the &right eye (OD)"), "Shift+D")
        self._add(menu, "eye_os", self.tr("This is the &left eye (OS)"), "Shift+S")
        menu.addSeparator()
        self._add(menu, "grade_all", self.tr("&Grade all open photographs"), "Ctrl+G")
        self._add(menu, "study_page", self.tr("Reading &study …"), "Ctrl+R")
        return menu

    def _make_view(self) -> QMenu:
        menu = self.addMenu(self.tr("&View"))
        self._add(menu, "read_page", self.tr("&Read"), "Ctrl+1")
        self._add(menu, "library_page", self.tr("&Library"), "Ctrl+2")
        self._add(menu, "worklist_page", self.tr("&Worklist"), "Ctrl+3")
        self._add(menu, "statistics_page", self.tr("&Statistics"), "Ctrl+4")
        self._add(menu, "models_page", self.tr("M&odels"), "Ctrl+5")
        menu.addSeparator()
        self._add(menu, "next_case", self.tr("&Next case"), "N", "Ctrl+Down")
        self._add(menu, "previous_case", self.tr("&Previous case"), "B", "Ctrl+Up")
        self._add(menu, "next_for_me", self.tr("Next that waits for me (worklis&t)"), "J")
        self._add(menu, "find_similar", self.tr("Find si&milar"), "M")
        self._add(menu, "find_together", self.tr("Find similar to&gether with …"), "Ctrl+M")
        self._add(menu, "compare_visits", self.tr("Compare with an &earlier visit or prior"), "V")
        self._add(menu, "to_neighbours", self.tr("Go to the nearest &cases"), "Ctrl+J")
        self._add(menu, "turn_neighbours", self.tr("Fol&d the nearest cases"), TURN_KEY)
        self._add(menu, "to_filter", self.tr("&Filter the list"), "Ctrl+F")
        menu.addSeparator()
        self._add(menu, "toggle_list", self.tr("Show or hide the &list"), "Ctrl+B")
        self._add(menu, "toggle_answer", self.tr("Show or hide the &answer"), "Ctrl+E")
        self._add(menu, "full_screen", self.tr("F&ull screen"), "F11")
        return menu

    def _make_library(self) -> QMenu:
        menu = self.addMenu(self.tr("&Library"))
        self._add(menu, "import", self.tr("&Import …"), "Ctrl+I")
        self._add(menu, "import_parcel", self.tr("Import cases of another &site …"), "Ctrl+Shift+I")
        self._add(menu, "export_cases", self.tr("&Export cases …"), "Ctrl+Shift+X")
        self._add(menu, "label_next", self.tr("What to &label next …"), "Ctrl+L")
        return menu

    def _make_model(self) -> QMenu:
        menu = self.addMenu(self.tr("&Model"))
        self._add(menu, "train", self.tr("&Train your own …"), "Ctrl+T")
        return menu

    def _make_help(self) -> QMenu:
        menu = self.addMenu(self.tr("&Help"))
        self._add(menu, "shortcuts", self.tr("&Keyboard shortcuts"), "F1")
        self._add(menu, "about", self.tr("&About MedView, models and licences"))
        menu.addSeparator()
        menu.addAction(notice()).setEnabled(False)
        return menu

    def _add(self, menu: QMenu, name: str, text: str, *keys: str) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self.actions_by_name[name] = action
        return action
