"""When two volumes may be laid over each other, and where a place of one is in the other."""

from __future__ import annotations

from typing import Any

import pytest

from medview.domain.case import Case, CaseId, Patient
from medview.domain.fusion import UNALIGNED, Fusion, Rigid
from medview.domain.planes import Cut
from medview.domain.volume import Grid, Volume

UPRIGHT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
# A quarter turn from left to back, then 10 mm up.
QUARTER = Rigid(((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), (0.0, 0.0, 10.0))


def volume(space: str, why_no_suv: str = "") -> Volume:
    grid = Grid((0.0, 0.0, 0.0), UPRIGHT, (1.0, 1.0, 1.0), (3, 3, 3))
    nothing: Any = None
    return Volume(Case(CaseId("c"), "PT", (), Patient("p")), grid, nothing, 0.0,
                  frame_of_reference=space, why_no_suv=why_no_suv)  # fmt: skip


@pytest.mark.parametrize(
    ("below", "over", "named"),
    [("1.2", "1.2", False), ("1.2", "1.3", True), ("", "", True), ("1.2", "", True)],
)
def test_only_one_named_space_needs_no_word(below: str, over: str, named: bool) -> None:
    fusion = Fusion(volume(over), 0.0, 5.0)
    assert fusion.notices(volume(below)) == ((UNALIGNED,) if named else ())
    accepted = Fusion(volume(over), 0.0, 5.0, alignment=QUARTER)
    assert accepted.notices(volume(below)) == ()


def test_a_pet_without_suv_says_why() -> None:
    fusion = Fusion(volume("1.2", "No SUV: the patient's weight is missing."), 0.0, 5.0)
    assert [n.text for n in fusion.notices(volume("1.2"))] == [
        "No SUV: the patient's weight is missing."
    ]


def test_an_alignment_carries_places_and_cuts() -> None:
    assert QUARTER.place((5.0, 0.0, 1.0)) == (0.0, 5.0, 11.0)
    cut = Cut((5.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 0.5, (10, 10))
    other = Fusion(volume(""), 0.0, 5.0, alignment=QUARTER).cut_of_over(cut)
    for x, y in ((0.0, 0.0), (3.0, 7.5)):
        assert other.to_patient(x, y) == pytest.approx(QUARTER.place(cut.to_patient(x, y)))
    assert Fusion(volume(""), 0.0, 5.0).cut_of_over(cut) is cut
