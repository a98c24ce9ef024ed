"""What to label next, asked of the real library and the bundled models."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from medview.app.label_next import LabelNext
from medview.bootstrap import build_services, home_pseudonyms
from medview.cli import main
from medview.domain.case import FUNDUS
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext
from medview.learning.gallery import Gallery


@pytest.fixture(scope="module")
def imported(tmp_path_factory, sample):
    """A home whose library holds the sample's photographs, imported without a table."""
    home = tmp_path_factory.mktemp("imported") / "home"
    services = build_services(home)
    services.import_cases([sample / "fundus"], None, "clinic", JobContext())
    services.close()
    return home


@pytest.fixture
def home(imported, tmp_path):
    return Path(shutil.copytree(imported, tmp_path / "home"))


@pytest.fixture
def unlabelled(services):
    cases = [case for case in services.library_cases() if case.modality == FUNDUS]
    assert not any(case.label for case in cases)
    return cases


@pytest.fixture
def reader_name(services):
    services.settings.set(reader_name="Dr. A. Meyer")


def vector_of(services, case):
    model = services._models.for_modality(FUNDUS)
    ids, vectors = services._library.embeddings(model.card.ref.digest)
    return vectors[ids.index(case.id)]


def test_every_photograph_without_a_grade_is_in_line(services, unlabelled):
    queue = services.label_next(JobContext(), count=5)
    assert len(queue.picks) == 5 and queue.unlabelled == len(unlabelled) and queue.unknown == 0
    assert {pick.case.id for pick in queue.picks} <= {case.id for case in unlabelled}
    assert queue.model.id == "dr-fundus"


def test_doubt_and_distance_are_those_of_the_models_graded_cases(services, unlabelled):
    pick = services.label_next(JobContext(), count=1).picks[0]
    shipped = services._models.for_modality(FUNDUS).gallery
    vector = vector_of(services, pick.case)
    distances = 1 - shipped.embeddings.astype(np.float64) @ vector
    assert pick.distance == pytest.approx(distances.min(), abs=1e-5)
    nearest = np.argsort(distances)[:30]
    weights = np.exp(-distances[nearest] / 0.1)
    labels = np.array(shipped.labels)[nearest]
    shares = sorted(weights[labels == name].sum() / weights.sum() for name in set(labels))
    assert pick.doubt == pytest.approx(1 - (shares[-1] - ([0.0, *shares])[-2]), abs=1e-4)


def test_what_was_signed_waits_no_longer_and_its_patient_goes_last(
    services, unlabelled, reader_name
):
    first = services.label_next(JobContext(), count=1).picks[0].case
    services.sign_grade(first, None, Grade.MILD)
    again = services.label_next(JobContext(), count=100)
    assert first.id not in {pick.case.id for pick in again.picks}
    others = {case.patient.key for case in unlabelled} - {first.patient.key}
    before = [pick.case.patient.key for pick in again.picks[: len(others)]]
    assert set(before) == others and again.unlabelled == len(unlabelled) - 1


def test_what_was_signed_as_ungradable_waits_no_longer_and_does_not_vote(
    services, unlabelled, reader_name
):
    services.sign_grade(unlabelled[0], None, None)
    queue = services.label_next(JobContext(), count=100)
    assert unlabelled[0].id not in {pick.case.id for pick in queue.picks}
    assert all(0 <= pick.doubt <= 1 for pick in queue.picks)


def test_what_a_table_has_labelled_is_not_in_line(services, unlabelled):
    services._library.set_label(unlabelled[0].id, "2")
    queue = services.label_next(JobContext(), count=100)
    assert unlabelled[0].id not in {pick.case.id for pick in queue.picks}
    assert queue.unlabelled == len(unlabelled) - 1


def test_who_the_model_learned_from_goes_last_and_does_not_vote_for_themselves(
    services, unlabelled, home
):
    case = services.label_next(JobContext(), count=1).picks[0].case
    model = services._models.for_modality(FUNDUS)
    gallery, vector = model.gallery, vector_of(services, case)
    nearest = int((gallery.embeddings @ vector).argmax())
    near = vector + 0.02 * gallery.embeddings[nearest]  # another picture of the patient
    gallery.embeddings[nearest] = near / np.linalg.norm(near)
    names = list(gallery.patients)
    names[nearest] = home_pseudonyms(home).of(case.patient.key)
    object.__setattr__(gallery, "patients", tuple(names))
    queue = services.label_next(JobContext(), count=100)
    keys = [pick.case.patient.key for pick in queue.picks]
    assert keys.index(case.patient.key) == len(set(keys)) - 1
    pick = next(pick for pick in queue.picks if pick.case.id == case.id)
    distances = 1 - np.delete(gallery.embeddings, nearest, axis=0).astype(np.float64) @ vector
    order = np.argsort(distances)[:30]
    weights = np.exp(-distances[order] / 0.1)
    labels = np.delete(np.array(gallery.labels), nearest)[order]
    shares = sorted(weights[labels == name].sum() / weights.sum() for name in set(labels))
    assert pick.doubt == pytest.approx(1 - (shares[-1] - ([0.0, *shares])[-2]), abs=1e-4)


def test_another_modality_asks_its_own_model(services, unlabelled):
    queue = services.label_next(JobContext(), modality="MR")
    assert queue.picks == () and queue.model.id == "radiology"


def test_what_the_model_has_not_seen_is_counted(services, unlabelled):
    library = services._library
    other = services._models.for_task("similarity")

    class OneModel:
        def for_modality(self, modality):
            return other

    queue = LabelNext(OneModel(), library)(JobContext())  # type: ignore[arg-type]
    assert queue.picks == () and queue.unknown == len(unlabelled)


def test_without_anything_labelled_the_queue_is_spread_alone(services, unlabelled, monkeypatch):
    nothing = Gallery(np.zeros((0, 128), np.float32), *[np.zeros(0, str)] * 6)
    monkeypatch.setattr("medview.app.label_next._voters", lambda *rest: nothing)
    picks = services.label_next(JobContext(), count=4).picks
    assert [pick.doubt for pick in picks] == [1, 1, 1, 1] and picks[0].distance == 2


def test_cancel_ends_it(services, unlabelled):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.label_next(context)


def test_the_command_line_prints_the_queue(services, unlabelled, home, capsys):
    services.close()
    assert main(["label-next", "--home", str(home), "--count", "3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["next"]) == 3 and found["unlabelled"] == len(unlabelled)
    assert "not a diagnosis" in found["notice"] and len(found["model"]["digest"]) == 64
    assert main(["label-next", "--home", str(home), "--modality", "mr"]) == 0
    assert "No case of the library waits" in capsys.readouterr().out
