"""A CT with its PET finds studies by both, never the query's own patient, and says how it met."""

import json
import shutil
from datetime import UTC, datetime

import numpy as np
import pytest

from medview import cli
from medview.app import find_together
from medview.app.match_slices import MatchSlices
from medview.bootstrap import build_services
from medview.domain.alignment import AcceptedAlignment, Method, SeriesAlignment, SpatialMap
from medview.domain.case import CaseId
from medview.domain.errors import CannotOpen
from medview.domain.feedback import Judgement
from medview.domain.fusion import Rigid
from medview.domain.job import JobContext
from medview.domain.neighbours import Metric, cosine
from medview.domain.region import Region
from medview.domain.together import Meeting, kind_of, partners_of

FIRST = 40  # slice of the set that a part begins with


@pytest.fixture(scope="module")
def studies(write_petct, tmp_path_factory):
    """Five patients: the query, one like it, one of elsewhere, two with one of the series."""
    folder = tmp_path_factory.mktemp("studies")
    write_petct(folder, FIRST)
    for patient, first, kinds in (
        ("alike", FIRST + 1, ("CT", "PT")),
        ("elsewhere", FIRST + 51, ("CT", "PT")),
        ("ct-alone", FIRST - 9, ("CT",)),
        ("pet-alone", FIRST + 13, ("PT",)),
    ):
        write_petct(folder, first, kinds, patient)
    return folder


@pytest.fixture
def pair(opened, studies):
    cases = {case.modality: case for case in opened(studies / "query")}
    return cases["CT"], cases["PT"]


@pytest.fixture
def library(services, studies):
    paths = [path for path in sorted(studies.iterdir()) if path.name != "query"]
    services.import_cases(paths, None, "own", JobContext())
    return services


def test_studies_are_found_by_both_and_those_with_one_too(library, pair):
    ct, pet = pair
    result = library.find_similar(ct, 2, together=pet, where={"library": "own"})
    near = {n.patient: n for n in result.neighbours}
    assert set(near) == {"alike", "elsewhere", "ct-alone", "pet-alone"}
    assert near["alike"].rank < near["elsewhere"].rank
    assert {p: n.lacks for p, n in near.items()} == {
        "alike": "", "elsewhere": "", "ct-alone": "PT", "pet-alone": "CT",
    }  # fmt: skip
    assert [part.modality for part in near["alike"].parts] == ["CT", "PT"]
    assert near["alike"].modality == "CT" and near["pet-alone"].modality == "PT"
    assert [n.rank for n in result.neighbours] == [1, 2, 3, 4]
    assert result.together.meeting is Meeting.SAME_SPACE
    assert result.together.images == (2,) and result.together.absent == ()


def test_distances_are_those_of_each_series_searched_alone(library, pair):
    """By hand: the nearest of the embedded slices of each series, then the root of the product."""
    ct, pet = pair
    result = library.find_similar(ct, 2, together=pet, where={"library": "own"})
    similar, model = library._similar, library._models.for_modality("CT")
    held = library._library.vectors(library._library.embedded(model.card.ref.digest))
    ids, vectors = list(held), np.stack(list(held.values()))
    cases = {case.id: case for case in library._library.cases()}
    best = {}
    for mine in pair:
        query = similar.embed(model, mine, 2)
        for (case_id, *_), distance in zip(ids, cosine(query[None], vectors)[0], strict=True):
            case = cases[case_id]
            key = (case.patient.key, case.modality)
            if case.modality == mine.modality:
                best[key] = min(best.get(key, np.inf), float(distance))
    floor = {key: max(distance, 1e-5) for key, distance in best.items()}
    ratio = np.exp(np.median([
        np.log(floor[name, "PT"] / floor[name, "CT"]) for name in ("alike", "elsewhere")
    ]))  # fmt: skip
    for n in result.neighbours:
        one, other = floor.get((n.patient, "CT")), floor.get((n.patient, "PT"))
        one, other = one or other / ratio, other or one * ratio
        assert n.distance == pytest.approx(np.sqrt(one * other), rel=0.02)


def refined(query, liked, disliked):
    """Rocchio's rule, a query and one or no vector of each kind."""
    moved = query + 2 * (query if liked is None else liked)
    moved = moved if disliked is None else moved - 2 * disliked
    return moved / np.linalg.norm(moved)


def distances(model, query):
    """Return how far each case is from a query (D,)."""
    near = model.index.nearest(query[None], 10_000, Metric.COSINE)
    return {n.case_id: n.distance for n in near}


def parts_of(result, patient):
    near = next(n for n in result.neighbours if n.patient == patient)
    return {part.modality: part for part in near.parts}


def test_a_judged_study_moves_both_queries_each_by_its_own_series(library, pair):
    """By hand: the vectors of both series of the study, each in the search of its kind."""
    ct, pet = pair
    first = library.find_similar(ct, 2, together=pet, where={"library": "own"})
    said = {kind: parts_of(first, "elsewhere")[kind] for kind in ("CT", "PT")}
    model = library._models.for_modality("CT")
    for judged, liked in ((said["CT"], True), (said["PT"], True), (said["CT"], False)):
        one = Judgement(judged.case_id, liked, judged.image)
        after = library.find_similar(ct, 2, together=pet, where={"library": "own"}, judged=[one])
        for mine in pair:
            part = said[mine.modality]
            vector = model.index.vector(part.case_id, part.image)
            query = library._similar.embed(model, mine, 2)
            moved = refined(query, *((vector, None) if liked else (None, vector)))
            by_hand = distances(model, moved)
            for patient in ("alike", "elsewhere"):
                found = parts_of(after, patient)[mine.modality]
                assert found.distance == pytest.approx(by_hand[found.case_id], abs=1e-6)


def test_what_is_liked_comes_first_and_one_with_one_series_moves_that_alone(library, pair):
    ct, pet = pair
    options = {"together": pet, "where": {"library": "own"}}
    first = library.find_similar(ct, 2, **options)
    far = parts_of(first, "elsewhere")["CT"]
    liked = library.find_similar(ct, 2, **options, judged=[Judgement(far.case_id, True, far.image)])
    was, now = (parts_of(result, "elsewhere") for result in (first, liked))
    assert all(now[kind].distance < was[kind].distance for kind in ("CT", "PT"))
    alone = parts_of(first, "ct-alone")["CT"]
    moved = library.find_similar(
        ct, 2, **options, judged=[Judgement(alone.case_id, True, alone.image)]
    )
    was, now = (parts_of(result, "alike") for result in (first, moved))
    assert now["CT"].distance != was["CT"].distance
    assert now["PT"].distance == pytest.approx(was["PT"].distance, abs=1e-6)


def test_a_region_judged_on_one_series_is_judged_at_its_place_on_the_other(library, pair):
    ct, pet = pair
    options = {"together": pet, "where": {"library": "own"}}
    first = library.find_similar(ct, 2, **options)
    part = parts_of(first, "alike")["CT"]
    region, model = Region(200, 220, 96, 48), library._models.for_modality("CT")
    other = library.library_case(parts_of(first, "alike")["PT"].case_id)
    held = library.library_case(part.case_id)
    match = MatchSlices(library._reader, library.priors.accepted)(held, (3,), other, region)
    places = {"CT": (held, 3, region), "PT": (other, match.images[0], match.region)}
    one = Judgement(part.case_id, True, 3, region)
    after = library.find_similar(ct, 2, **options, judged=[one])
    for mine in pair:
        case, image, place = places[mine.modality]
        vector = library._similar.judged(model, mine, Judgement(case.id, True, image, place))
        query = refined(library._similar.embed(model, mine, 2), vector, None)
        near = distances(model, query)
        found = parts_of(after, "elsewhere")[mine.modality]
        assert found.distance == pytest.approx(near[found.case_id], abs=1e-6)
    on_query = Judgement(pet.id, False, 2, Region(40, 45, 20, 20))
    own = library.find_similar(ct, 2, **options, judged=[on_query])
    was, now = (parts_of(result, "alike") for result in (first, own))
    assert now["PT"].distance != was["PT"].distance and now["CT"].distance != was["CT"].distance


def test_a_region_without_a_place_on_the_other_moves_its_own_series_alone(library, pair):
    ct, pet = pair
    options = {"together": pet, "where": {"library": "own"}}
    first = library.find_similar(ct, 2, **options)
    part = parts_of(first, "alike")["CT"]
    tiny = Judgement(part.case_id, True, 3, Region(258, 259, 1, 1))
    after = library.find_similar(ct, 2, **options, judged=[tiny])
    was, now = (parts_of(result, "elsewhere") for result in (first, after))
    assert now["PT"].distance == pytest.approx(was["PT"].distance, abs=1e-6)
    assert now["CT"].distance != was["CT"].distance
    with pytest.raises(CannotOpen, match="no case nobody"):
        library.find_similar(ct, 2, **options, judged=[Judgement(CaseId("nobody"), True)])


def test_of_very_many_none_is_said_to_lack_what_it_has(library, pair, monkeypatch):
    ct, pet = pair
    whole = library.find_similar(ct, 2, together=pet, where={"library": "own"})
    monkeypatch.setattr(find_together, "DEEP", 1)
    judged = [Judgement(whole.neighbours[-1].case_id, True, whole.neighbours[-1].image)]
    assert library.find_similar(ct, 2, together=pet, where={"library": "own"}, judged=judged)
    few = library.find_similar(ct, 2, together=pet, where={"library": "own"})
    lacks = {n.patient: n.lacks for n in whole.neighbours}
    assert few.neighbours and all(n.lacks == lacks[n.patient] for n in few.neighbours)


def test_the_other_way_round_the_same_studies_are_found_in_the_same_order(library, pair):
    ct, pet = pair
    there = library.find_similar(ct, 2, together=pet, where={"library": "own"})
    back = library.find_similar(pet, 2, together=ct, where={"library": "own"})
    assert [n.patient for n in there.neighbours] == [n.patient for n in back.neighbours]
    assert back.together.kinds == ("PT", "CT")
    few = library.find_similar(ct, 2, together=pet, where={"library": "own"}, k=2)
    assert few.neighbours == there.neighbours[:2]


def test_never_the_own_patient(library, pair, studies):
    library.import_cases([studies / "query"], None, "own", JobContext())
    ct, pet = pair
    for metric in Metric:
        near = library.find_similar(ct, 2, together=pet, metric=metric, k=50).neighbours
        assert near and not {n.patient for n in near} & {"query"}


def test_where_nobody_has_a_pet_the_ct_decides(services, pair, studies):
    services.import_cases([studies / "ct-alone"], None, "own", JobContext())
    ct, pet = pair
    result = services.find_similar(ct, 2, together=pet, where={"library": "own"})
    alone = services.find_similar(ct, 2, where={"library": "own"})
    assert result.together.absent == ("PT",)
    assert [n.distance for n in result.neighbours] == pytest.approx(
        [n.distance for n in alone.neighbours]
    )


def test_a_library_on_a_server_answers_alike(library, pair, studies, server, tmp_path):
    ct, pet = pair
    department = build_services(tmp_path / "other-home", server.new_database())
    try:
        paths = [path for path in sorted(studies.iterdir()) if path.name != "query"]
        department.import_cases(paths, None, "own", JobContext())
        here, there = (
            each.find_similar(ct, 2, together=pet, where={"library": "own"}).neighbours
            for each in (library, department)
        )
    finally:
        department.close()
    assert [(n.patient, n.lacks) for n in here] == [(n.patient, n.lacks) for n in there]
    assert [n.distance for n in there] == pytest.approx([n.distance for n in here], rel=1e-3)


def test_a_prostates_t2_meets_its_adc(services, opened, shared_data):
    cases = opened(shared_data / "dicom/mr-prostate-PROSTATEx-0207")
    t2, adc = sorted(cases, key=lambda case: kind_of(case.modality, case.series_description).word,
                     reverse=True)  # fmt: skip
    assert partners_of(t2, cases).cases == (adc,)
    result = services.find_similar(t2, 10, together=adc, k=3)
    assert result.together.kinds == ("MR T2", "MR ADC")
    assert result.together.meeting is Meeting.SAME_SPACE
    assert result.together.images == (9,)
    assert t2.position_mm[10] == pytest.approx(adc.position_mm[9], abs=0.1)  # of parallel slices
    assert result.together.absent == ("MR T2", "MR ADC") and result.neighbours == ()


def test_another_patient_or_study_is_no_second_series(services, opened, pair, studies):
    ct, _ = pair
    other = {case.modality: case for case in opened(studies / "alike")}["PT"]
    with pytest.raises(CannotOpen, match="different patients"):
        services.find_similar(ct, together=other)
    with pytest.raises(CannotOpen, match="itself"):
        services.find_similar(ct, together=ct)


def test_slices_meet_by_mm_and_a_region_goes_with_them(services, pair):
    ct, pet = pair
    match = MatchSlices(services._reader, services.priors.accepted)
    several = match(ct, (0, 3, 4), pet)
    assert (several.images, several.meeting) == ((0, 3, 4), Meeting.SAME_SPACE)
    met = match(ct, (3,), pet, Region(200, 220, 96, 48))
    assert met.region is not None
    here, there = services.picture(ct.images[3]), services.picture(pet.images[3])
    for axis, (corner, side) in enumerate(((200, 96), (220, 48))):
        low, high = (
            (here.position[axis] + (corner + step - 0.5) * 0.976562 - there.position[axis])
            / 4.6875 + 0.5 for step in (0, side)
        )  # fmt: skip
        start, length = (
            (met.region.x, met.region.width), (met.region.y, met.region.height)
        )[axis]  # fmt: skip
        assert start == np.floor(low) and start + length == np.ceil(high)


def test_a_region_without_a_place_on_the_second_is_said(services, pair):
    ct, pet = pair
    tiny, plain = Region(258, 259, 1, 1), Region(200, 220, 96, 48)
    told = [
        services.find_similar(ct, 3, region, together=pet, k=1).together.without_region
        for region in (tiny, plain, None)
    ]
    assert told == [True, False, False]


def test_in_two_spaces_the_middle_slice_stands_until_an_alignment_is_accepted(
    services, opened, write_petct, tmp_path
):
    folder = write_petct(tmp_path, FIRST, space="PT")
    cases = {case.modality: case for case in opened(folder)}
    ct, pet = cases["CT"], cases["PT"]
    match = MatchSlices(services._reader, services.priors.accepted)
    assert match(ct, (0,), pet).meeting is Meeting.UNKNOWN
    assert match(ct, (0,), pet).images == (3,)
    straight = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    step = abs(ct.position_mm[1] - ct.position_mm[0])
    way = SpatialMap(Rigid(straight, (0.0, 0.0, 2 * step)))
    said = SeriesAlignment(ct, pet, Method.RIGID, way, 0.0, 1.0, 1.0)
    kept = AcceptedAlignment(said, "Dr. A. Meyer", datetime(2026, 3, 3, tzinfo=UTC))
    accepted = MatchSlices(services._reader, lambda *_: kept)
    found = accepted(ct, (0,), pet)
    assert (found.images, found.meeting) == ((2,), Meeting.ALIGNED)
    assert accepted(ct, (5,), pet).meeting is Meeting.ELSEWHERE


def test_the_command_line_takes_a_second_series(studies, home, capsys):
    query = studies / "query"
    options = ["--home", str(home)]
    assert cli.main(["import", str(studies / "alike"), *options]) == 0
    both = ["similar", str(query / "CT"), "--with", str(query / "PT"), "--slice", "3"]
    assert cli.main([*both, *options, "--where", "library=own"]) == 0
    told = capsys.readouterr().out
    assert "CT with PT: image 3, at the same place" in told and "folder own" not in told
    assert cli.main([*both[:2], "--with", str(studies / "alike/PT"), *options]) == 1
    assert "different patients" in capsys.readouterr().err
    assert cli.main([*both, "--more", "x", *options]) == 1
    assert "no case x" in capsys.readouterr().err
    found = ["--where", "library=own", "--json"]
    assert cli.main([*both, *options, *found]) == 0
    first = json.loads(capsys.readouterr().out)["neighbours"][0]
    for said in (["--less", first["case"]], ["--more-here", first["case"], "200,220,96,48", "3"]):
        assert cli.main([*both, *options, *found, *said]) == 0
        after = json.loads(capsys.readouterr().out)["neighbours"][0]
        assert [p["distance"] for p in after["parts"]] != [p["distance"] for p in first["parts"]]
    assert cli.main([*both, "--where", "modality=MR", *options]) == 1
    shutil.rmtree(home)
