"""One change of model after the other: what is asked for while one runs is not lost."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

from medview.app.switch_model import Switched
from medview.domain.errors import ModelDamaged
from medview.domain.job import JobContext
from medview.domain.model import ModelRef
from medview.ui.switching import Switching

PATIENCE = 20_000


def card(name: str, task: str) -> SimpleNamespace:
    return SimpleNamespace(ref=ModelRef(name, "1.0", name * 8), task=task)


CARDS = {"eyes": card("eyes", "dr-grading"), "chests": card("chests", "similarity")}


class Switch:
    """Keeps wishes by task, and embeds until it is let go."""

    def __init__(self) -> None:
        """Start without a wish."""
        self.wishes: dict[str, SimpleNamespace] = {}
        self.used: list[str] = []
        self.go_on = threading.Event()
        self.damaged = ""

    def ask(self, name: str) -> SimpleNamespace:
        self.wishes[CARDS[name].task] = CARDS[name]
        return CARDS[name]

    def waiting(self) -> list[SimpleNamespace]:
        return list(self.wishes.values())

    def cancel(self, task: str) -> bool:
        return self.wishes.pop(task, None) is not None

    def finish(self, context: JobContext) -> list[Switched]:
        wanted = self.waiting()
        while not self.go_on.is_set():
            context.step(0, 1)
            time.sleep(0.005)
        for one in wanted:
            self.wishes.pop(one.task, None)
            if one.ref.id == self.damaged:
                raise ModelDamaged("It is damaged.")
            self.used.append(one.ref.id)
        return [Switched(one, 0) for one in wanted]


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def switching(jobs, switch) -> Switching:
    return Switching(SimpleNamespace(registry=SimpleNamespace(switch=switch)), jobs)


def both_asked(qtbot, switching, switch) -> None:
    switching.ask("eyes")
    qtbot.waitUntil(lambda: switching.is_running, timeout=PATIENCE)
    switching.ask("chests")
    qtbot.waitUntil(lambda: len(switch.wishes) == 2, timeout=PATIENCE)


def test_what_is_asked_for_meanwhile_comes_after(qtbot, switching, switch):
    both_asked(qtbot, switching, switch)
    switch.go_on.set()
    qtbot.waitUntil(lambda: switch.used == ["eyes", "chests"], timeout=PATIENCE)


def test_cancel_stops_one_and_goes_on_with_the_other(qtbot, switching, switch):
    both_asked(qtbot, switching, switch)
    switching.cancel()
    qtbot.waitUntil(lambda: list(switch.wishes) == ["similarity"], timeout=PATIENCE)
    switch.go_on.set()
    qtbot.waitUntil(lambda: switch.used == ["chests"], timeout=PATIENCE)


def test_a_damaged_model_holds_up_no_other(qtbot, switching, switch, jobs):
    told = []
    jobs.unhandled.disconnect()  # it is expected here
    jobs.unhandled.connect(told.append)
    switch.damaged = "eyes"
    both_asked(qtbot, switching, switch)
    switch.go_on.set()
    qtbot.waitUntil(lambda: switch.used == ["chests"], timeout=PATIENCE)
    assert len(told) == 1
