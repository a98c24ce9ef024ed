"""The files that ship with MedView are found however it was installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from medview.app.resources import resource, resources_folder


def test_resources_are_found_in_a_checkout():
    assert (resources_folder() / "icons").is_dir()


def test_a_packed_application_has_its_own_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "resources").mkdir()
    resources_folder.cache_clear()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"
    assert resource("icons", "medview.svg") == tmp_path / "resources" / "icons" / "medview.svg"
    monkeypatch.undo()
    resources_folder.cache_clear()
