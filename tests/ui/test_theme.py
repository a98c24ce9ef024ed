"""Both themes can be read: text on its ground has a contrast of 4.5 to 1 or more (WCAG 2.1 AA)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from medview.ui.theme import DARK, LIGHT, Tokens, stylesheet

TEXT_ON_GROUND = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("text", "warning_soft"),
    ("text", "danger_soft"),
    ("text", "good_soft"),
    ("quiet", "window"),
    ("quiet", "surface"),
    ("quiet", "raised"),
    ("quiet", "good_soft"),
    ("quiet", "accent_soft"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("good", "raised"),
    ("danger", "raised"),
    ("warning", "surface"),
    ("danger", "surface"),
    ("surface", "good"),
    ("surface", "danger"),
    ("surface", "quiet"),
    ("surface", "text"),
    ("on_canvas", "canvas"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1)."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(tokens: Tokens, text: str, ground: str):
    pair = sorted((luminance(getattr(tokens, text)), luminance(getattr(tokens, ground))))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_every_colour_of_the_style_sheet_is_filled_in(tokens: Tokens):
    assert "@" not in stylesheet(tokens)
