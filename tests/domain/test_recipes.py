from __future__ import annotations

import pytest

from medview.domain.errors import PlanError
from medview.domain.recipes import DeviceFacts, device_of, recipe_plans


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        (DeviceFacts(""), "cpu", "No graphics card that can train was found."),
        (DeviceFacts("cuda"), "cpu", "No graphics card that can train was found."),
        (DeviceFacts("", card=True), "cpu", "built for processors only"),
        (DeviceFacts("cuda", card=True), "cpu", "driver is missing or too old"),
        (DeviceFacts("cuda", "RTX 4000", 19.6, card=True), "cuda", "RTX 4000 (20 GB)"),
        (DeviceFacts("mps", "Apple", card=True), "mps", "this Mac"),
    ],
)
def test_the_device_is_named_and_why_no_other(facts: DeviceFacts, kind: str, words: str):
    found = device_of(facts)
    assert found.kind == kind and words in found.words


def test_recipes_cost_more_from_fast_to_best():
    plans = recipe_plans("Ours", "dr-grading", ["FUNDUS"], ["0", "2"])
    assert list(plans) == ["fast", "balanced", "best"]
    costs = [plan.epochs * plan.input_size**2 for plan in plans.values()]
    assert costs == sorted(costs)
    assert all(plan.classes == ("0", "1", "2", "3", "4") for plan in plans.values())
    assert all(plan.kind == "fundus" for plan in plans.values())


def test_the_classes_of_other_pictures_are_their_labels():
    plan = recipe_plans("Ours", "similarity", ["MR"], ["b", "a", "b"])["fast"]
    assert plan.classes == ("a", "b") and plan.kind == "grey" and plan.modalities == ("MR",)
    with pytest.raises(PlanError, match="at least two"):
        recipe_plans("Ours", "similarity", ["MR"], ["b", "b"])
