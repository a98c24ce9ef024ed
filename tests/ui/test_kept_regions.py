"""Regions are kept by case, each step can be taken back, and what changed is not saved."""

from __future__ import annotations

from dataclasses import replace

from medview.domain.case import CaseId
from medview.domain.similarity import SimilarRegion
from medview.ui.kept_regions import MOST_UNDONE, KeptRegions

HERE, THERE = CaseId("here"), CaseId("there")


def region(number: int, case_id: CaseId = HERE) -> SimilarRegion:
    return SimilarRegion(str(number), case_id, f"Region {number}", number)


def test_a_step_is_taken_back_in_its_own_case():
    kept, one, other = KeptRegions(), region(1), region(2, THERE)
    kept.change(HERE, (one,), remembers=True)
    kept.change(THERE, (other,), remembers=True)
    kept.undo()
    assert kept.of(HERE) == (one,) and kept.of(THERE) == ()
    kept.undo()
    assert kept.of(HERE) == () and not kept.can_undo
    kept.undo()


def test_following_the_slider_is_no_step_of_its_own():
    kept, one = KeptRegions(), region(1)
    kept.change(HERE, (one,), remembers=True)
    kept.put(replace(one, name="A"), remembers=False)
    assert kept.of(HERE)[0].name == "A"
    kept.undo()
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


def test_the_oldest_steps_are_forgotten():
    kept = KeptRegions()
    for number in range(MOST_UNDONE + 3):
        kept.change(HERE, (region(number),), remembers=True)
    for _ in range(MOST_UNDONE):
        kept.undo()
    assert not kept.can_undo and [one.number for one in kept.of(HERE)] == [2]
