"""What is done with a model: each asks what it must, then runs in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from medview.domain.model import ModelCard
from medview.domain.registry import InstalledModel
from medview.ui.desk import Desk
from medview.ui.registry_words import model_name
from medview.ui.save_place import ask_where
from medview.ui.words import modality_words


class ModelActions(QObject):
    """`said` tells in words what was done; `changed` that the registry is another."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """Take the page that the questions are asked over."""
        super().__init__(page)
        self._desk, self._page, self._registry = desk, page, desk.services.registry

    def put_to_use(self, model: InstalledModel, now: InstalledModel | None) -> None:
        """Ask, then put a model to use in the place of the one that is in use now."""
        if self._confirms_use(model, now):
            self._desk.switching.ask(model.card.ref.digest)

    def bring_in(self) -> None:
        """Ask for a package, and bring it in."""
        path, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("Import a model"), "", self.tr("Model packages (*.zip)")
        )
        if path:
            self._desk.jobs.run(
                self._registry.bring_in,
                Path(path),
                then=self._tell_imported,
                title=self.tr("Checking the model package"),
            )

    def export(self, card: ModelCard) -> None:
        """Ask where to, and write a model as one ZIP."""
        start = f"{card.ref.id}-{card.ref.version}.zip"
        kinds = {self.tr("Model packages (*.zip)"): ".zip"}
        if path := ask_where(self._page, self.tr("Export the model"), start, kinds):
            self._desk.jobs.run(
                self._registry.export,
                card.ref.digest,
                path,
                then=self._tell_exported,
                title=self.tr("Writing the model package"),
            )

    def verify(self, card: ModelCard) -> None:
        """Check every file of a model."""
        self._desk.jobs.run(
            self._registry.verify,
            card.ref.digest,
            then=self._tell_sound,
            title=self.tr("Checking the files of the model"),
        )

    def delete(self, card: ModelCard) -> None:
        """Ask, then delete a model."""
        if self._confirms_delete(card):
            self._desk.jobs.run(
                self._registry.delete, card.ref.digest, then=self._tell_deleted, must_finish=True
            )

    def _confirms_use(self, model: InstalledModel, now: InstalledModel | None) -> bool:
        lines = [
            self.tr(
                "The library is embedded with it in the background. Until all is done, {0} answers."
            ).format(model_name(now.card.ref) if now else "–"),
            self.tr("Grades that were shown are asked for anew; signatures stay as they are."),
        ]
        lost = set(now.card.modalities) - set(model.card.modalities) if now else set()
        if lost:
            text = self.tr("It was not made for {0}, which the model in use answers for.")
            lines.append(text.format(", ".join(map(modality_words, sorted(lost)))))
        return self._confirms(self.tr("Put {0} to use?").format(model_name(model.card.ref)), lines)

    def _confirms_delete(self, card: ModelCard) -> bool:
        lines = [
            self.tr("Its files and its embeddings of the library are deleted."),
            self.tr("Signed grades and the audit trail stay. Export it first to keep a copy."),
        ]
        return self._confirms(self.tr("Delete {0}?").format(model_name(card.ref)), lines)

    def _confirms(self, question: str, lines: Sequence[str]) -> bool:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        text = "\n\n".join([question, *lines])
        return QMessageBox.question(self._page, question, text, yes | no, no) == yes

    def _tell_imported(self, card: ModelCard) -> None:
        self.said.emit(self.tr("Brought in: {0}. It is not in use yet.").format(card.ref.short))
        self.changed.emit()

    def _tell_exported(self, path: Path) -> None:
        self.said.emit(self.tr("Saved: {0}").format(path.name))

    def _tell_sound(self, _words: str) -> None:
        self.said.emit(self.tr("Every file of the model is as its card vouches for."))

    def _tell_deleted(self, card: ModelCard) -> None:
        self.said.emit(self.tr("Deleted: {0}").format(card.ref.short))
        self.changed.emit()
