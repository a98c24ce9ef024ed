"""The registry as the Models page and the command line show it."""

import json
import zipfile

import pytest

from medview.bootstrap import build_services
from medview.domain.errors import ModelDamaged, ModelError, ModelMissing
from medview.domain.job import JobContext
from medview.domain.registry import TASKS, Origin, Step
from tests.app.conftest import second_model


@pytest.fixture
def new(home):
    return second_model(home)


def standing(services, digest):
    """Return how the model of a digest stands."""
    return next(m for m in services.registry.installed() if m.card.ref.digest == digest)


def test_the_bundled_models_are_in_use_from_the_start(services):
    found = services.registry.installed()
    assert {m.card.task for m in found} == set(TASKS)
    for model in found:
        assert model.origin is Origin.SHIPPED and model.is_in_use and model.since is None
        assert not (model.is_asked or model.is_previous or model.may_be_deleted)
    assert services.registry.history() == []
    with pytest.raises(ModelMissing, match="no earlier model"):
        services.registry.previous("dr-grading")


def test_going_there_and_back_is_kept_with_who_asked(services, home, new):
    services.settings.set(reader_name="Dr. Adler")
    shipped = services.model_for("FUNDUS").ref
    services.registry.activate(new, JobContext())
    assert standing(services, new).is_in_use and standing(services, new).since is not None
    assert standing(services, shipped.digest).is_previous
    assert services.registry.previous("dr-grading").ref == shipped
    services.registry.activate(shipped.digest, JobContext())
    assert services.model_for("FUNDUS").ref == shipped
    assert services.registry.previous("dr-grading").ref.digest == new
    told = [(event.step, event.model.digest, event.reader) for event in services.registry.history()]
    assert told == [
        (step, digest, "Dr. Adler")
        for digest in (shipped.digest, new)
        for step in (Step.IN_USE, Step.ASKED)
    ]
    assert services._library.verify() == []
    services.close()
    again = build_services(home)
    assert again.model_for("FUNDUS").ref == shipped and len(again.registry.history()) == 4
    again.close()


def test_a_change_of_the_history_shows(services, new):
    services.registry.activate(new, JobContext())
    with services._library.access.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER model_events_keep_update")
        connection.exec_driver_sql("UPDATE model_events SET reader = 'another'")
    assert "The steps of the models are not those of the audit trail." in (
        services._library.verify()
    )


def test_a_model_goes_out_and_comes_in_elsewhere(services, new, tmp_path):
    archive = services.registry.export(new, tmp_path / "model.zip")
    assert standing(services, new).origin is Origin.TRAINED
    other = build_services(tmp_path / "other")
    card = other.registry.bring_in(archive)
    assert card.ref.digest == new and standing(other, new).origin is Origin.IMPORTED
    assert not standing(other, new).is_in_use
    assert [event.step for event in other.registry.history()] == [Step.IMPORTED]
    assert other.registry.verify(new) == "all files match their digests"
    other.close()


def test_a_package_that_was_changed_on_its_way_is_refused(services, new, tmp_path):
    archive = services.registry.export(new, tmp_path / "model.zip")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as copy:
        for name in old.namelist():
            content = bytearray(old.read(name))
            if name == "weights.safetensors":
                content[-1] ^= 1
            copy.writestr(name, bytes(content))
    other = build_services(tmp_path / "other")
    before = [model.card.ref for model in other.registry.installed()]
    with pytest.raises(ModelDamaged, match="not the file its card vouches for"):
        other.registry.bring_in(changed)
    assert [model.card.ref for model in other.registry.installed()] == before
    assert other.registry.history() == []
    other.close()


def test_only_an_own_model_that_nothing_needs_is_deleted(services, home, new, few_eyes):
    services.import_cases([few_eyes], None, "", JobContext())
    shipped = services.model_for("FUNDUS").ref.digest
    with pytest.raises(ModelError, match="ships with MedView"):
        services.registry.delete(shipped)
    services.registry.switch.ask(new)
    with pytest.raises(ModelError, match="about to be"):
        services.registry.delete(new)
    services.registry.switch.finish(JobContext())
    with pytest.raises(ModelError, match="in use"):
        services.registry.delete(new)
    services.registry.activate(shipped, JobContext())
    services.registry.delete(new)
    assert not (home / "models" / "dr-fundus-9.0.0").exists()
    assert len(services._library.embeddings(new)[0]) == 0
    assert len(services._library.embeddings(shipped)[0]) == 6
    assert services.registry.history()[0].step is Step.DELETED
    with pytest.raises(ModelMissing):
        services.registry.card(new)
    with pytest.raises(ModelMissing):
        services.registry.previous("dr-grading")


def test_a_model_that_cannot_be_moved_stays_whole(services, home, new, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(Exception, match="could not be deleted"):
        services.registry.delete(new)
    monkeypatch.undo()
    assert services.registry.verify(new) and services.registry.history() == []


def test_other_processes_read_which_model_is_in_use(services, home, new):
    services.registry.activate(new, JobContext())
    assert json.loads((home / "models" / "active.json").read_text()) == {"dr-grading": new}


def test_each_task_keeps_its_model_when_another_task_changes_its_own(services, home, new):
    similar = second_model(home, "9.1.0", "radiology", modalities=["MR"])
    grader, before = services.model_for("FUNDUS").ref, services.model_for("MR").ref
    services.registry.activate(similar, JobContext())
    assert services.model_for("MR").ref.digest == similar != before.digest
    assert services.model_for("FUNDUS").ref == grader
    services.registry.activate(new, JobContext())
    assert services.model_for("FUNDUS").ref.digest == new
    assert services.model_for("MR").ref.digest == similar
    assert services.registry.previous("similarity").ref == before
    assert services.registry.previous("dr-grading").ref == grader
    in_use = [one.card.task for one in services.registry.installed() if one.is_in_use]
    assert sorted(in_use) == sorted(TASKS)
    services.registry.activate(before.digest, JobContext())
    assert services.model_for("MR").ref == before
    assert services.model_for("FUNDUS").ref.digest == new
    services.close()
    again = build_services(home)
    assert again.model_for("FUNDUS").ref.digest == new and again.model_for("MR").ref == before
    again.close()
