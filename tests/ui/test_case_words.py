"""What is said of labelled cases below the window is known in its other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from medview.app import collect_cases
from medview.domain.case import ImageRef
from medview.domain.errors import PlanError
from medview.domain.health import Health, Kind
from medview.domain.health_rules import examine
from medview.domain.picture_facts import Fingerprint, Look
from medview.domain.split import refuse_leaks, split_by_patient
from medview.domain.training import TRAIN, VALIDATION, TrainingCase
from medview.ui.reasons import in_full, in_window_language
from medview.ui.translation import Translation

ENGLISH = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def chinese(qapp) -> Iterator[None]:
    translation = Translation(qapp)
    translation.use("zh_CN")
    yield
    translation.use("en")


def case(number: int, label: str, patient: str, split: str = "", eye: str = "") -> TrainingCase:
    return TrainingCase(ImageRef(f"/{number}.png"), label, patient, split, eye)


def healths() -> Iterator[Health]:
    """Yield what is found in cases that together have every fault there is."""
    looks = [Look.FUNDUS] * 9 + [Look.GREY, Look.POOR]
    cases = [
        case(0, "0", "A", TRAIN), case(1, "1", "A", VALIDATION), case(2, "0", "B", TRAIN),
        case(3, "0", "C", VALIDATION), case(4, "0", "D", TRAIN, "OD"), case(5, "1", "D", TRAIN,
        "OD"), case(6, "0", "E", TRAIN), case(7, "1", "F", TRAIN), case(8, "2", "unknown-1", TRAIN),
        case(9, "3", "G", VALIDATION), case(10, "0", "H", TRAIN),
    ]  # fmt: skip
    prints = [Fingerprint(f"{n}", look=look) for n, look in enumerate(looks)]
    prints[3] = replace(prints[3], digest="2")
    prints[10] = replace(prints[10], fault="The photograph is too dark.")
    seen = {c.ref: p for c, p in zip(cases, prints, strict=True)}
    yield examine(cases, seen, [(6, 7), (2, 10)])
    yield examine(cases, {**seen, cases[0].ref: Fingerprint(unreadable="It is not there.")})
    yield examine([replace(c, split="") for c in cases[:2] + cases[2:4]], seen)
    yield examine(cases[:1], seen)
    for look in (Look.GREY, Look.COLOUR):
        yield examine(cases, {ref: replace(p, look=look) for ref, p in seen.items()} | {
            cases[9].ref: Fingerprint("9", look=Look.FUNDUS)
        })  # fmt: skip


def test_every_finding_and_its_fix(chinese):
    found = [finding for health in healths() for finding in health.findings]
    assert {finding.kind for finding in found} == set(Kind)
    texts = {f.words for f in found} | {f.fix.words for f in found if f.fix}
    left = {text: in_window_language(text) for text in texts}
    assert not {text: words for text, words in left.items() if ENGLISH.search(words)}


def test_every_refusal(chinese):
    apart = [case(1, "0", "A", TRAIN), case(2, "0", "B", VALIDATION)]
    attempts = (
        lambda: refuse_leaks([replace(apart[0], split="")]),
        lambda: refuse_leaks(apart[:1]),
        lambda: refuse_leaks([replace(c, patient="0815") for c in apart]),
        lambda: split_by_patient(apart[:1]),
        lambda: split_by_patient(apart, 2.0),
    )
    for attempt in attempts:
        with pytest.raises(PlanError) as refused:
            attempt()
        assert not ENGLISH.search(in_full(refused.value))


def test_what_was_left_out(chinese):
    for words in (collect_cases.NOT_THERE, collect_cases.UNGRADABLE, collect_cases.TEST_SET):
        assert not ENGLISH.search(in_window_language(f"{words}: 3."))
