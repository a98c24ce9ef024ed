"""What is gained by reading both photographs of an eye, with the model that ships."""

from __future__ import annotations

import pytest

from medview.app.measure_eyes import measure_eyes, measure_sides
from medview.domain.errors import CannotOpen


def test_a_set_that_is_not_there_is_told(services, tmp_path):
    with pytest.raises(CannotOpen, match="DeepDRiD"):
        measure_eyes(services, tmp_path)


@pytest.mark.slow
def test_both_photographs_of_an_eye_are_better_than_each_alone(services, shared_data):
    figures = measure_eyes(services, shared_data)
    assert figures["together"]["value"] > figures["alone"]["value"]
    assert figures["alone"]["images"] > 1.8 * figures["together"]["images"]


@pytest.mark.slow
def test_the_optic_disc_tells_the_eye(shared_data):
    figures = measure_sides(shared_data)
    assert figures["decided"]["value"] > 0.8
    assert figures["right"]["ci95"][0] > 0.94
