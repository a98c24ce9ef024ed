"""OD or OS: shows which eye a photograph is of and how that is known, and lets it be corrected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMessageBox, QPushButton, QWidget

from medview.domain.case import Case, Eye
from medview.ui.eye_words import source_words
from medview.ui.reasons import in_window_language
from medview.ui.widgets import button, label
from medview.ui.words import eye_words

KEYS = {Eye.OD: "Shift+D", Eye.OS: "Shift+S"}


class EyeChooser(QWidget):
    """Two keys side by side; `chosen` carries the eye a person says it is."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an eye."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons = {eye: self._make_button(number, eye) for number, eye in enumerate(Eye)}
        self.source = label("", "small", wraps=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for one in self.buttons.values():
            layout.addWidget(one)
        layout.addWidget(self.source, 1)
        self._group.idClicked.connect(self._tell)

    def show_case(self, case: Case) -> None:
        """Show the eye of a case; neither is marked when it is unknown or contradicted."""
        sure = case.eye if not case.eye_is_contradicted else None
        for eye, one in self.buttons.items():
            one.setChecked(eye is sure)
        if case.eye_is_contradicted:
            self.source.setText(self.tr("Which eye? File and picture differ."))
        elif case.eye is None:
            self.source.setText(self.tr("Which eye? Nothing says it."))
        else:
            self.source.setText(source_words(case.eye_from))

    def ask(self, case: Case) -> Eye | None:
        """Ask which eye it is, before anything is signed; None when nobody decides."""
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Which eye is it?"), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        said = [n.text for n in case.notices if n.code == "eye-conflict"]
        box.setText(in_window_language(" ".join(said)))
        box.setInformativeText(
            self.tr("Choose the eye. The grade is then read again, and you can sign it.")
        )
        answers = {
            box.addButton(eye_words(eye), QMessageBox.ButtonRole.AcceptRole): eye for eye in Eye
        }
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)  # Enter decides nothing
        box.exec()
        chosen = box.clickedButton()
        return next((eye for one, eye in answers.items() if one is chosen), None)

    def _make_button(self, number: int, eye: Eye) -> QPushButton:
        tip = self.tr("This is the {0} (correct it at any time)").format(eye_words(eye))
        one = button(str(eye), tip, "key", KEYS[eye])
        one.setCheckable(True)
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        one.setAccessibleName(eye_words(eye))
        self._group.addButton(one, number)
        return one

    def _tell(self, number: int) -> None:
        self.chosen.emit(list(Eye)[number])
