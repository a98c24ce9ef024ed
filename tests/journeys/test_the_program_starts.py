"""The program itself, in a process of its own: it opens, answers, is closed, and ends well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from medview.app.resources import resource

PATIENCE = 120  # seconds

# Looks at the window ten times a second, from its own thread, and closes it once it has answered.
PERSON = """
import json, sys, threading, time
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from medview.__main__ import main
from medview.ui.main_window import MainWindow

class Person(QObject):
    second = Signal()
    answer = ""
    def look(self):
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                self.answer = window.read_page.answer.estimate_view.words.text()
                if self.answer:
                    window.close()

def watch():
    while not person.answer:
        time.sleep(0.1)
        person.second.emit()

person = Person()
person.second.connect(person.look)
threading.Thread(target=watch, daemon=True).start()
code = main()
print(json.dumps({"answer": person.answer, "torch": "torch" in sys.modules}))
sys.exit(code)
"""


def test_an_eye_is_opened_and_answered_without_torch(sample: Path, tmp_path: Path):
    if not resource("models", "dr-fundus", "encoder.onnx").exists():
        pytest.skip("needs the model packages of resources/models")
    eye = sorted((sample / "fundus").glob("synthetic-03-O*"))[0]
    ended = subprocess.run(
        [sys.executable, "-c", PERSON, "open", "--home", str(tmp_path), str(eye)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout.splitlines()[-1])
    assert seen["answer"]
    assert seen["torch"] is False
