from __future__ import annotations

import json
from pathlib import Path

import pytest

from medview.domain.choices import MOST_RECENT
from medview.domain.errors import LibraryNotWritable
from medview.domain.neighbours import Metric
from medview.store.settings import Settings, SettingsStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.json"


def test_a_first_start_has_defaults_and_writes_nothing(path: Path):
    assert SettingsStore(path).get() == Settings()
    assert not path.exists()


def test_a_path_that_is_no_text_lasts(path: Path):
    SettingsStore(path).set(recent=["/photos/M\udcfcller.jpg"], reader_name="Müller 李")
    again = SettingsStore(path).get()
    assert again.recent == ("/photos/M\udcfcller.jpg",)
    assert again.reader_name == "Müller 李"


def test_every_setting_lasts(path: Path):
    changed = SettingsStore(path).set(
        theme="dark",
        language="zh_CN",
        reader_name="  Dr  Müller ",
        recent=["/a", "/b"],
        metric="euclidean",
        k=25,
        window_geometry=b"\x00\xff",
        views={"splitter": [1, 2]},
    )
    assert changed.reader_name == "Dr Müller"
    assert changed.metric is Metric.EUCLIDEAN
    again = SettingsStore(path)
    assert again.get() == changed
    assert again.problems == ()


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe\x00", b"null", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_told(path: Path, content: bytes):
    path.parent.mkdir()
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.get() == Settings()
    assert "settings-damaged.json" in store.problems[0]
    assert path.with_name("settings-damaged.json").read_bytes() == content


def test_a_value_without_sense_falls_back_alone(path: Path):
    path.parent.mkdir()
    path.write_text(json.dumps({"theme": "pink", "k": "many", "reader_name": "Dr Lens"}))
    store = SettingsStore(path)
    assert store.get() == Settings(reader_name="Dr Lens")
    assert len(store.problems) == 2


def test_entries_of_a_newer_version_are_carried_along(path: Path):
    path.parent.mkdir()
    path.write_text(json.dumps({"hologram": 3}))
    SettingsStore(path).set(k=3)
    assert json.loads(path.read_text())["hologram"] == 3


@pytest.mark.parametrize("change", [{"k": 0}, {"k": True}, {"theme": "pink"}, {"nothing": 1}])
def test_a_change_without_sense_is_refused(path: Path, change: dict[str, object]):
    store = SettingsStore(path)
    with pytest.raises(ValueError):
        store.set(**change)
    assert store.get() == Settings()


def test_the_recent_list_stays_short(path: Path):
    store = SettingsStore(path)
    store.set(recent=[f"/folder-{number}" for number in range(MOST_RECENT + 3)])
    assert len(SettingsStore(path).get().recent) == MOST_RECENT
    assert store.get().recent[0] == "/folder-0"


def test_settings_that_cannot_be_kept_are_told(path: Path):
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(LibraryNotWritable):
        SettingsStore(path).set(k=3)
