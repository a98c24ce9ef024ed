from __future__ import annotations

import pytest

from medview.domain.case import Eye
from medview.sources.names import eye_of, patient_of


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
    ],
)
def test_what_names_say(stem: str, eye: Eye | None, patient: str) -> None:
    assert eye_of(stem) == eye
    assert patient_of(stem) == patient or (eye is None and patient == "")
