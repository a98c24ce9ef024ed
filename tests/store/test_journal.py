from __future__ import annotations

import os
from pathlib import Path

import pytest

from medview.store.journal import Journal


def test_lines_come_back_in_order(tmp_path: Path):
    journal = Journal(tmp_path / "events.jsonl")
    assert journal.entries() == []
    for number in range(3):
        journal.add({"number": number, "text": "β\n"})
    assert [entry["number"] for entry in Journal(journal.path).entries()] == [0, 1, 2]
    assert journal.entries()[0]["text"] == "β\n"


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_line_cut_short_is_passed_over_and_spoils_no_other(tmp_path: Path, cut: int):
    journal = Journal(tmp_path / "events.jsonl")
    journal.add({"n": 1})
    journal.add({"torn": 2})
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[:-cut])
    journal.add({"n": 3})
    whole = [{"n": 1}, {"torn": 2}, {"n": 3}] if cut == 1 else [{"n": 1}, {"n": 3}]
    assert journal.entries() == whole


def test_a_full_disk_is_told_and_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    journal = Journal(tmp_path / "events.jsonl")
    journal.add({"n": 1})

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal.add({"n": 2})
    monkeypatch.undo()
    journal.add({"n": 3})
    assert journal.entries()[0] == {"n": 1} and journal.entries()[-1] == {"n": 3}
