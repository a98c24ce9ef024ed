import itertools

import pytest

from medview.domain.slices import REACH, Extent, grown, images_of, spaced


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 135, 1000])
def test_a_series_is_stood_for_from_its_first_to_its_last_image(count):
    found = spaced(count)
    assert found[0] == 0 and found[-1] == count - 1
    assert len(found) == len(set(found)) == min(count, 16)
    steps = {b - a for a, b in itertools.pairwise(found)}
    assert not steps or max(steps) - min(steps) <= 1


def test_the_extent_is_kept_inside_the_series():
    assert images_of(Extent.IMAGE, 3, 20) == (3,)
    assert images_of(Extent.AROUND, 0, 20) == (0, 1, 2)
    assert images_of(Extent.AROUND, 19, 20) == (17, 18, 19)
    assert images_of(Extent.SERIES, 3, 5) == (0, 1, 2, 3, 4)


def test_a_region_grows_while_it_is_alike_and_no_further():
    alike = {4, 5, 6, 7, 9}
    assert grown(5, 20, alike.__contains__) == (4, 5, 6, 7)
    assert grown(0, 3, lambda _: True) == (0, 1, 2)
    assert grown(50, 100, lambda _: True) == tuple(range(50 - REACH, 50 + REACH + 1))
    assert grown(5, 20, lambda _: False) == (5,)
