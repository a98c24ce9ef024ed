from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from medview.app.write_letter import eye_results, next_step, write_letter
from medview.domain.case import Eye, Patient
from medview.domain.choices import CHINESE, ENGLISH
from medview.domain.grade import Grade
from medview.domain.report import Addressee

OD, OS = Eye.OD, Eye.OS


def test_a_letter_that_is_not_signed_says_first_that_it_is_a_draft(make_report):
    drafts = [
        make_report((OD, Grade.MILD, False)),
        make_report((OD, Grade.MILD, True), (OS, Grade.MILD, False)),
    ]
    for report, to in itertools.product(drafts, Addressee):
        assert write_letter(report, to, ENGLISH).startswith("DRAFT: a doctor has not signed")
        assert write_letter(report, to, CHINESE).startswith("草稿：")
    signed = make_report((OD, Grade.MILD, True))
    assert "DRAFT" not in write_letter(signed, Addressee.PATIENT, ENGLISH)


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Grade.NO_DR, "1 to 2 years"),
        (Grade.MILD, "6 to 12 months"),
        (Grade.MODERATE, "within 3 to 6 months"),
        (Grade.SEVERE, "within 3 months"),
        (Grade.PROLIFERATIVE, "within 1 month."),
    ],
)
def test_the_worse_eye_decides_what_to_do_next(make_report, grade, words):
    report = make_report((OD, Grade.NO_DR, True), (OS, grade, True))
    for to in Addressee:
        assert words in write_letter(report, to, ENGLISH)


def test_an_eye_without_a_result_is_not_passed_over(make_report):
    assert next_step(make_report((OD, Grade.NO_DR, True), (OS, None, True))) == "ungradable"
    assert next_step(make_report((OD, Grade.NO_DR, True), (OS, None, False))) == "none"
    assert next_step(make_report((OD, Grade.SEVERE, True), (OS, None, True))) == "3"
    assert next_step(make_report((OD, None, True))) == "ungradable"


def test_the_worst_photograph_of_an_eye_stands_for_it(make_report):
    report = make_report((OD, Grade.MILD, True), (OD, Grade.SEVERE, True), (OS, None, True))
    assert [(side, eye.grade) for side, eye in eye_results(report)] == [
        (OD, Grade.SEVERE), (OS, None),
    ]  # fmt: skip


def test_who_signed_which_model_and_the_notice_are_named(make_report):
    report = make_report((OD, Grade.MODERATE, True))
    for to in Addressee:
        letter = write_letter(report, to, ENGLISH)
        assert "Dr. A. Meyer, 2026-03-03" in letter
        assert "dr-fundus 1.0.0, digest 0123456789ab" in letter
        assert "Decision support, not a diagnosis." in letter
        assert "Müller, Zoë (王小东)" in letter
    assert "仅供决策参考，不构成诊断。" in write_letter(report, Addressee.DOCTOR, CHINESE)


def test_nobody_is_greeted_by_a_number(make_report):
    report = make_report((OD, Grade.NO_DR, True), patient=Patient("unknown-1"))
    assert "Dear patient," in write_letter(report, Addressee.PATIENT, ENGLISH)


def test_oedema_a_reader_suspects_is_referred_and_a_models_word_alone_is_not(make_report):
    report = make_report((OD, Grade.MILD, True), has_findings=True)
    eye = report.eyes[0]
    assert next_step(report) == "oedema"
    assert "Macular oedema is suspected" in write_letter(report, Addressee.DOCTOR, ENGLISH)
    assert "3 个月" in write_letter(report, Addressee.PATIENT, CHINESE)
    alone = replace(eye.known, oedema=replace(eye.known.oedema, decision=None))
    assert next_step(replace(report, eyes=(replace(eye, known=alone),))) == "1"
    severe = make_report((OD, Grade.SEVERE, True), has_findings=True)
    assert next_step(severe) == "3"  # as soon, and for more than the macula
    doctor = write_letter(report, Addressee.DOCTOR, ENGLISH)
    assert "hard exudates 1; accepted by Dr. B. Ono" in doctor and "Evidence" in doctor
    assert "exudates" not in write_letter(report, Addressee.PATIENT, ENGLISH)
