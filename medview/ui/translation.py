"""The language of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from medview.app.resources import resource


class Translation(QObject):
    """Installs MedView's texts, and Qt's own, in one language."""

    def __init__(self, application: QApplication) -> None:
        """Start with no translator."""
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Use "en" or "zh_CN" for everything that is made from now on."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []
        QLocale.setDefault(QLocale(language))
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(f"{qt_folder}/qtbase_{language}.qm")
        # English too: it holds the plurals ("1 case", "2 cases").
        self._install(str(resource("translations", f"medview_{language}.qm")))

    def _install(self, path: str) -> None:
        translator = QTranslator(self)
        if translator.load(path):
            self._application.installTranslator(translator)
            self._installed.append(translator)
