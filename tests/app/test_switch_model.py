"""A change of model: the old one answers until the library is embedded with the new one."""

import json

import pytest

from medview.bootstrap import build_services
from medview.domain.errors import MedViewError, ModelDamaged
from medview.domain.grade import Grade
from medview.domain.job import Cancelled, JobContext
from medview.domain.registry import Step
from tests.app.conftest import second_model

BATCH = "medview.app.embed_missing.BATCH"


@pytest.fixture
def shipped(services):
    return services.model_for("FUNDUS").ref.digest


@pytest.fixture
def new(home):
    return second_model(home)


@pytest.fixture
def held(services, few_eyes):
    """The services on a library of six photographs, embedded two at a time."""
    services.import_cases([few_eyes], None, "", JobContext())
    return services


def in_use(services):
    return services.model_for("FUNDUS").ref.digest


def digests(services, worklist):
    """Return the models whose estimates the rows of a worklist show."""
    rows = services.worklists.rows(worklist.id)
    return {e.model.digest for row in rows for eye in row.eyes for e in eye.estimates}


def stopping_after(count, ask=lambda: None):
    """Return a context that is cancelled once `count` cases are done; `ask` is called before."""

    def step(progress):
        if progress.done >= count:
            ask()
            context.cancel()

    context = JobContext(on_progress=step)
    return context


def test_the_old_model_answers_until_the_new_one_has_embedded_all(held, new, shipped, monkeypatch):
    monkeypatch.setattr(BATCH, 2)
    case = held.library_cases()[0]
    seen = []

    def look(progress):
        answer = held.find_similar(case, k=5, where={"source": "synthetic"})
        here, there = (len(held._library.embeddings(digest)[0]) for digest in (shipped, new))
        seen.append((answer.model.digest, len(answer.neighbours), here, there))

    (done,) = held.registry.activate(new[:12], JobContext(on_progress=look))
    assert (done.card.ref.digest, done.without) == (new, 0)
    assert {(digest, count) for digest, count, *_ in seen} == {(shipped, 4)}
    assert [there for *_, there in seen] == [0, 2, 4, 6, 6]
    after = held.find_similar(case, k=5, where={"source": "synthetic"})
    assert (after.model.digest, len(after.neighbours)) == (new, 4)
    assert held.grade_eye(case).model.digest == new
    for digest in (shipped, new):
        assert len(held._library.embeddings(digest)[0]) == 6


def test_vectors_of_the_two_models_never_meet(held, new, shipped):
    held.registry.activate(new, JobContext())
    _, old = held._library.embeddings(shipped)
    _, fresh = held._library.embeddings(new)
    assert (old != fresh).any(axis=1).all()
    index = held._models.for_task("dr-grading").index
    case_ids, _ = held._library.embeddings(new)
    rows = [i for i, entry in enumerate(index._entries) if entry.in_library]
    assert [index._entries[i].case_id for i in rows] == case_ids
    assert (index._vectors[rows] == fresh).all()


def test_cancelled_the_old_model_stays_and_what_is_done_is_kept(held, new, shipped, monkeypatch):
    monkeypatch.setattr(BATCH, 2)
    held.registry.switch.ask(new)
    with pytest.raises(Cancelled):
        held.registry.switch.finish(stopping_after(2))
    assert held.registry.switch.cancel("dr-grading")
    assert in_use(held) == shipped and held.registry.switch.waiting() == []
    assert not held.registry.switch.cancel("dr-grading")
    counted = []
    held.registry.activate(new, JobContext(on_progress=lambda p: counted.append(p.total)))
    assert max(counted) == 2  # of six: four were embedded before the next step was refused
    assert in_use(held) == new


def test_a_cancel_in_the_last_moment_wins(held, new, shipped):
    held.registry.switch.ask(new)

    def cancel_at_the_end(progress):
        if progress.done == 6:
            held.registry.switch.cancel("dr-grading")

    context = JobContext(on_progress=cancel_at_the_end)
    assert held.registry.switch.finish(context) == []
    assert in_use(held) == shipped


def test_a_switch_that_was_broken_off_goes_on_after_a_restart(held, home, new, shipped):
    held.registry.switch.ask(new)
    with pytest.raises(Cancelled):
        held.registry.switch.finish(stopping_after(1))
    held.close()
    again = build_services(home)
    assert in_use(again) == shipped
    assert [card.ref.digest for card in again.registry.switch.waiting()] == [new]
    again.registry.switch.finish(JobContext())
    assert in_use(again) == new
    again.close()
    third = build_services(home)
    assert in_use(third) == new and third._library.verify() == []
    third.close()


def test_cases_imported_and_removed_meanwhile_are_seen(held, new, few_eyes, sample, monkeypatch):
    monkeypatch.setattr(BATCH, 2)
    changed = []

    def change(progress):
        if progress.done == 2 and not changed:
            changed.append(True)
            held.remove_cases([held.library_cases()[-1].id])
            more = few_eyes.parent / "more"
            more.mkdir()
            photograph = (sample / "fundus" / "synthetic-04-OD.jpg").read_bytes()
            (more / "synthetic-04-OD.jpg").write_bytes(photograph)
            held.import_cases([more], None, "", JobContext())

    (done,) = held.registry.activate(new, JobContext(on_progress=change))
    held_ids = {case.id for case in held.library_cases()}
    assert set(held._library.embeddings(new)[0]) == held_ids and len(held_ids) == 6
    assert done.without == 0


def test_a_photograph_that_is_gone_does_not_hold_up_the_switch(held, new, few_eyes):
    (few_eyes / "synthetic-03-OD.jpg").unlink()
    (done,) = held.registry.activate(new, JobContext())
    assert done.without == 1 and in_use(held) == new


def test_a_model_damaged_meanwhile_is_not_used_and_not_tried_again(held, home, new, shipped):
    held.registry.switch.ask(new)
    (home / "models" / "dr-fundus-9.0.0" / "weights.safetensors").write_bytes(b"changed")
    with pytest.raises(ModelDamaged):
        held.registry.switch.finish(JobContext())
    assert in_use(held) == shipped and held.registry.switch.waiting() == []


def test_a_damaged_model_is_not_even_asked_for(services, home, new):
    (home / "models" / "dr-fundus-9.0.0" / "encoder.onnx").write_bytes(b"changed")
    with pytest.raises(ModelDamaged):
        services.registry.switch.ask(new)
    assert services.registry.switch.waiting() == []


def test_asking_for_the_model_in_use_drops_the_wish_for_another(services, new, shipped):
    services.registry.switch.ask(new)
    services.registry.switch.ask(shipped)
    assert services.registry.switch.waiting() == []
    assert [event.step for event in services.registry.history()] == [Step.CANCELLED, Step.ASKED]


def test_one_switch_at_a_time(held, new):
    second = []

    def ask_again(progress):
        if not second:
            with pytest.raises(MedViewError, match="already") as error:
                held.registry.switch.finish(JobContext())
            second.append(error.value.hint)

    held.registry.activate(new, JobContext(on_progress=ask_again))
    assert second == ["Wait, or cancel it."]


def test_a_worklist_shows_no_grade_of_the_model_before(held, new, shipped):
    cases = held.library_cases()
    info = held.worklists.create("clinic", cases)
    held.worklists.grade(info.id, JobContext())
    assert digests(held, info) == {shipped}
    held.registry.activate(new, JobContext())
    assert digests(held, info) == set()
    held.worklists.grade(info.id, JobContext())
    assert digests(held, info) == {new}


def test_what_was_signed_keeps_the_model_it_was_signed_with(held, new, shipped):
    held.settings.set(reader_name="Dr. Adler")
    case = held.library_cases()[0]
    held.sign_grade(case, held.grade_eye(case), Grade.MILD)
    held.registry.activate(new, JobContext())
    (signed,) = held.signed_grades(case.id)
    assert signed.model.digest == shipped


def test_database_and_file_parted_by_a_crash_agree_again(services, home, new, shipped):
    services.registry.activate(new, JobContext())
    services.close()
    file = home / "models" / "active.json"
    file.write_text(json.dumps({"dr-grading": shipped}))  # as before the switch
    again = build_services(home)
    assert in_use(again) == new and json.loads(file.read_text())["dr-grading"] == new
    again.close()


def test_a_choice_of_an_earlier_version_is_kept(services, home, new):
    services.close()
    (home / "models" / "active.json").write_text(json.dumps({"dr-grading": new}))
    again = build_services(home)
    assert in_use(again) == new
    (event,) = again.registry.history()
    assert (event.step, event.model.digest, event.reader) == (Step.IN_USE, new, "")
    again.close()
