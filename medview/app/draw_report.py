"""Draw a report as PDF (A4, fonts embedded), with reportlab's page templates."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from medview import __version__
from medview.app import report_lines
from medview.app.finding_lines import caption
from medview.app.report_fonts import BOLD, TEXT, marked_up, register_fonts
from medview.app.report_words import Words
from medview.domain.report import EyeFindings, PatientReport, Pixels

MARGIN = 45.0  # points, 1/72 inch
INSET = 6.0  # the page template's own
WIDTH = 595.0 - 2 * (MARGIN + INSET)  # of the text on A4
PICTURE = 190.0  # side of the largest square a photograph fills
MARKED = 220.0  # of one with marks
GAP = 12.0
LONG = 300  # characters: what is longer stands below the photograph, where it may break pages
INK, QUIET, RULE, ALERT = "#1b1f24", "#57606a", "#d0d7de", "#a40e26"


def draw_report(report: PatientReport, language: str) -> bytes:
    """Return the PDF of a report; its metadata name no patient."""
    from reportlab.platypus import SimpleDocTemplate

    register_fonts()
    words = Words(language)
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=(595, 842),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 20,
        title=words("title"),
        author="MedView",
        creator=f"MedView {__version__}",
        lang="zh-CN" if words.language == "zh_CN" else "en",
    )
    foot = _Foot(report, words)
    document.build(_story(report, words), onFirstPage=foot, onLaterPages=foot)
    return target.getvalue()


def _story(report: PatientReport, words: Words) -> list[Any]:
    from reportlab.platypus import Spacer

    story = [_text(words("title"), size=17, font=BOLD)]
    draft = report_lines.draft_words(report, words)
    if draft:
        story.append(_text(draft, size=12, font=BOLD, colour=ALERT))
    story.append(Spacer(0, 6))
    story.append(_pairs(report_lines.heading_lines(report, words), WIDTH))
    for eye in report.eyes:
        story += [Spacer(0, GAP), *_eye_parts(eye, words)]
    return story


def _eye_parts(eye: EyeFindings, words: Words) -> list[Any]:
    """Return heading and both columns of one photograph, kept on one page, and what follows."""
    from reportlab.platypus import HRFlowable, KeepTogether, Spacer

    block = [
        HRFlowable(width="100%", color=RULE, spaceAfter=6),
        _text(words.eye(eye.case.eye), size=13, font=BOLD),
        Spacer(0, 5),
        _columns(eye, words),
    ]
    below = [
        _text(words("named", name=name, value=value), size=8.5)
        for name, value in report_lines.eye_lines(eye, words)
        if len(value) > LONG
    ]
    return [KeepTogether(block), *below, *_marked(eye, words)]


def _columns(eye: EyeFindings, words: Words) -> Any:
    from reportlab.platypus import Spacer, Table

    whose, grade = report_lines.verdict(eye, words)
    beside = WIDTH - PICTURE - GAP
    colour = INK if eye.signed is not None else ALERT
    lines = [line for line in report_lines.eye_lines(eye, words) if len(line[1]) <= LONG]
    right = [
        _text(whose, size=9, colour=QUIET),
        _text(grade, size=15, font=BOLD, colour=colour),
        Spacer(0, 4),
        _pairs(lines, beside),
    ]
    left = [_picture(eye.pixels, PICTURE)] if eye.pixels is not None else [_text(eye.problem)]
    left.append(_text(eye.case.images[0].name, size=7, colour=QUIET))
    return Table(
        [[left, right]], colWidths=[PICTURE + GAP, beside], style=_flush("VALIGN"), hAlign="LEFT"
    )


def _marked(eye: EyeFindings, words: Words) -> list[Any]:
    """Return the pictures of what a reader accepted, side by side below their heading."""
    from reportlab.platypus import KeepTogether, Spacer, Table

    if not eye.marked:
        return []
    cells = [
        [_picture(p.pixels, MARKED), Spacer(0, 3), _text(caption(p, eye, words), size=8)]
        for p in eye.marked
    ]
    empty: list[Any] = []
    table = Table(
        [[*cells, *[empty] * (2 - len(cells))]],
        colWidths=[WIDTH / 2] * 2,
        style=[*_flush("VALIGN"), ("RIGHTPADDING", (0, 0), (-1, -1), GAP)],
        hAlign="LEFT",
    )
    heading = _text(words("evidence"), size=9, colour=QUIET)
    return [KeepTogether([Spacer(0, 6), heading, Spacer(0, 2), table])]


def _pairs(lines: Sequence[tuple[str, str]], width: float) -> Any:
    """Return names at the left and values at the right."""
    from reportlab.platypus import Table

    name = min(110.0, width / 3)
    rows = [[_text(n, size=8, colour=QUIET), _text(v, size=8.5)] for n, v in lines]
    style = [*_flush("VALIGN"), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5)]
    return Table(rows, colWidths=[name, width - name], style=style, hAlign="LEFT")


def _flush(alignment: str) -> list[tuple[Any, ...]]:
    everywhere = (0, 0), (-1, -1)
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(alignment, *everywhere, "TOP"), *((side, *everywhere, 0) for side in sides)]


def _picture(pixels: Pixels, side: float) -> Any:
    """Return a picture (H, W, 3) whose longer side is `side` points, as JPEG."""
    from PIL import Image as Pillow
    from reportlab.platypus import Image

    stream = io.BytesIO()
    Pillow.fromarray(pixels).save(stream, "JPEG", quality=92, subsampling=0)
    stream.seek(0)
    scale = side / max(pixels.shape[:2])
    return Image(stream, pixels.shape[1] * scale, pixels.shape[0] * scale, hAlign="LEFT")


def _text(text: str, size: float = 9, font: str = TEXT, colour: str = INK) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    wrap = "CJK" if _is_mostly_han(text) else None
    style = ParagraphStyle(
        "line", fontName=font, fontSize=size, leading=size * 1.3, textColor=colour, wordWrap=wrap
    )
    return Paragraph(marked_up(text), style)


def _is_mostly_han(text: str) -> bool:
    """Return True for Chinese text, which has no spaces to break lines at."""
    return sum(character > "\u2fff" for character in text) > len(text) / 3


class _Foot:
    """What stands at the foot of every page: whose it is, notice, draft mark, page, program."""

    def __init__(self, report: PatientReport, words: Words) -> None:
        self._lines = [
            " ".join([words("notice"), report_lines.draft_words(report, words)]),
            words("scale"),
        ]
        key = words.named("patient_id", report.patient.key)
        is_known = not report.patient.key.startswith("unknown")
        whose = [words.patient(report.patient), key if is_known else ""]
        self._whose = " · ".join(part for part in whose if part)
        self._words = words

    def __call__(self, canvas: Any, document: Any) -> None:
        page = self._words("page", page=document.page)
        version = self._words("made_with", version=__version__)
        for number, text in enumerate((*self._lines, f"{page} · {self._whose} · {version}")):
            line = _text(text, size=7, colour=QUIET if number else INK)
            line.wrapOn(canvas, WIDTH, 20)
            line.drawOn(canvas, MARGIN + INSET, MARGIN + 6 - 11 * number)
