"""The Models page draws the free response, in the theme's colours, with a table beside it."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import numpy as np
from PySide6.QtGui import QColor, QImage, QTextDocument

from medview.app.resources import resources_folder
from medview.store.models import read_package
from medview.ui.free_response_picture import HEIGHT, SCALE, WIDTH, count_words, picture_of
from medview.ui.free_response_words import free_response_html
from medview.ui.model_card_text import card_html
from medview.ui.theme import DARK, LIGHT
from medview.ui.translation import Translation
from tests.domain.test_free_response import CURVE

CARD = read_package(resources_folder() / "models/nodules").card


def image_of(page: str) -> QImage:
    (picture,) = re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    return QImage.fromData(b64decode(picture))


def pixels(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    held = image.convertToFormat(QImage.Format.Format_ARGB32)
    shades = np.frombuffer(held.constBits(), np.uint32)
    return int((shades == wanted).sum())


def test_a_card_is_drawn_in_the_colours_of_the_theme(qapp):
    for tokens, other in ((LIGHT, DARK), (DARK, LIGHT)):
        image = image_of(card_html(CARD, tokens))
        assert (image.width(), image.height()) == (WIDTH * SCALE, HEIGHT * SCALE)
        assert pixels(image, tokens.surface) > 0.8 * WIDTH * HEIGHT * SCALE**2
        assert pixels(image, tokens.accent) > 300  # line and points
        assert pixels(image, other.surface) == 0


def test_every_point_stands_in_the_table_with_its_interval(qapp):
    document = QTextDocument()
    document.setHtml(card_html(CARD, LIGHT))
    words = document.toPlainText()
    for told in ("30 % (4 % – 55 %)", "72 % (57 % – 83 %)", "19.7 (as MedView shows marks)"):
        assert told in words
    assert "Scans: 121; nodules: 162" in words and "41 slices around its nodules" in words
    assert "found at false marks" not in words  # not told a second time as a list


def test_two_points_or_one_and_names_of_others(qapp):
    page = free_response_html({"free_response": {"<mine>": CURVE}}, LIGHT)
    assert "&lt;mine&gt;" in page and "<mine>" not in page and "40 % (20 % – 60 %)" in page
    one = CURVE | {"found_at_false_marks": {"4": {"value": 0.8}}}
    assert "<img" not in free_response_html({"free_response": {"a": one}}, LIGHT)
    assert free_response_html({}) == ""
    assert [count_words(n) for n in (0.125, 0.5, 1.0, 32.0)] == ["1/8", "1/2", "1", "32"]


def test_it_is_told_in_chinese(qapp):
    translation = Translation(qapp)
    translation.use("zh_CN")
    try:
        page = free_response_html(CARD.validation, LIGHT)
    finally:
        translation.use("en")
    assert "每次扫描的假阳性标记数" in page and "False marks" not in page.split("Candidates of")[0]


def test_a_drawing_needs_no_file(qapp, tmp_path: Path, monkeypatch):
    from medview.domain.free_response import FreeResponse

    monkeypatch.chdir(tmp_path)
    (curve,) = FreeResponse.from_card({"free_response": {"a": CURVE}}).values()
    assert picture_of(curve, LIGHT).startswith(b"\x89PNG") and not list(tmp_path.iterdir())
