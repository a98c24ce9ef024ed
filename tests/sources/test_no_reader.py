"""Where no reader process starts, opening ends soon and says why."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from medview.domain.case import Case, ImageRef
from medview.domain.errors import NoReader, ReaderFailed, UnreadableFile
from medview.domain.job import JobContext
from medview.sources import reader_child, reader_process
from medview.sources.folder import ENOUGH_REFUSALS, FolderSource
from medview.sources.reader import ReaderPool
from medview.sources.reader_process import ReaderProcess


class Refusing:
    """Answers every file with one error, and counts how many were asked for."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def scan(self, places: Iterable[ImageRef]) -> Iterator[Any]:
        for _ in places:
            self.asked += 1
            yield self.error

    def digest(self, ref: ImageRef) -> str:
        raise self.error


def opened(tmp_path: Path, error: Exception) -> tuple[int, list[str]]:
    for number in range(20):
        (tmp_path / f"{number}.dcm").write_bytes(b"x")
    looks = Refusing(error)
    source = FolderSource(looks)  # type: ignore[arg-type]
    summary = source.open([tmp_path], JobContext())
    return looks.asked, [problem.message for problem in summary.problems]


def test_opening_a_folder_ends_after_a_few_files(tmp_path: Path) -> None:
    asked, messages = opened(tmp_path, NoReader("Close other programs."))
    assert asked == ENOUGH_REFUSALS
    assert messages[:-1] == [NoReader("").message] * ENOUGH_REFUSALS
    assert messages[-1].startswith("The rest was not looked at")


class Failing:
    """Looks at some files as a real pool does; then no reader starts any more."""

    def __init__(self, pool: ReaderPool, after: int) -> None:
        self._pool, self._after = pool, after

    def scan(self, places: Iterable[ImageRef]) -> Iterator[Any]:
        for number, answer in enumerate(self._pool.scan(places)):
            yield answer if number < self._after else NoReader("Close other programs.")

    def digest(self, ref: ImageRef) -> str:
        return self._pool.digest(ref)


def test_a_series_of_which_some_files_were_not_seen_is_not_shown(
    pool: ReaderPool, tmp_path: Path, write_ct: Callable[..., Path]
) -> None:
    for number in range(12):
        write_ct(tmp_path / f"{number:02d}.dcm", float(number))
    looks = Failing(pool, 6)
    items: list[Case] = []
    source = FolderSource(looks)  # type: ignore[arg-type]
    summary = source.open([tmp_path, tmp_path], JobContext(on_item=items.append))
    assert not items and summary.cases == 0
    assert summary.problems[-1].message.startswith("The rest was not looked at")


def test_files_that_do_not_open_never_stop_the_others(tmp_path: Path) -> None:
    assert opened(tmp_path, UnreadableFile("It is damaged."))[0] == 20
    assert opened(tmp_path, ReaderFailed("It crashed its reader."))[0] == 20


def test_a_child_that_says_nothing_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "START_SECONDS", 0.5)
    monkeypatch.setattr(reader_child, "serve", Connection.recv_bytes)
    process = ReaderProcess()
    began = time.monotonic()
    with pytest.raises(NoReader):
        process.ask({"task": "digest", "path": "", "member": ""}, 5)
    assert 0.5 <= time.monotonic() - began < 0.95
    process.close()
