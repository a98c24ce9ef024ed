"""The PDF says all it must, in characters that every viewer shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest

from medview.app.draw_report import draw_report
from medview.app.report_fonts import marked_up
from medview.app.report_lines import eye_lines, report_text, verdict
from medview.app.report_words import Words
from medview.domain.case import Eye
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.grade import Grade
from medview.domain.report import Marked, MarkedPicture
from tests.app.conftest import signed_of

OD, OS = Eye.OD, Eye.OS


def text_of(pdf: bytes, tmp_path) -> str:
    """Return the words of a PDF, by poppler."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext (poppler-utils)")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
    ).stdout.decode()


def test_both_eyes_are_told(make_report, tmp_path):
    report = make_report((OD, Grade.MODERATE, True), (OS, None, False))
    words = text_of(draw_report(report, ENGLISH), tmp_path)
    for part in (
        "OD · right eye", "OS · left eye", "2 Moderate NPDR", "No grade", "too dark",
        "Müller, Zoë (王小东)", "H-4711", "Dr. A. Meyer", "not signed", "DRAFT",
        "dr-fundus 1.0.0, digest 0123456789ab", "Decision support, not a diagnosis.",
    ):  # fmt: skip
        assert part in words, part


def test_chinese_is_embedded_and_read_back(make_report, tmp_path):
    report = make_report((OD, Grade.PROLIFERATIVE, True))
    pdf = draw_report(report, CHINESE)
    assert "增殖期" in text_of(pdf, tmp_path)
    fonts = pdf.count(b"/FontFile2")
    assert fonts >= 2 and pdf.count(b"/Type /FontDescriptor") == fonts  # none is left out


def test_a_name_that_looks_like_markup_is_a_name(make_report):
    assert marked_up("<b>&静脉") == '&lt;b&gt;&amp;<font name="MedView-Han">静脉</font>'
    report = make_report((OD, Grade.MILD, False))
    eye = report.eyes[0]
    note = signed_of(eye.case, Grade.MILD, note="</font><para> & 甲")
    assert draw_report(replace(report, eyes=(replace(eye, signed=note),)), ENGLISH)


def test_the_metadata_name_no_patient(make_report):
    pdf = draw_report(make_report((OD, Grade.MILD, True)), ENGLISH)
    info = b"".join(re.findall(rb"/(?:Title|Author|Subject|Keywords)[^\n]*", pdf))
    assert info and b"M\\374ller" not in info and b"4711" not in info


def test_pictures_and_evidence_are_in_it_upright(make_report):
    pixels = np.zeros((40, 100, 3), np.uint8)
    marked = (MarkedPicture(Marked.LESIONS, pixels),)
    plain = draw_report(make_report((OD, Grade.MILD, True)), ENGLISH)
    full = draw_report(make_report((OD, Grade.MILD, True), marked=marked), ENGLISH)
    assert plain.count(b"/Subtype /Image") == 1
    assert full.count(b"/Width 100") >= 1
    assert full.count(b"/Subtype /Image") > plain.count(b"/Subtype /Image")
    assert re.search(rb"/Height 60[^>]*/Width 80|/Width 80[^>]*/Height 60", plain)


@pytest.mark.parametrize("note", ["long words " * 900, "字" * 9000, "x" * 9000])
def test_a_long_note_goes_on_over_pages(make_report, note, tmp_path):
    report = make_report((OD, Grade.MILD, True))
    eye = report.eyes[0]
    eye = replace(eye, signed=signed_of(eye.case, Grade.MILD, note=note))
    pdf = draw_report(replace(report, eyes=(eye,)), CHINESE)
    told = "".join(text_of(pdf, tmp_path).split())
    assert told.count(note[0]) >= note.count(note[0]) - 5


def test_every_page_says_whose_it_is(make_report, tmp_path):
    told = text_of(draw_report(make_report(*[(OD, Grade.MILD, False)] * 8), ENGLISH), tmp_path)
    pages = [page for page in told.split("\f") if page.strip()]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} · Müller, Zoë (王小东) · Patient ID: H-4711" in page
        assert "Decision support, not a diagnosis. DRAFT - not signed" in page


def test_the_last_visit_is_compared(make_report):
    words = Words(ENGLISH)
    eye = make_report((OD, Grade.SEVERE, True)).eyes[0]
    lines = dict(eye_lines(eye, words))
    assert lines["Last visit"] == "no signed grade of an earlier visit is known"
    for before, told in (
        (Grade.MILD, "worse by 2"),
        (Grade.SEVERE, "no change"),
        (Grade.PROLIFERATIVE, "better by 1"),
        (None, "cannot be compared"),
    ):
        earlier = replace(eye, earlier=signed_of(eye.case, before), earlier_date="2025-01-31")
        assert f"({told})" in dict(eye_lines(earlier, words))["Last visit"]
        assert "2025-01-31" in dict(eye_lines(earlier, words))["Last visit"]


def test_who_says_the_grade_is_told(make_report):
    words = Words(ENGLISH)
    signed, unsigned = make_report((OD, Grade.MILD, True), (OS, Grade.MILD, False)).eyes
    assert verdict(signed, words) == ("Signed grade", "1 Mild NPDR")
    assert verdict(unsigned, words) == ("Model's estimate, not signed", "1 Mild NPDR")
    lines = dict(eye_lines(signed, words))
    assert "the model had said 2 Moderate NPDR" in lines["Signed"]
    assert lines["Referable"].startswith("no, by the signed grade")
    assert dict(eye_lines(unsigned, words))["Referable"].startswith("yes, by the model")


def test_the_preview_says_the_same(make_report):
    report = make_report((OD, Grade.MODERATE, False))
    assert "DRAFT - not signed" in report_text(report, ENGLISH)
    assert "草稿" in report_text(report, CHINESE)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            ENGLISH,
            ("haemorrhages; 1 absent, 9 not looked at", "hard exudates 1; accepted by Dr. B. Ono"),
        ),
        (CHINESE, ("出血；无 1 项，未查 9 项", "硬性渗出 1 处；确认者 Dr. B. Ono")),
    ],
)
def test_findings_are_told_with_who_said_them(make_report, language, told):
    eye = make_report((OD, Grade.MILD, True), has_findings=True).eyes[0]
    words = Words(language)
    lines = dict(eye_lines(eye, words))
    assert told[0] in lines[words("checklist")] and told[1] in lines[words("candidates")]
    oedema = lines[words("oedema")]
    assert words("oedema_2") in oedema and "Dr. B. Ono" in oedema
    assert words("oedema_1") in oedema and "fedcba987654" in oedema  # what the model had said
    text = report_text(replace(make_report((OD, Grade.MILD, True)), eyes=(eye,)), language)
    assert "0.80" in text and "0.10" in text  # the deletion test of the evidence


def test_a_models_oedema_alone_names_its_basis_and_an_abstention_its_reason(make_report):
    eye = make_report((OD, Grade.MILD, True), has_findings=True).eyes[0]
    words = Words(ENGLISH)
    reading = eye.known.oedema
    alone = replace(eye.known, oedema=replace(reading, decision=None))
    line = dict(eye_lines(replace(eye, known=alone), words))["Macular oedema"]
    assert line.startswith("possible risk, by the model lesions") and "OCT" in line
    none = replace(reading.estimate, risk=None, reason="The macula was not found.")
    abstained = replace(eye.known, oedema=replace(reading, estimate=none, decision=None))
    for language, reason in ((ENGLISH, "The macula was not found."), (CHINESE, "未找到黄斑。")):
        words = Words(language)
        told = dict(eye_lines(replace(eye, known=abstained), words))[words("oedema")]
        assert told.endswith(reason)
