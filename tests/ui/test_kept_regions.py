"""Regions are kept by case, each step can be taken back, and what changed is not saved."""

from __future__ import annotations

from dataclasses import replace

from medview.domain.case import CaseId
from medview.domain.similarity import SimilarRegion
from medview.ui.kept_regions import MOST_SEEN, MOST_UNDONE, KeptRegions

HERE, THERE = CaseId("here"), CaseId("there")


def region(number: int, case_id: CaseId = HERE) -> SimilarRegion:
    return SimilarRegion(str(number), case_id, f"Region {number}", number)


def test_a_step_is_taken_back_in_the_case_in_view_alone():
    kept, one, other = KeptRegions(), region(1), region(2, THERE)
    kept.change(HERE, (one,), remembers=True)
    assert kept.can_undo(HERE) and not kept.can_undo(THERE)
    kept.undo(THERE)
    assert kept.of(HERE) == (one,)
    kept.change(THERE, (other,), remembers=True)
    kept.undo(HERE)
    assert kept.of(HERE) == () and kept.of(THERE) == (other,) and not kept.can_undo(HERE)
    kept.undo(HERE)
    kept.undo(THERE)
    assert kept.of(THERE) == () and not kept.can_undo(THERE)


def test_following_the_slider_is_no_step_of_its_own():
    kept, one = KeptRegions(), region(1)
    kept.change(HERE, (one,), remembers=True)
    kept.put(replace(one, name="A"), remembers=False)
    assert kept.of(HERE)[0].name == "A"
    kept.undo(HERE)
    assert kept.of(HERE) == ()


def test_what_changed_while_it_was_written_is_not_saved():
    kept, one, other = KeptRegions(), region(1), region(2)
    kept.change(HERE, (one, other), remembers=True)
    written = kept.of(HERE)
    kept.put(replace(other, name="changed"))
    kept.mark_saved(HERE, written)
    assert [each.name for each in kept.unsaved] == ["changed"]


def test_what_is_seen_is_reckoned_again_only_when_strokes_change():
    kept, one = KeptRegions(), region(1)
    seen = ({}, None)
    kept.keep_seen(one, seen)
    assert kept.seen(replace(one, name="another name")) is seen


def test_what_was_seen_before_a_step_comes_back_with_it(monkeypatch):
    monkeypatch.setattr("medview.ui.kept_regions.seen_of", None)  # nothing is reckoned
    kept, one = KeptRegions(), region(1)
    kept.change(HERE, (one,), remembers=True)
    first, second = ({}, None), ({}, None)
    kept.keep_seen(one, first)
    more = replace(one, strokes=(object(),))
    kept.put(more)
    kept.keep_seen(more, second)
    assert kept.seen(more) is second
    kept.undo(HERE)
    assert kept.seen(kept.of(HERE)[0]) is first


def test_what_was_seen_long_ago_is_let_go():
    kept, one = KeptRegions(), region(1)
    kept.change(HERE, (one,), remembers=True)
    for _ in range(MOST_SEEN + 3):
        kept.keep_seen(one, ({}, None))
        one = replace(one, strokes=(*one.strokes, object()))
        kept.put(one)
    held = [step for step in kept._steps[HERE] if step.seen]
    assert len(held) == MOST_SEEN and held == kept._steps[HERE][-MOST_SEEN:]


def test_the_oldest_steps_are_forgotten():
    kept = KeptRegions()
    for number in range(MOST_UNDONE + 3):
        kept.change(HERE, (region(number),), remembers=True)
    for _ in range(MOST_UNDONE):
        kept.undo(HERE)
    assert not kept.can_undo(HERE) and [one.number for one in kept.of(HERE)] == [2]
