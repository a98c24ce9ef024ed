from __future__ import annotations

from medview.domain.pseudonym import pseudonym


def test_one_patient_has_one_pseudonym_that_does_not_hold_the_name():
    assert pseudonym("Doe^Jane") == pseudonym("Doe^Jane")
    assert "Doe" not in pseudonym("Doe^Jane") and "Jane" not in pseudonym("Doe^Jane")


def test_ten_thousand_patients_have_as_many():
    assert len({pseudonym(str(number)) for number in range(10_000)}) == 10_000
