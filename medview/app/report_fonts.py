"""The fonts of PDF reports, embedded so that every viewer shows every character.

Latin, Greek and Cyrillic are set in DejaVu Sans, which matplotlib brings; Han characters in the
Droid Sans Fallback of resources/fonts. A viewer without Asian fonts (poppler without any, for one)
shows boxes for Chinese that is not embedded, so reportlab's CID fonts are not used.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from medview.app.resources import resource

TEXT, BOLD, HAN = "MedView", "MedView-Bold", "MedView-Han"
# CJK symbols, Han, and full-width forms; a space between them belongs to the Latin font.
_HAN_RUN = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")


@cache
def register_fonts() -> None:
    """Make the three fonts known to reportlab, once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    han = resource("fonts", "DroidSansFallback-Han.ttf")
    for name, file in ((TEXT, _dejavu()), (BOLD, _dejavu("-Bold")), (HAN, han)):
        pdfmetrics.registerFont(TTFont(name, str(file)))
    pdfmetrics.registerFontFamily(TEXT, TEXT, BOLD, TEXT, BOLD)


def marked_up(text: str) -> str:
    """Return plain text as reportlab's markup, with Han characters in their own font."""
    return _HAN_RUN.sub(lambda run: f'<font name="{HAN}">{run[0]}</font>', escape(text))


def _dejavu(weight: str = "") -> Path:
    from matplotlib import get_data_path

    return Path(get_data_path(), "fonts", "ttf", f"DejaVuSans{weight}.ttf")
