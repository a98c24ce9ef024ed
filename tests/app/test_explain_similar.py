"""Why a head is similar to another, on the drawn sample and on real ones, by the shipped model."""

from __future__ import annotations

import numpy as np
import pytest

from medview.app import explain_similar
from medview.app.explain_similar import square_frame
from medview.domain.case import FUNDUS
from medview.domain.job import Cancelled, JobContext
from medview.domain.region import Region
from medview.imaging.preprocess import grey_square
from medview.inference import alike


@pytest.fixture
def heads(opened, sample):
    return [opened(sample / name)[0] for name in ("mr-glioma", "mr-meningioma")]


def why(services, heads, region=None, context=None):
    one, other = heads
    return services.explain_similar(one, 10, other, 9, region, context or JobContext())


def test_places_are_shown_exactly_when_both_stood_their_test(services, heads):
    found = why(services, heads)
    tests = (found.here, found.deletion)
    assert found.is_shown == (bool(found.pairs) and all(test.passed for test in tests))
    assert found.is_shown or found.reason == explain_similar.NOTHING_TELLS
    assert found.model == services.registry.card("radiology").ref
    for side, head in enumerate(heads):
        width, height = services.picture(head.images[0]).full_size
        for pair in found.pairs:
            assert 0 <= pair[side].x <= width and 0 <= pair[side].y <= height
            assert pair[side].rx == pair[side].ry == alike.RADIUS * max(width, height)
    last = services._library.audit_trail()[-1]
    assert last["event"] == "correspondence shown"
    assert set(last["details"]) == {"case", "neighbour", "model", "digest", "shown", "effect"}


def test_the_same_two_have_the_same_places(services, heads):
    one, again = why(services, heads), why(services, heads)
    assert (one.pairs, one.deletion, one.here) == (again.pairs, again.deletion, again.here)


def test_places_of_a_region_lie_in_it(services, heads):
    region = Region(60, 50, 120, 90)
    found = why(services, heads, region)
    for here, _ in found.pairs:
        assert region.x <= here.x <= region.x + region.width
        assert region.y <= here.y <= region.y + region.height


@pytest.mark.parametrize(("width", "height", "corner"), [(40, 61, (0, 0)), (80, 50, (12, 7))])
def test_a_place_finds_its_way_back_to_the_image(width, height, corner):
    plane = np.zeros((height, width), np.uint8)
    plane[30, 21] = 255
    square = grey_square(plane, max(width, height))
    row, column = np.argwhere(square > 0)[0]
    side = max(width, height)
    spot = square_frame(corner, width, height).spot((column + 0.5) / side, (row + 0.5) / side, 0.1)
    assert (spot.x, spot.y) == pytest.approx((21.5 + corner[0], 30.5 + corner[1]))


def test_cancel_is_heard_between_pictures(services, heads):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        why(services, heads, context=context)


def test_eyes_are_sent_to_their_evidence(services, opened, sample):
    one, other = (opened(sample / "fundus" / f"synthetic-0{n}-OD.jpg")[0] for n in (1, 4))
    assert other.modality == FUNDUS
    found = services.explain_similar(one, 0, other, 0, None, JobContext())
    assert not found.is_shown and found.reason == explain_similar.EYES and not found.pairs


def test_real_heads_have_places_or_a_reason(services, opened, shared_data):
    folder = shared_data / "mri-brain"
    files = [sorted((folder / kind).glob("*.jpg"))[-1] for kind in ("glioma", "meningioma")]
    heads = [opened(file)[0] for file in files]
    found = services.explain_similar(heads[0], 0, heads[1], 0, None, JobContext())
    assert found.is_shown != bool(found.reason) and len(found.deletion.elsewhere) == alike.OTHERS
