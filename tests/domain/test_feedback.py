import numpy as np
import pytest

from medview.domain.explanation import Frame
from medview.domain.feedback import emphasised, refined
from medview.domain.region import Region

RNG = np.random.default_rng(5)


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


QUERIES, LIKED, DISLIKED = (unit(RNG.normal(size=(n, 6))) for n in (2, 3, 4))
NONE = np.zeros((0, 6))


def by_hand(query, liked, disliked):
    moved = [
        q + 2 * sum(v[i] for v in liked) / len(liked) - 2 * sum(v[i] for v in disliked) / 4
        for i, q in enumerate(query)
    ]
    return np.array(moved) / sum(x * x for x in moved) ** 0.5


def test_the_query_moves_as_the_rule_says():
    expected = [by_hand(query, LIKED, DISLIKED) for query in QUERIES]
    assert refined(QUERIES, LIKED, DISLIKED) == pytest.approx(np.array(expected))


def test_nothing_judged_leaves_the_query():
    assert refined(QUERIES, NONE, NONE) == pytest.approx(QUERIES)


def test_what_is_liked_comes_nearer_and_what_is_not_goes_away():
    moved = refined(QUERIES, LIKED[:1], DISLIKED[:1])
    assert (moved @ LIKED[0] > QUERIES @ LIKED[0]).all()
    assert (moved @ DISLIKED[0] < QUERIES @ DISLIKED[0]).all()
    assert np.linalg.norm(moved, axis=1) == pytest.approx(1)


def test_disliking_alone_does_not_turn_the_query_about():
    moved = refined(QUERIES, NONE, DISLIKED)
    assert ((moved * QUERIES).sum(axis=1) > 0).all()


def test_disliking_the_query_itself_leaves_a_direction():
    moved = refined(QUERIES[:1], NONE, QUERIES[:1])
    assert np.isfinite(moved).all() and np.linalg.norm(moved) == pytest.approx(1)


def test_a_region_counts_by_how_far_the_picture_moves_without_it():
    whole, without = QUERIES[0], DISLIKED[0]
    expected = [2 * w - o for w, o in zip(whole, without, strict=True)]
    expected = np.array(expected) / sum(x * x for x in expected) ** 0.5
    assert emphasised(whole, without) == pytest.approx(expected)
    both = emphasised(QUERIES, DISLIKED[:2])
    assert both[0] == pytest.approx(expected)
    assert np.linalg.norm(both, axis=1) == pytest.approx(1)


def test_a_region_that_does_nothing_leaves_the_picture():
    assert emphasised(QUERIES, QUERIES) == pytest.approx(QUERIES)


@pytest.mark.parametrize(
    ("frame", "region"),
    [
        (Frame(0, 0, 40, 40), Region(10, 4, 12, 6)),
        (Frame(-5, 0, 50, 50), Region(0, 7, 40, 3)),  # a high picture, padded at both sides
        (Frame(8, 8, 30, 30), Region(0, 0, 12, 60)),  # a retina in the middle of a photograph
        (Frame(8, 8, 30, 30), Region(0, 0, 5, 5)),
    ],
)
def test_a_region_covers_the_pixels_of_the_square_it_touches(frame, region):
    side, step = 16, frame.width / 16
    covered = frame.mask(region, side)
    for row in range(side):
        for column in range(side):
            left, top = frame.left + column * step, frame.top + row * step
            touches = (
                left + step > region.x and left < region.x + region.width
                and top + step > region.y and top < region.y + region.height
            )  # fmt: skip
            assert covered[row, column] == touches
