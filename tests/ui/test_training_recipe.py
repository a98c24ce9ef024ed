"""Choosing how to learn: recipes with their cost, the classics, and fields the plan checks."""

from __future__ import annotations

from dataclasses import fields

import pytest

from medview.domain.classics import CLASSICS
from medview.domain.recipes import Device, Recipe, recipe_plans
from medview.domain.training import LIMITS, TrainingPlan
from medview.ui.theme import Theme
from medview.ui.training_fields import FIELDS
from medview.ui.training_recipe import TrainingRecipe

CPU = Device("cpu", "Training runs on the processor. No graphics card that can train was found.")


@pytest.fixture
def recipes() -> list[Recipe]:
    plans = recipe_plans("", "dr-grading", ("FUNDUS",), "01234")
    costs = {"fast": (3.2, 900.0), "balanced": (24.0, 1640.0), "best": (310.0, 3400.0)}
    return [Recipe(name, plan, *costs[name], CPU) for name, plan in plans.items()]


@pytest.fixture
def step(qtbot, qapp, recipes) -> TrainingRecipe:
    Theme(qapp, "light")
    part = TrainingRecipe()
    qtbot.addWidget(part)
    part.show()
    part.offer({recipe.name: recipe.plan for recipe in recipes})
    part.show_costs(recipes)
    part.title.setText("Clinic")
    return part


def test_recipes_say_what_they_cost_here(step):
    said = [card.cost.text() for card in step.cards.values()]
    assert said == [
        "about 3 min, 0.9 GB of memory",
        "about 24 min, 1.6 GB of memory",
        "about 5.2 h, 3.4 GB of memory",
    ]
    assert step.device.text() == CPU.words


def test_balanced_is_proposed_and_another_can_be_chosen(step, recipes):
    assert step.cards["balanced"].choice.isChecked()
    step.cards["best"].choice.click()
    assert step.plan.input_size == recipes[2].plan.input_size
    assert step.plan.title == "Clinic"


def test_a_name_is_needed(step):
    step.title.setText("  ")
    assert step.plan is None
    assert step.what_is_missing() == "Give the model a name."


@pytest.mark.parametrize("name", CLASSICS)
def test_a_classic_is_one_click(step, name):
    step.classics[name].click()
    assert {field: getattr(step.plan, field) for field in CLASSICS[name]} == CLASSICS[name]
    assert [part.isChecked() for part in step.classics.values()] == [n == name for n in CLASSICS]


def test_a_change_says_that_the_cost_may_differ(step):
    step.classics["triplet"].click()
    assert "may differ" in step.remark.text()
    step.cards["fast"].choice.click()
    assert not step.remark.isVisible()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("margin", "11", "'margin' must be from 0 to 10"),
        ("input_size", "250", "'input_size' must be a multiple of 32"),
        ("epochs", "2.5", "'epochs' must be a number"),
        ("learning_rate", "quick", "'learning_rate' must be a number"),
    ],
)
def test_the_plan_itself_says_what_is_wrong(step, field, typed, words):
    step.advanced.click()
    step.form.numbers[field].setText(typed)
    assert words in step.form.fault.text() and step.form.fault.isVisible()
    assert step.plan is None
    assert step.what_is_missing() == "Correct the field that is named in red."


def test_every_field_that_may_be_changed_is_there_and_says_what_it_does(step):
    fixed = {"id", "title", "task", "kind", "modalities", "classes", "start"}
    assert {field.name for field in FIELDS} == {f.name for f in fields(TrainingPlan)} - fixed
    assert set(LIMITS) <= set(step.form.numbers)
    for part in (*step.form.boxes.values(), *step.form.numbers.values()):
        assert part.toolTip() and part.accessibleName()


def test_a_recipe_can_be_run_before_its_cost_is_known(step, recipes):
    step.offer({recipe.name: recipe.plan for recipe in recipes})
    assert step.bar.isVisible() and not step.what_is_missing()
    assert step.cards["best"].cost.text() == "being measured …"
    step.say_unmeasured()
    assert not step.bar.isVisible() and not step.what_is_missing()
    assert step.cards["best"].cost.text() == "not measured"


def test_without_plans_nothing_can_be_started(step):
    step.offer({})
    assert step.what_is_missing() == "There is no recipe for these cases."
