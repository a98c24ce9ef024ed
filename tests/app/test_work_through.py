"""Worklists through the services: made, graded, interrupted, resumed, signed and taken back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from medview.bootstrap import build_services
from medview.cli import main
from medview.domain.case import CaseId, Eye, Problem
from medview.domain.errors import LibraryError, MedViewError, ModelError
from medview.domain.grade import Grade, GradeEstimate
from medview.domain.job import Cancelled, JobContext
from medview.domain.worklist import Status, Task, tally


@pytest.fixture
def photos(sample: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("02-OD", "02-OS", "03-OD", "06-OS"):
        shutil.copy(sample / "fundus" / f"synthetic-{name}.jpg", folder)
    return folder


@pytest.fixture
def services(home):
    services = build_services(home)
    try:
        services.model_for("FUNDUS")
    except ModelError:
        pytest.skip("needs the model packages of resources/models")
    services.settings.set(reader_name="Dr A")
    yield services
    services.close()


def made(services, photos: Path, name: str = "Monday"):
    info, _ = services.worklists.create_from_paths(name, [photos], JobContext())
    return info


def graded(services, worklist) -> tuple[int, list]:
    items: list = []
    return services.worklists.grade(worklist.id, JobContext(on_item=items.append)), items


def test_a_folder_becomes_patients_with_pairs_of_eyes(services, photos):
    worklist = made(services, photos)
    rows = services.worklists.rows("monday")
    assert (worklist.photographs, len(rows)) == (4, 3)
    assert [row.patient.key for row in rows] == ["synthetic-02", "synthetic-03", "synthetic-06"]
    assert [str(eye.eye) for eye in rows[0].eyes] == ["OD", "OS"]
    assert {row.status for row in rows} == {Status.NEW}


def test_a_worklist_needs_photographs(services, sample):
    with pytest.raises(LibraryError, match="no eye photograph"):
        made(services, sample / "ct")
    assert services.worklists.all() == []


def test_cancelled_making_leaves_no_half_of_a_worklist(services, photos):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.worklists.create_from_paths("Monday", [photos], context)
    assert services.worklists.all() == []


def test_what_was_graded_survives_a_restart_and_the_rest_is_resumed(services, photos, home):
    worklist = made(services, photos)
    context = JobContext(on_item=lambda item: context.cancel())
    with pytest.raises(Cancelled):
        services.worklists.grade(worklist.id, context)
    services.close()
    again = build_services(home)
    try:
        assert [one.name for one in again.worklists.unfinished()] == ["Monday"]
        before = tally(again.worklists.rows(worklist.id)).ungraded
        _, items = graded(again, worklist)
        assert len(items) == before
        rows = again.worklists.rows(worklist.id)
        assert tally(rows).ungraded == 0
        assert again.worklists.unfinished() == []
        assert graded(again, worklist) == (0, [])
        shown = again.grade_eye(rows[0].cases[0])
        assert rows[0].eyes[0].estimate == replace(shown, neighbours=())
        assert again.worklists.open(rows[0].cases).estimates[0] == shown
    finally:
        again.close()


def test_a_batch_that_was_stopped_is_not_resumed(services, photos):
    worklist = made(services, photos)
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.worklists.grade(worklist.id, context)
    services.worklists.stop_grading(worklist.id)
    assert services.worklists.unfinished() == []


def test_estimates_of_another_model_are_not_shown(services, photos, monkeypatch):
    worklist = made(services, photos)
    graded(services, worklist)
    monkeypatch.setattr(services.worklists, "_model_digest", lambda: "e" * 64)
    assert tally(services.worklists.rows(worklist.id)).ungraded == 4


def test_all_can_be_graded_anew(services, photos):
    worklist = made(services, photos)
    graded(services, worklist)
    services.worklists.forget_estimates(worklist.id)
    assert tally(services.worklists.rows(worklist.id)).ungraded == 4
    assert len(graded(services, worklist)[1]) == 4


def test_a_photograph_that_was_replaced_is_no_longer_the_same(services, photos):
    worklist = made(services, photos)
    shutil.copy(photos / "synthetic-02-OD.jpg", photos / "synthetic-03-OD.jpg")
    (photos / "synthetic-02-OS.jpg").unlink()
    _, items = graded(services, worklist)
    lost = {Path(item.path).name: item.message for item in items if isinstance(item, Problem)}
    assert lost.keys() == {"synthetic-03-OD.jpg", "synthetic-02-OS.jpg"}
    assert "not the photograph" in lost["synthetic-03-OD.jpg"]
    assert sum(isinstance(item, GradeEstimate) for item in items) == 2


def test_two_batches_at_a_time_are_refused(services, photos):
    worklist = made(services, photos)

    def begin_another(item: object) -> None:
        with pytest.raises(MedViewError, match="already"):
            services.worklists.grade(worklist.id, JobContext())

    services.worklists.grade(worklist.id, JobContext(on_item=begin_another))


def test_signatures_of_two_readers_stand_side_by_side_until_taken_back(services, photos):
    worklist = made(services, photos)
    row = services.worklists.rows(worklist.id)[0]
    case = row.eye(Eye.OD).cases[0]
    services.worklists.assign(worklist.id, [row.key], "Dr A")
    services.worklists.want_second_read(worklist.id, [row.key], True)
    services.sign_grade(case, None, Grade.MILD)
    services.settings.set(reader_name="Dr B")
    services.sign_grade(case, None, Grade.SEVERE)
    row = services.worklists.rows(worklist.id)[0]
    eye = row.eye(Eye.OD)
    assert row.task == Task("Dr A", second_read=True)
    assert [one.reader for one in eye.by_reader] == ["Dr A", "Dr B"]
    assert eye.readers_disagree
    services.withdraw_signature(case.id)
    eye = services.worklists.rows(worklist.id)[0].eye(Eye.OD)
    assert (eye.signed.reader, eye.status) == ("Dr A", Status.SIGNED)
    with pytest.raises(MedViewError, match="no signature of yours"):
        services.withdraw_signature(case.id)


def test_what_was_said_before_other_cases_voted_is_not_shown(services, photos, sample, tmp_path):
    worklist = made(services, photos)
    graded(services, worklist)
    others = tmp_path / "others"
    others.mkdir()
    shutil.copy(sample / "fundus" / "synthetic-04-OD.jpg", others / "own.jpg")
    services.import_cases([others], None, "Own", JobContext(), recognise=False)
    assert tally(services.worklists.rows(worklist.id)).ungraded == 0  # without a label: no vote
    table = others / "labels.csv"
    table.write_text("image,grade\nown.jpg,2\n")
    services.import_cases([others], table, "Own", JobContext())
    assert tally(services.worklists.rows(worklist.id)).ungraded == 4
    graded(services, worklist)
    shutil.copy(sample / "fundus" / "synthetic-05-OD.jpg", others / "more.jpg")
    table.write_text("image,grade\nmore.jpg,3\n")
    services.import_cases([others], table, "Own", JobContext())
    assert tally(services.worklists.rows(worklist.id)).ungraded == 4


def test_a_second_read_wanted_on_one_worklist_is_blind_on_all(services, photos):
    asked, other = made(services, photos), made(services, photos, "Tuesday")
    row = services.worklists.rows(asked.id)[0]
    services.sign_grade(row.cases[0], None, Grade.MILD)
    services.worklists.want_second_read(asked.id, [row.key], True)
    for worklist in (asked, other):
        here = services.worklists.rows(worklist.id)[0]
        assert here.as_seen_by("Dr B").eyes[0].is_hidden
        assert not here.as_seen_by("Dr A").eyes[0].is_hidden
    assert not services.worklists.rows(other.id)[0].task.second_read


def test_a_removed_case_is_in_no_kept_estimate(services, photos, sample, tmp_path):
    labelled = tmp_path / "labelled"
    labelled.mkdir()
    shutil.copy(sample / "fundus" / "synthetic-04-OD.jpg", labelled / "own.jpg")
    (labelled / "labels.csv").write_text("image,grade\nown.jpg,2\n")
    services.import_cases([labelled], labelled / "labels.csv", "Own", JobContext())
    (own,) = services.library_cases()
    worklist = made(services, photos)
    graded(services, worklist)

    def showing(case_id: CaseId) -> int:
        rows = services.worklists.rows(worklist.id)
        estimates = [e for row in rows for e in services.worklists.open(row.cases).estimates]
        return sum(any(n.case_id == case_id for n in e.neighbours) for e in estimates)

    assert showing(own.id) > 0
    services.remove_cases([own.id])
    assert showing(own.id) == 0
    assert tally(services.worklists.rows(worklist.id)).ungraded > 0


def test_the_command_line_lists_and_shows_worklists(services, photos, home, capsys):
    worklist = made(services, photos)
    graded(services, worklist)
    row = services.worklists.rows(worklist.id)[0]
    services.sign_grade(row.cases[0], None, Grade.SEVERE)
    services.close()
    assert main(["worklist", "list", "--home", str(home)]) == 0
    assert capsys.readouterr().out == "4\tMonday\n"
    assert main(["worklist", "show", "monday", "--home", str(home), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    first = result["rows"][0]
    assert result["notice"] == "Decision support, not a diagnosis."
    assert first["patient"] == "synthetic-02"
    assert [eye["eye"] for eye in first["eyes"]] == ["OD", "OS"]
    assert first["eyes"][0]["signed"][0]["grade"] == 3
    assert "dr-fundus" in first["eyes"][1]["model"]
    assert main(["worklist", "show", "monday", "--home", str(home)]) == 0
    words = capsys.readouterr().out
    assert "OD:3 (signed)" in words
    assert words.splitlines()[-1].startswith("3 patients: ")
    assert main(["worklist", "show", "Tuesday", "--home", str(home)]) == 1
    assert "no worklist called Tuesday" in capsys.readouterr().err
