from __future__ import annotations

from medview.domain.pseudonym import UNSALTED, Pseudonyms

HOUSE = Pseudonyms(b"one house")


def test_one_patient_has_one_pseudonym_that_does_not_hold_the_name():
    assert HOUSE.of("Doe^Jane") == HOUSE.of("Doe^Jane")
    assert "Doe" not in HOUSE.of("Doe^Jane") and "Jane" not in HOUSE.of("Doe^Jane")


def test_ten_thousand_patients_have_as_many():
    assert len({HOUSE.of(str(number)) for number in range(10_000)}) == 10_000


def test_who_has_the_patients_but_not_the_salt_finds_nobody():
    guesses = {other.of("Doe^Jane") for other in (UNSALTED, Pseudonyms(b"another house"))}
    assert HOUSE.of("Doe^Jane") not in guesses


def test_a_patient_is_found_under_their_key_a_pseudonym_and_that_of_older_models():
    for name in ("Doe^Jane", HOUSE.of("Doe^Jane"), UNSALTED.of("Doe^Jane")):
        assert HOUSE.name_among("Doe^Jane", {name, "other"}) == name
    assert HOUSE.name_among("Doe^Jane", {"other"}) == "Doe^Jane"
    assert HOUSE.names("") == ()
