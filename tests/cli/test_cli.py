import csv
import json
from pathlib import Path

import pytest

from medview import cli
from medview.app.csv_table import neutral
from medview.bootstrap import build_services
from medview.domain.grade import Grade
from medview.domain.job import JobContext
from medview.domain.study import StudyPlan
from tests.app import set_layouts as layouts
from tests.app.conftest import second_model

RESULT_KEYS = {
    "path", "eye", "gradable", "quality", "grade", "probabilities", "referable", "abstained",
    "reason", "model", "neighbours",
}  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    def run_command(*arguments):
        status = cli.main([*map(str, arguments), "--home", str(tmp_path / "home")])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_command


@pytest.fixture
def eyes(sample):
    return sorted((sample / "fundus").glob("*.jpg"))


def test_grade_prints_one_object_per_image(run, eyes):
    status, out, _ = run("grade", eyes[0], eyes[1], "--json")
    results = json.loads(out)
    assert status == 0 and len(results) == 2
    for result in results:
        assert set(result) >= RESULT_KEYS
        assert result["model"]["id"] == "dr-fundus" and len(result["model"]["digest"]) == 64
        assert (result["grade"] is None) == result["abstained"]
        assert result["notice"] == "Decision support, not a diagnosis."


def test_the_same_picture_gives_the_same_answer(run, eyes):
    _, first, _ = run("grade", eyes[0], "--json")
    _, second, _ = run("grade", eyes[0], "--json")
    assert json.loads(first) == json.loads(second)


def test_grading_one_by_one_or_together_is_the_same(run, eyes):
    _, together, _ = run("grade", *eyes[:3], "--json")
    for result in json.loads(together):
        _, alone, _ = run("grade", result["path"], "--json")
        assert json.loads(alone)[0]["grade"] == result["grade"]
        if result["probabilities"]:
            assert json.loads(alone)[0]["probabilities"] == pytest.approx(
                result["probabilities"], abs=1e-4
            )


def test_both_shots_of_an_eye_carry_its_grade_and_what_each_said_alone(run, sample, tmp_path):
    names = {"7_l1": "02-OS", "7_r1": "03-OD", "7_l2": "01-OS", "8_r1": "04-OD"}
    for name, drawn in names.items():
        picture = sample / "fundus" / f"synthetic-{drawn}.jpg"
        (tmp_path / f"{name}.jpg").write_bytes(picture.read_bytes())
    paths = [tmp_path / f"{name}.jpg" for name in names]
    both, alone = (
        {Path(r["path"]).stem: r for r in json.loads(run("grade", *paths, "--json", *more)[1])}
        for more in ([], ["--each"])
    )
    assert list(both) == list(alone) == list(names)
    for key in ("grade", "probabilities", "referable", "refer", "graded_with"):
        assert both["7_l1"][key] == both["7_l2"][key]
    assert both["7_l1"]["graded_with"] == [str(paths[0]), str(paths[2])]
    assert both["7_r1"]["graded_with"] == [str(paths[1])]
    for name, result in both.items():
        assert result["photograph"]["probabilities"] == alone[name]["probabilities"]
        assert alone[name]["graded_with"] == [alone[name]["path"]]


def test_one_bad_file_never_stops_the_rest(run, eyes, tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    status, out, err = run("grade", broken, eyes[0], "--json")
    results = json.loads(out)
    assert status == 0 and len(results) == 2
    bad = next(r for r in results if r["path"] == str(broken))
    assert bad["error"] and bad["grade"] is None and bad["abstained"]
    assert "Traceback" not in err


def test_only_bad_files_is_a_failure_with_a_clear_line(run, tmp_path):
    status, _, err = run("grade", tmp_path / "nowhere.jpg", "--json")
    assert status == 1
    assert "nowhere.jpg" in err and "Traceback" not in err


def test_a_ct_slice_gets_no_grade(run, sample):
    _, out, _ = run("grade", sample / "ct", "--json")
    results = json.loads(out)
    assert results and all(r["grade"] is None and r["abstained"] and r["reason"] for r in results)


def test_csv_holds_what_json_says(run, eyes, tmp_path):
    table = tmp_path / "grades.csv"
    _, out, _ = run("grade", eyes[0], "--csv", table, "--json")
    with table.open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    result = json.loads(out)[0]
    assert row["path"] == result["path"]
    assert row["grade"] == ("" if result["grade"] is None else str(result["grade"]))
    assert row["digest"] == result["model"]["digest"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(cell):
    assert neutral(cell) == "'" + cell


def test_import_then_find_with_pictures(run, sample):
    status, out, _ = run("import", sample / "fundus", "--labels", sample / "labels.csv", "--json")
    report = json.loads(out)
    assert status == 0 and report["added"] > 5 and report["duplicates"] == 0
    _, again, _ = run("import", sample / "fundus", "--labels", sample / "labels.csv", "--json")
    assert json.loads(again)["added"] == 0 and json.loads(again)["duplicates"] == report["added"]


def test_similar_lists_the_nearest_first_by_each_distance(run, eyes):
    for metric in ("cosine", "euclidean", "manhattan"):
        status, out, _ = run("similar", eyes[0], "--k", 4, "--metric", metric, "--json")
        answer = json.loads(out)
        distances = [n["distance"] for n in answer["neighbours"]]
        assert status == 0 and len(distances) == 4 and distances == sorted(distances)
        assert [n["rank"] for n in answer["neighbours"]] == [1, 2, 3, 4]
        assert answer["query"]["model"]["id"] == "dr-fundus"


def test_similar_is_refined_by_what_is_said_of_neighbours(run, eyes):
    _, out, _ = run("similar", eyes[0], "--k", 4, "--json")
    first = json.loads(out)["neighbours"]
    status, out, _ = run("similar", eyes[0], "--less", first[0]["case"], "--k", 4, "--json")
    after = json.loads(out)["neighbours"]
    assert status == 0 and after != first
    status, _, err = run("similar", eyes[0], "--more", "nobody")
    assert status == 1 and "There is no case nobody" in err


def test_similar_leaves_out_the_querys_own_patient(run, sample, eyes):
    run("import", sample / "fundus", "--labels", sample / "labels.csv")
    _, out, _ = run("similar", eyes[0], "--k", 500, "--json")
    with (sample / "labels.csv").open(newline="") as stream:
        rows = {row["image"].rsplit("/", 1)[-1]: row for row in csv.DictReader(stream)}
    own = rows[eyes[0].name]["patient_id"]
    assert own and own not in {n["patient"] for n in json.loads(out)["neighbours"]}


def test_similar_of_a_region_and_a_slice(run, sample):
    status, out, _ = run(
        "similar", sample / "ct", "--slice", 3, "--region", "60,60,40,40", "--k", 3, "--json"
    )
    assert status == 0 and len(json.loads(out)["neighbours"]) == 3


def test_a_slice_that_is_not_there_is_told(run, sample):
    status, _, err = run("similar", sample / "ct", "--slice", 9999)
    assert status == 1 and "There is no image 9999" in err


def test_an_unknown_filter_is_told(run, eyes):
    status, _, err = run("similar", eyes[0], "--where", "colour=red")
    assert status == 1 and "Unknown filter 'colour'" in err


@pytest.mark.parametrize(
    "bad", [["grade"], ["nonsense"], ["similar", "x", "--metric", "chebyshev"]]
)
def test_bad_use_exits_2(bad):
    with pytest.raises(SystemExit) as end:
        cli.main(bad)
    assert end.value.code == 2


def test_another_model_is_put_to_use_and_back_and_deleted(run, tmp_path):
    new = second_model(tmp_path / "home")

    def in_use():
        models = json.loads(run("models", "list", "--json")[1])
        return {m["version"] for m in models if m["in_use"] and m["task"] == "dr-grading"}

    assert in_use() == {"1.1.0"}
    status, out, _ = run("models", "activate", new[:12], "--json")
    assert status == 0 and json.loads(out)["digest"] == new and in_use() == {"9.0.0"}
    status, _, err = run("models", "delete", new)
    assert status == 1 and "in use" in err and "Traceback" not in err
    assert "dr-fundus 1.1.0" in run("models", "back", "dr-grading")[1] and in_use() == {"1.1.0"}
    assert run("models", "delete", new)[0] == 0
    assert run("models", "show", new)[0] == 1


def test_models_are_listed_and_shown(run):
    _, out, _ = run("models", "list", "--json")
    assert {m["id"] for m in json.loads(out)} == {
        "dr-fundus",
        "radiology",
        "lesions",
        "nodules",
        "regions",
    }
    _, out, _ = run("models", "show", "dr-fundus", "--json")
    card = json.loads(out)
    assert card["intended_use"] and card["limits"] and card["validation"]
    assert {d["licence"] for d in card["data"]}
    for asked in ((), ("--json",)):
        _, out, _ = run("models", "show", "nodules", *asked)
        curves = json.loads(out)["validation"]["free_response"]
        assert curves["candidates"]["found_at_false_marks"]["4"]["ci95"]
        assert curves["one_series"]["nodules"] == 1 and "41 slices" in curves["one_series"]["on"]
    status, _, err = run("models", "show", "nonsense")
    assert status == 1 and "dr-fundus" in err


def test_nodules_of_a_chest_ct_are_told(run, sample):
    status, out, _ = run("nodules", sample / "ct", "--json")
    found = json.loads(out)
    assert status == 0 and found["model"]["id"] == "nodules" and found["notice"]
    assert found["places"] > len(found["candidates"]) > 0
    assert {"slice", "centre", "position", "diameter", "probability", "rated"} == set(
        found["candidates"][0]
    )
    status, out, err = run("nodules", sample / "mr-glioma")
    assert status == 1 and "CT series" in err


def test_doctor_finds_this_installation_sound(run):
    status, out, _ = run("doctor", "--json")
    checks = json.loads(out)
    assert status == 0 and all(check["ok"] for check in checks)
    assert any(check["check"].startswith("model dr-fundus") for check in checks)
    (place,) = [check["detail"] for check in checks if check["check"] == "library place"]
    assert place.startswith("a file of one user, ") and place.endswith("library.sqlite")


def test_statistics_say_what_was_shown_and_signed(run, eyes, tmp_path):
    status, out, _ = run("statistics")
    assert status == 0 and "Nothing was graded" in out
    run("grade", *eyes[:3])
    table = tmp_path / "referrals.csv"
    status, out, _ = run("statistics", "--json", "--since", "2020-01-01", "--csv", table)
    figures = json.loads(out)
    assert status == 0 and figures["shown"]["total"] == 3 and figures["signed"]["total"] == 0
    assert figures["notice"] == "Decision support, not a diagnosis."
    assert len(list(csv.DictReader(table.open(encoding="utf-8-sig")))) == len(figures["referrals"])
    _, out, _ = run("statistics", "--until", "2020-01-01")
    assert "Nothing was graded" in out


def test_oedema_is_told_where_it_is_asked_for(run, eyes, tmp_path):
    table = tmp_path / "grades.csv"
    status, out, _ = run("grade", eyes[0], "--oedema", "--json", "--csv", table)
    (result,) = json.loads(out)
    told = result["oedema"]
    assert status == 0 and told["model"]["id"] == "lesions" and len(told["model"]["digest"]) == 64
    assert told["risk"] in (0, 1, 2) or told["reason"]
    (row,) = csv.DictReader(table.open(encoding="utf-8-sig"))
    assert row["oedema"] == ("" if told["risk"] is None else str(told["risk"]))
    _, out, _ = run("grade", eyes[0], "--oedema")
    assert "macular oedema: " in out and "lesions" in out
    _, out, _ = run("grade", eyes[0], "--json")
    assert "oedema" not in json.loads(out)[0]


def test_import_says_which_public_set_it_recognised(run, eyes, tmp_path):
    folder = layouts.aptos(tmp_path / "aptos", eyes[0])
    status, out, _ = run("import", folder, "--json")
    result = json.loads(out)
    assert status == 0 and result["added"] == 2
    assert [(s["set"], s["photographs"], s["graded"]) for s in result["sets"]] == [
        ("APTOS 2019", 2, 2)
    ]
    assert "Kaggle" in result["sets"][0]["licence"] and result["sets"][0]["credit"]
    _, out, _ = run("import", folder)
    assert out.startswith("Recognised: APTOS 2019, training: 2 photographs")
    _, out, _ = run("import", folder, "--no-sets")
    assert "Recognised" not in out


def test_reports_of_every_patient_and_tables(run, eyes, tmp_path):
    out_folder = tmp_path / "out"
    status, out, _ = run(
        "report", *eyes[:4], "--out", out_folder, "--language", "zh",
        "--format", "pdf", "letter", "csv", "xlsx", "--json",
    )  # fmt: skip
    written = json.loads(out)
    assert status == 0 and len(written["reports"]) == 2
    assert written["notice"] == "Decision support, not a diagnosis."
    for report in written["reports"]:
        assert report["signed"] is False and len(report["eyes"]) == 2
        assert [name.rsplit(".", 1)[1] for name in report["files"]] == ["pdf", "txt", "txt"]
    names = sorted(path.name for path in out_folder.iterdir())
    assert len(names) == 8 and names[:2] == ["grades.csv", "grades.xlsx"]


def test_a_report_of_a_patient_of_the_library(run, sample, tmp_path):
    run("import", sample / "fundus", "--labels", sample / "labels.csv")
    status, out, _ = run("report", "synthetic-03", "--out", tmp_path / "out", "--format", "sr")
    assert status == 0 and "-sr.dcm" in out
    status, _, err = run("report", "nobody", "--out", tmp_path / "out")
    assert status == 1 and "'nobody' is no file, and no patient" in err


def test_studies_are_listed_shown_and_measured(run, sample, tmp_path):
    status, out, _ = run("study", "list", "--json")
    assert (status, json.loads(out)) == (0, [])
    services = build_services(tmp_path / "home")
    plan = StudyPlan("Clinic", ("Dr. A", "Dr. B"), repeat_share=0.0, seed=1)
    folder = [sample / "fundus"]
    study = services.studies.set_up(plan, "Lead", JobContext(), paths=folder).study
    for reader in plan.readers:
        place = services.studies.place(study.id, reader)
        while place.step is not None:
            grade = Grade(place.step.photo % 5)
            place = services.studies.confirm(study.id, reader, place.step, grade, 1.0)
    services.close()
    _, out, _ = run("study", "list")
    assert out.split("\t")[0] == "Clinic" and "Dr. A 13 of 13" in out
    _, out, _ = run("study", "show", "Clinic", "--json")
    assert json.loads(out)["complete"] and json.loads(out)["seed"] == 1
    table = tmp_path / "kappa.csv"
    status, out, _ = run("study", "results", "Clinic", "--csv", table, "--json")
    assert status == 0 and json.loads(out)["agreements"][0]["kappa"] == 1.0
    assert "between readers" in table.read_text(encoding="utf-8-sig")
    _, out, _ = run("study", "results", "Clinic")
    assert "Decision support, not a diagnosis." in out
    status, _, err = run("study", "show", "nonsense")
    assert status == 1 and "There is no study" in err
