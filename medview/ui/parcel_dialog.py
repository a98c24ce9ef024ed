"""Who signed a file of cases, and what is in it: asked before anything is imported."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from medview.domain.exchange import Parcel, Standing
from medview.ui.widgets import button, card, label, set_tone

TONES = {
    Standing.OWN: "plain",
    Standing.KNOWN: "good",
    Standing.UNKNOWN: "warning",
    Standing.OTHER_KEY: "danger",
}


class ParcelDialog(QDialog):
    """Shows a Parcel; accepted, it is to be imported, and `remembers` says whether to know it."""

    def __init__(self, parcel: Parcel, parent: QWidget | None = None) -> None:
        """Show signer, fingerprint and contents."""
        super().__init__(parent)
        self._parcel = parcel
        self.setWindowTitle(self.tr("Import cases of another site"))
        self.setMinimumWidth(560)
        self.standing = label(self._standing_words(), wraps=True)
        self.fingerprint = label(parcel.signer.fingerprint, "heading")
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.fingerprint.setAccessibleName(self.tr("Fingerprint"))
        self.fingerprint.setToolTip(self.tr("The same digits stand in the sender's export window"))
        self.compared = QCheckBox(
            self.tr("I &compared the fingerprint with the sender: know this site from now on")
        )
        self.compared.setToolTip(
            self.tr("By telephone or in person, not in the message that brought the file")
        )
        self.start = button(self.tr("Import"), self.tr("Import in the background"), "primary")
        self._arrange()
        self.compared.toggled.connect(self._check)
        self._check()

    @property
    def remembers(self) -> bool:
        """True when the site is to be known from now on."""
        return self.compared.isChecked()

    def _standing_words(self) -> str:
        standing, name = self._parcel.standing, self._parcel.signer.name
        if standing is Standing.OWN:
            return "✓ " + self.tr("Signed by {0}: this is a file of your own.").format(name)
        if standing is Standing.KNOWN:
            return "✓ " + self.tr("Signed by {0}, known to you.").format(name)
        if standing is Standing.UNKNOWN:
            return "⚠ " + self.tr("Signed by {0}, not known to you.").format(name)
        return "⚠ " + self.tr(
            "Signed by {0}, but not with the key you know. It may come from somebody else. "
            "Known is: {1}"
        ).format(name, self._parcel.known_key)

    def _arrange(self) -> None:
        parcel = self._parcel
        frame, inside = card("box")
        set_tone(frame, TONES[parcel.standing])
        for part in (self.standing, self.fingerprint):
            inside.addWidget(part)
        contents = ", ".join(
            (
                self.tr("%n case(s)", "", parcel.cases),
                self.tr("%n image(s)", "", parcel.images),
                self.tr("{0} MB").format(f"{parcel.size / 1e6:.1f}"),
            )
        )
        texts = self.tr("with findings") if parcel.with_texts else self.tr("without findings")
        form = QFormLayout()
        form.addRow(self.tr("Contents"), label(f"{contents}, {texts}", wraps=True))
        form.addRow(self.tr("Made"), label(parcel.made_at.replace("T", " ")[:16] + " UTC"))
        form.addRow(
            self.tr("Kept"),
            label(
                self.tr(
                    "The images are copied into the folder of MedView. The patients stay apart "
                    "from your own; cases you have are not added twice."
                ),
                "quiet",
                wraps=True,
            ),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.compared.setVisible(parcel.standing in (Standing.UNKNOWN, Standing.OTHER_KEY))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(frame)
        layout.addLayout(form)
        layout.addWidget(self.compared)
        layout.addWidget(buttons)

    def _check(self) -> None:
        """A site of a known name with another key is taken only when somebody asked it."""
        is_false_friend = self._parcel.standing is Standing.OTHER_KEY
        self.start.setEnabled(self.compared.isChecked() or not is_false_friend)
