from __future__ import annotations

import pytest

from medview.domain.case import Eye
from medview.sources.names import eye_of, patient_of, visit_of


@pytest.mark.parametrize(
    ("stem", "eye", "patient"),
    [
        ("100_l1", Eye.OS, "100"),
        ("100_r2", Eye.OD, "100"),
        ("10_left", Eye.OS, "10"),
        ("0042-OD-2", Eye.OD, "0042"),
        ("Smith right 3", Eye.OD, "Smith"),
        ("OS_0042", Eye.OS, "0042"),
        ("visit.left.macula", Eye.OS, ""),
        ("IDRiD_001", None, ""),
        ("left_and_right", None, ""),
        ("bright", None, ""),
        ("scan_old", None, ""),
        ("_l1", None, ""),
        ("Image_01L", Eye.OS, "Image_01"),
        ("0042OD2", Eye.OD, "0042"),
        ("12_OS_2", Eye.OS, "12"),
        ("12 RE 1", Eye.OD, "12"),
        ("p7_LE", Eye.OS, "p7"),
        ("12 R macula", Eye.OD, "12"),
        ("Smith_OD_20240131_103015", Eye.OD, "Smith"),
        ("20240131_Smith_OS_1", Eye.OS, "Smith"),
        ("Smith_19650203_OS_2024-01-31", Eye.OS, "Smith_19650203"),
        ("20240131_OD_1", Eye.OD, "20240131"),
        ("张三_左眼", Eye.OS, "张三"),
        ("case_re", None, ""),
        ("2_le", None, ""),
        ("20051020_43808_0100_PP", None, ""),
        ("IM000123", None, ""),
        ("a1b2c3d4e5f6", None, ""),
        ("007-0004-000", None, ""),
        ("MODEL", None, ""),
    ],
)
def test_what_names_say(stem: str, eye: Eye | None, patient: str) -> None:
    assert eye_of(stem) == eye
    assert patient_of(stem) == patient or (eye is None and patient == "")


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("Smith_OD_20240131_103015", "2024-01-31"),
        ("Smith_19650203_OS_2024-01-31", "2024-01-31"),
        ("20051020_43808_0100_PP", "2005-10-20"),
        ("20240131_20240201_OD", ""),
        ("12345678_OD", ""),
        ("20991231_OD", ""),
        ("100_l1", ""),
    ],
)
def test_the_day_in_a_name(stem: str, day: str) -> None:
    assert visit_of(stem) == day
