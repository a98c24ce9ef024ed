from __future__ import annotations

from medview.app.map_labels import label_counts, mapped, suggested_classes
from medview.domain.case import ImageRef
from medview.domain.training import TrainingCase

CASES = [
    TrainingCase(ImageRef(f"/{n}.jpg"), label, f"p{n}")
    for n, label in enumerate(("2_moderate", "no DR", "PDR", "glaucoma", "2_moderate"))
]


def test_labels_are_counted_by_their_names():
    assert list(label_counts(CASES).items()) == [
        ("2_moderate", 2), ("PDR", 1), ("glaucoma", 1), ("no DR", 1)
    ]  # fmt: skip


def test_grades_are_recognised_and_what_is_none_is_left_out():
    classes = suggested_classes(label_counts(CASES), "dr-grading")
    assert classes == {"2_moderate": "2", "no DR": "0", "PDR": "4", "glaucoma": ""}
    assert [(c.label, c.patient) for c in mapped(CASES, classes)] == [
        ("2", "p0"), ("0", "p1"), ("4", "p2"), ("2", "p4")
    ]  # fmt: skip


def test_for_search_each_label_is_a_class_and_several_can_be_one():
    assert set(suggested_classes(label_counts(CASES), "similarity").values()) == {
        case.label for case in CASES
    }
    merged = mapped(CASES, {"2_moderate": "DR", "PDR": "DR", "no DR": "none"})
    assert [case.label for case in merged] == ["DR", "none", "DR", "DR"]
