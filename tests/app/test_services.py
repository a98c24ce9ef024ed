"""The verbs on the bundled models and the drawn sample, with real readers and a real library."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, PHOTO, CaseId, Problem
from medview.domain.errors import LibraryBusy, MedViewError
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext, Progress
from medview.domain.neighbours import Metric, Neighbour
from medview.domain.region import Region


@pytest.fixture
def eyes(opened, sample):
    return [case for case in opened(sample / "fundus") if case.modality == FUNDUS]


@pytest.fixture
def imported(services, sample):
    return services.import_cases([sample / "fundus"], sample / "labels.csv", "", JobContext())


def named(cases, name):
    return next(case for case in cases if name in case.images[0].name)


# --- grading


def test_an_eye_gets_a_grade_or_a_reason(services, eyes):
    for case in eyes[:3]:
        answer = services.grade_eye(case)
        assert (answer.grade is None) == answer.abstained == bool(answer.reason)
        assert sum(answer.probabilities) == pytest.approx(1)
        assert 0 <= answer.referable <= 1
        assert answer.model.id == "dr-fundus" and len(answer.model.digest) == 64
        assert len(answer.neighbours) >= 5


def test_too_dark_an_eye_is_refused_in_words(services, opened, sample):
    dark = named(opened(sample / "fundus"), "06-OS")
    answer = services.grade_eye(dark)
    assert answer.grade is None and not answer.quality.gradable
    assert "dark" in answer.reason and "Take it again with more flash" in answer.reason


def test_what_is_no_fundus_is_refused_in_words(services, opened, sample):
    outside = named(opened(sample / "fundus"), "outside")
    answer = services.grade_eye(outside)
    assert (answer.grade, answer.probabilities, answer.referable) == (None, (), None)
    assert "not" in answer.reason and not answer.quality.gradable


def test_a_series_is_refused(services, opened, sample):
    answer = services.grade_eye(opened(sample / "ct")[0])
    assert answer.grade is None and answer.reason == "This is not an eye photograph."


def test_many_answers_as_one_by_one(services, opened, sample):
    cases = opened(sample / "fundus", sample / "ct")
    together = []
    graded = services.grade_many(cases, JobContext(on_item=together.append))
    assert [a.case_id for a in together] == [case.id for case in cases]
    assert graded == sum(not a.abstained for a in together)
    for case, answer in zip(cases, together, strict=True):
        alone = services.grade_eye(case)
        assert alone == answer


def test_a_file_that_vanished_stops_nothing(services, opened, sample, tmp_path):
    kept, gone = tmp_path / "kept.jpg", tmp_path / "gone.jpg"
    for path in (kept, gone):
        path.write_bytes((sample / "fundus" / "synthetic-01-OD.jpg").read_bytes())
    cases = opened(tmp_path / "kept.jpg", tmp_path / "gone.jpg")
    gone.unlink()
    answers = []
    services.grade_many(cases, JobContext(on_item=answers.append))
    assert isinstance(answers[1], Problem) and "gone.jpg" in answers[1].path
    assert answers[0].model.id == "dr-fundus"


def test_cancel_stops_a_batch_and_keeps_what_was_answered(services, eyes):
    answers = []

    def cancel_after_one(progress: Progress) -> None:
        if progress.done:
            context.cancel()

    context = JobContext(on_item=answers.append, on_progress=cancel_after_one)
    with pytest.raises(Cancelled):
        services.grade_many(eyes * 5, context)
    assert 0 < len(answers) < len(eyes) * 5


# --- neighbours


@pytest.mark.parametrize("metric", list(Metric))
def test_nearest_first_and_never_the_same_patient(services, opened, eyes, imported, metric):
    for case in eyes[:4]:
        result = services.find_similar(case, metric=metric, k=60)
        distances = [n.distance for n in result.neighbours]
        assert distances == sorted(distances) and len(distances) == 60
        assert case.patient.key not in {n.patient for n in result.neighbours}


def test_imported_cases_are_neighbours_with_pictures(services, eyes, imported):
    result = services.find_similar(eyes[0], k=5, where={"source": "synthetic"})
    assert imported.added >= 10
    assert result.neighbours and all(n.in_library for n in result.neighbours)
    held = services.library_case(result.neighbours[0].case_id)
    assert services.thumbnail(held.images[0], 64).shape[2] == 3


def test_a_renamed_copy_is_known_by_its_content(services, opened, sample, imported, tmp_path):
    copy = tmp_path / "renamed.jpg"
    copy.write_bytes((sample / "fundus" / "synthetic-01-OD.jpg").read_bytes())
    original = named(services.library_cases(), "01-OD")
    result = services.find_similar(opened(copy)[0], k=500)
    assert original.patient.key not in {n.patient for n in result.neighbours}


def test_removed_cases_are_neighbours_no_more(services, eyes, imported):
    ids = [case.id for case in services.library_cases()]
    assert services.remove_cases(ids) == len(ids)
    assert services.library_cases() == []
    found = services.find_similar(eyes[0], k=50, where={"source": "synthetic"}).neighbours
    assert found == ()


def test_cases_of_another_model_are_embedded_again(services, eyes, imported):
    assert services.unembedded_cases() == []
    library = services._library
    with library.transaction():
        for case in library.cases()[:3]:
            library.remove_cases([case.id])
            library.add_case(case, f"content of {case.id}")
    assert len(services.unembedded_cases()) == 3
    assert services.embed_missing(JobContext()) == 3
    assert services.unembedded_cases() == []
    found = services.find_similar(eyes[5], k=50, where={"source": "synthetic"}).neighbours
    assert library.cases()[-1].id in {n.case_id for n in found}


def test_a_series_is_searched_by_slice_and_region(services, opened, sample):
    series = opened(sample / "ct")[0]
    whole = services.find_similar(series, image_index=3)
    part = services.find_similar(series, image_index=3, region=Region(60, 60, 40, 40))
    assert whole.model.id == "radiology"
    assert [n.distance for n in whole.neighbours] != [n.distance for n in part.neighbours]
    assert {n.modality for n in whole.neighbours} <= {"CT"}


def test_several_slices_are_one_query(services, opened, sample):
    series = opened(sample / "ct")[0]
    one = services.find_similar(series, images=(3,))
    several = services.find_similar(series, images=(3, 4, 5))
    assert one.neighbours == services.find_similar(series, image_index=3).neighbours
    assert (several.asked, one.asked) == ((3, 4, 5), (3,))
    assert {n.asked for n in several.neighbours} <= {3, 4, 5}
    assert several.neighbours != one.neighbours


def test_a_region_grows_through_the_slices_where_it_looks_the_same(services, opened, sample):
    series = opened(sample / "ct")[0]
    grown = services.find_similar(series, 5, Region(60, 60, 40, 40), grow=True)
    assert 5 in grown.asked and len(grown.asked) <= 17
    assert grown.asked == tuple(range(grown.asked[0], grown.asked[-1] + 1))


def test_a_series_of_the_library_is_found_at_its_slice(services, opened, sample):
    services.import_cases([sample / "mr-glioma"], None, "own", JobContext())
    series = opened(sample / "mr-meningioma")[0]
    assert services.unembedded_cases() == []
    found = services.find_similar(series, image_index=0, where={"library": "own"}).neighbours
    assert len(found) == 1, "one series, however many of its images are known"
    middle = len(opened(sample / "mr-glioma")[0].images) // 2
    assert found[0].image is not None and abs(found[0].image - middle) > 3
    everything = services.find_similar(series, images=(0, 5, 9), where={"library": "own"})
    assert len(everything.neighbours) == 1


def test_a_picture_in_colour_is_unlike_every_grey_image(services, opened, tmp_path):
    noise = np.random.default_rng(0).integers(0, 255, (300, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    assert services.find_similar(opened(tmp_path / "noise.png")[0]).unlike


def test_a_grey_picture_among_pictures_is_judged_by_the_strictest_limit(
    services, opened, tmp_path, monkeypatch
):
    Image.new("L", (300, 300), 90).save(tmp_path / "slice.png")
    (case,) = opened(tmp_path / "slice.png")
    model = services._models.for_modality("MR")
    near = Neighbour(CaseId("n"), 1, 0.001, "glioma", "p", "own", PHOTO)
    monkeypatch.setattr(type(model.index), "search", lambda *_, **__: [near])
    unlike = services._similar.is_unlike
    assert not unlike(model, case, np.zeros(model.card.dimension, np.float32))
    strictest = min(limit["distance"] for limit in model.card.doubt.values())
    far = replace(near, distance=strictest + 0.001)
    monkeypatch.setattr(type(model.index), "search", lambda *_, **__: [far])
    assert unlike(model, case, np.zeros(model.card.dimension, np.float32))


def test_a_kind_of_image_the_model_does_not_know_is_unlike(services, opened, sample):
    series = opened(sample / "ct")[0]
    assert services.find_similar(replace(series, modality="US")).unlike


# --- signing, and what lasts


def test_a_signature_needs_a_name(services, eyes):
    with pytest.raises(MedViewError, match="needs a name"):
        services.sign_grade(eyes[0], None, Grade.MILD)


def test_a_signature_lasts_with_what_was_shown(services, eyes, home):
    services.settings.set(reader_name="Dr. Adler")
    estimate = services.grade_eye(eyes[0])
    services.sign_grade(eyes[0], estimate, Grade.SEVERE, "beading")
    services.close()
    again = build_services(home)
    (signed,) = again.signed_grades(eyes[0].id)
    again.close()
    assert (signed.grade, signed.reader, signed.note) == (Grade.SEVERE, "Dr. Adler", "beading")
    assert signed.model == estimate.model and signed.estimate_grade == estimate.grade


def test_a_second_window_on_one_library_is_told(services, home):
    with pytest.raises(LibraryBusy):
        build_services(home)


def test_the_trail_tells_what_was_shown_without_a_name(services, eyes, home):
    services.settings.set(reader_name="Dr. Adler")
    estimate = services.grade_eye(eyes[0])
    services.sign_grade(eyes[0], estimate, Grade.NO_DR)
    trail = services._library.audit_trail()
    shown, signed = trail[-2:]
    assert signed["event"] == "signed"
    assert estimate.model.digest in str(shown) and estimate.model.digest in str(signed)
    assert eyes[0].images[0].path not in str(trail)


def test_models_and_licences_are_told(services):
    assert {model.card.ref.id for model in services.registry.installed()} >= {
        "dr-fundus",
        "radiology",
    }
    names = {licence.name.lower() for licence in services.licences()}
    assert {"pydicom", "numpy", "onnxruntime"} <= names
    assert all(licence.licence for licence in services.licences())


# --- promises


SCRIPT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(args) if event == "socket.connect" else None)
from medview import cli
status = cli.main(["grade", sys.argv[1], "--home", sys.argv[2]])
status |= cli.main(["similar", sys.argv[1], "--home", sys.argv[2]])
remote = [a for a in opened if isinstance(a[1], tuple)]
assert not remote, remote
assert "torch" not in sys.modules and not any(m.startswith("PySide6") for m in sys.modules)
sys.exit(status)
"""


def test_grading_and_searching_open_no_connection_and_load_no_torch(sample, tmp_path):
    eye = sample / "fundus" / "synthetic-01-OD.jpg"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(eye), str(tmp_path / "home")],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
