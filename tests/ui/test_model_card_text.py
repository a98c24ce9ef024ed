"""The card can be read whole: use, limits, data with licences, figures with intervals."""

from __future__ import annotations

import re
from dataclasses import replace

from medview.app.licences import Licence
from medview.app.resources import resources_folder
from medview.domain.card_figures import figures_of
from medview.domain.model import ModelCard, ModelRef
from medview.store.models import read_package
from medview.ui.card_figure_words import card_figure_words
from medview.ui.model_card_text import card_html, licences_html
from medview.ui.model_compare_text import compare_html
from medview.ui.translation import Translation

CARD = ModelCard(
    ref=ModelRef("dr-fundus", "1.0", "ab" * 32),
    title="Grades <of> eyes",
    task="dr-grading",
    modalities=("FUNDUS",),
    input_size=320,
    dimension=128,
    preprocess={},
    intended_use="Helps an ophthalmologist.",
    limits=("Not for children.",),
    data=({"name": "DeepDRiD", "licence": "CC BY-SA 4.0", "images": 1200},),
    recipe={"loss": "triplet", "seed": 7},
    validation={
        "kappa": {"value": 0.8712345, "ci95": [0.85, 0.89], "images": 400},
        "confusion": [[5, 1], [0, 6]],
    },
    ablations=({"input": 320, "kappa": 0.87},),
    licence="Apache-2.0",
)


def test_a_calibration_for_this_site_is_said_above_all_else():
    page = card_html(replace(CARD, site="2026-03-03, Dr. <A>"))
    said = "Referral is calibrated for this site (2026-03-03, Dr. &lt;A&gt;)."
    assert page.index(said) < page.index("Intended use")
    assert "calibrated for this site" not in card_html(CARD)


def test_every_figure_of_the_shipped_models_has_its_chinese(qapp):
    models = resources_folder() / "models"
    cards = [read_package(folder).card for folder in models.iterdir() if folder.is_dir()]
    assert len(cards) == 5
    names = {name for card in cards for name in figures_of(card)}
    english = re.compile(r"[A-Za-z]{3,}")
    kept = {"AUC", "AUPR", "Dice", "kappa", "ImageNet"}
    translation = Translation(qapp)
    translation.use("zh_CN")
    try:
        left = [name for name in names if set(english.findall(card_figure_words(name))) - kept]
        assert left == []
        compared = compare_html(cards[0], cards[1])
        assert "FUNDUS" not in compared and "FUNDUS" not in card_html(CARD)
    finally:
        translation.use("en")


def test_every_part_of_the_card_is_there():
    page = card_html(CARD)
    for words in (
        "dr-fundus 1.0",
        "ab" * 32,
        "Helps an ophthalmologist.",
        "Not for children.",
        "DeepDRiD",
        "CC BY-SA 4.0",
        "kappa: 0.8712 (95 %: 0.85 – 0.89; images 400)",
        "confusion: 5, 1 | 0, 6",
        "loss: triplet",
        "Apache-2.0",
        "320",
    ):
        assert words in page


def test_what_a_card_says_is_no_markup():
    assert "Grades &lt;of&gt; eyes" in card_html(CARD)


def test_licences_are_listed():
    assert "numpy" in licences_html([Licence("numpy", "2.0", "BSD-3-Clause")])
