"""Regions that are judged move a search, on neighbours, on the query and through slices."""

from __future__ import annotations

import json

import numpy as np
import pytest

from medview import cli
from medview.app.explain_similar import square_frame
from medview.app.find_similar import judged_record
from medview.domain.case import CaseId
from medview.domain.errors import CannotOpen, RegionOutside
from medview.domain.feedback import Judgement
from medview.domain.job import JobContext
from medview.domain.neighbours import cosine
from medview.domain.region import Region
from medview.inference.alike import filled

OWN = {"library": "own"}
PLACE = Region(100, 80, 60, 50)


@pytest.fixture
def searched(services, opened, sample):
    """Services with one series of the own library, and another series to search with."""
    services.import_cases([sample / "mr-glioma"], None, "own", JobContext())
    (held,) = services.library_cases()
    return services, opened(sample / "mr-meningioma")[0], held


def by_hand(services, case, index, region):
    """The picture's embedding, twice, less that of the picture with the region grown over."""
    model = services._models.for_modality("MR")
    prepared = services._reader.prepare(case.images[index], model.card.preprocess)
    image, size = prepared.tensor, services.picture(case.images[index]).full_size
    scale, side = image.shape[-1] / max(size), image.shape[-1]
    left, top = ((max(size) - length) // 2 for length in size)
    covered = np.zeros((side, side), bool)
    for row in range(side):
        for column in range(side):
            covered[row, column] = (
                (left + region.x) * scale < column + 1
                and column < (left + region.x + region.width) * scale
                and (top + region.y) * scale < row + 1
                and row < (top + region.y + region.height) * scale
            )
    both = model.encoder.embed(np.stack([image, filled(image, covered)]))
    moved = 2 * both[0] - both[1]
    return moved / np.linalg.norm(moved)


def refined_by_hand(query, liked):
    moved = query + 2 * liked
    return moved / np.linalg.norm(moved)


def test_a_region_of_a_neighbour_moves_the_query_as_the_rule_says(searched):
    services, query, held = searched
    said = Judgement(held.id, True, 4, PLACE)
    found = services.find_similar(query, 10, where=OWN, judged=[said]).neighbours
    model = services._models.for_modality("MR")
    asked = refined_by_hand(
        services._similar.embed(model, query, 10), by_hand(services, held, 4, PLACE)
    )
    keys = services._library.embedded(model.card.ref.digest)
    vectors = np.stack(list(services._library.vectors(keys).values()))
    assert found[0].distance == pytest.approx(cosine(asked[None], vectors).min(), abs=2e-5)
    plain = services.find_similar(query, 10, where=OWN).neighbours
    whole = services.find_similar(query, 10, where=OWN, judged=[Judgement(held.id, True, 4)])
    assert len({round(n.distance, 6) for n in (found[0], plain[0], whole.neighbours[0])}) == 3


def test_more_and_less_of_a_region_are_opposite_ways(searched):
    services, query, held = searched
    liked, plain, disliked = (
        services.find_similar(query, 10, where=OWN, judged=said).neighbours[0].distance
        for said in (
            [Judgement(held.id, True, 4, PLACE)], [], [Judgement(held.id, False, 4, PLACE)],
        )
    )  # fmt: skip
    assert liked < plain < disliked


def test_a_region_on_the_query_needs_no_library(services, opened, sample):
    query = opened(sample / "mr-meningioma")[0]
    said = [Judgement(query.id, True, 10, PLACE)]
    plain, moved = (services.find_similar(query, 10, judged=j).neighbours for j in ((), said))
    assert [n.distance for n in moved] != [n.distance for n in plain]
    assert query.patient.key not in {n.patient for n in moved}


def test_where_a_region_is_followed_so_is_one_that_is_judged(searched):
    services, query, held = searched
    model, similar = services._models.for_modality("MR"), services._similar
    said = Judgement(held.id, True, 4, PLACE)
    images = similar.asked_images(held, 4, PLACE, (), True)
    assert 4 in images and len(images) > 1
    mean = np.mean([by_hand(services, held, image, PLACE) for image in images], axis=0)
    mean /= np.linalg.norm(mean)
    assert similar.judged(model, query, said, grow=True) == pytest.approx(mean, abs=1e-5)


def test_a_photograph_is_judged_by_a_place_on_its_retina(services, opened, sample):
    eye, other = (opened(sample / "fundus" / f"synthetic-0{n}-OD.jpg")[0] for n in (3, 4))
    width, height = services.picture(eye.images[0]).full_size
    middle = Region(width // 3, height // 3, width // 4, height // 4)
    said = [Judgement(eye.id, True, 0, middle)]
    plain, moved = (services.find_similar(eye, judged=j).neighbours for j in ((), said))
    assert [n.distance for n in moved] != [n.distance for n in plain]
    with pytest.raises(RegionOutside, match="outside the retina"):
        services.find_similar(eye, judged=[Judgement(eye.id, True, 0, Region(0, 0, 5, 5))])
    with pytest.raises(CannotOpen, match="no case"):
        services.find_similar(other, judged=said)


def test_what_is_not_there_is_told(searched):
    services, query, held = searched
    for said, error, words in (
        (Judgement(CaseId("gone"), True, 0, PLACE), CannotOpen, "no case gone"),
        (Judgement(held.id, True, 999, PLACE), CannotOpen, "no image 1000"),
        (Judgement(held.id, True, 4, Region(9000, 0, 5, 5)), RegionOutside, "outside the image"),
    ):
        with pytest.raises(error, match=words):
            services.find_similar(query, 10, judged=[said])


def test_the_trail_keeps_the_place():
    assert judged_record(Judgement(CaseId("a"), True, 2)) == ["a", True]
    assert judged_record(Judgement(CaseId("a"), False, 2, PLACE)) == [
        "a", False, 2, (100, 80, 60, 50),
    ]  # fmt: skip


def test_the_square_is_the_pictures_own(searched):
    """`by_hand` pads as the reader does; the frame must say the same."""
    frame = square_frame((0, 0), 100, 60)
    assert (frame.left, frame.top, frame.width) == (0, -20, 100)


def test_the_command_line_takes_regions(sample, home, capsys):
    options = ["--home", str(home), "--json", "--where", "library=own"]
    assert cli.main(["import", str(sample / "mr-glioma"), "--home", str(home)]) == 0
    path = ["similar", str(sample / "mr-meningioma"), "--slice", "11"]

    def distance(*more):
        capsys.readouterr()
        assert cli.main([*path, *options, *more]) == 0
        return json.loads(capsys.readouterr().out)["neighbours"][0]

    first = distance()
    region = "100,80,60,50"
    more = distance("--more-here", first["case"], region, "5")["distance"]
    less = distance("--less-here", first["case"], region, "5")["distance"]
    assert more < first["distance"] < less
    own = distance("--more-here", "QUERY", region, "--more-here", "QUERY", "0,0,20,20", "3")
    assert own["distance"] != first["distance"]
    assert cli.main([*path, *options, "--more-here", "nobody", region]) == 1
    with pytest.raises(SystemExit) as end:
        cli.main([*path, *options, "--more-here", first["case"], "1,2,3"])
    assert end.value.code == 2
