from __future__ import annotations

import csv
from pathlib import Path

import pytest

from medview.app.export_grades import write_csv
from medview.app.grade_names import Meaning, grade_label, meaning_of
from medview.app.labels import LabelRow, Labels, read_labels
from medview.domain.case import Eye
from medview.domain.errors import LabelsError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PLAIN = "image,grade,patient_id\na.png,2,p1\nb.png,0,p2\n"


def table(folder: Path, content: str | bytes) -> Path:
    path = folder / "labels.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_column_is_read(tmp_path: Path):
    text = (
        "File Name;Diagnosis;Patient-ID;Laterality;Dataset;Modality;Exclude;note\n"
        './x/a.png;"a ""quoted"", finding";p1;Left;Clinic;mr;1;free text\n'
    )
    labels = read_labels(table(tmp_path, text))
    assert labels.rows == (
        LabelRow(2, "x/a.png", 'a "quoted", finding', "p1", Eye.OS, "Clinic", "MR", True),
    )
    assert (labels.meaning, labels.column) == (Meaning.TEXT, "diagnosis")
    assert labels.warnings == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_delimiter(tmp_path: Path, delimiter: str, end: str):
    text = PLAIN.replace(",", delimiter).replace("\n", end)
    rows = read_labels(table(tmp_path, text)).rows
    assert [(r.image, r.label, r.patient) for r in rows] == [
        ("a.png", "2", "p1"),
        ("b.png", "0", "p2"),
    ]


@pytest.mark.parametrize(
    ("encoding", "source"),
    [
        ("utf-8", "Zürich 北京"),
        ("utf-8-sig", "Zürich 北京"),
        ("utf-16", "Zürich 北京"),
        ("utf-16-le", "Zürich 北京"),
        ("utf-16-be", "Zürich 北京"),
        ("utf-32", "Zürich 北京"),
        ("gbk", "北京协和医院眼科"),
        ("cp1252", "Zürich, Universitätsspital – Müller"),
        ("latin-1", "Hôpital de Genève"),
    ],
)
def test_any_usual_encoding(tmp_path: Path, encoding: str, source: str):
    text = f'image,label,source\na.png,2,"{source}"\n'
    assert read_labels(table(tmp_path, text.encode(encoding))).rows[0].source == source


def test_an_assumed_encoding_is_told(tmp_path: Path):
    labels = read_labels(table(tmp_path, "image,label\na.png,é\n".encode("cp1252")))
    assert "CP1252" in labels.warnings[0]


@pytest.mark.parametrize(
    ("text", "grade"),
    [("0", "0"), ("4.0", "4"), ("Grade 2", "2"), ("2 moderate", "2"), ("No_DR", "0"),
     ("Mild", "1"), ("severe NPDR", "3"), ("Proliferate_DR", "4"), ("PDR", "4"),
     ("0 - No DR", "0"), ("2 (moderate NPDR)", "2"), ("No apparent retinopathy", "0"),
     ("Mild non-proliferative diabetic retinopathy", "1"), ("4_proliferative", "4")],
)  # fmt: skip
def test_grades_in_numbers_and_words(text: str, grade: str):
    assert grade_label(text) == grade


@pytest.mark.parametrize(
    "text",
    ["7", "-1", "NaN", "2.5", "glioma", "22", "", "1_glioma", "2 macular hole", "1 moderate"],
)
def test_what_is_no_grade(text: str):
    with pytest.raises(ValueError):
        grade_label(text)


@pytest.mark.parametrize(
    ("labels", "meaning"),
    [
        (["No DR", "Mild"], Meaning.GRADES),
        (["DR 0", "DR 1"], Meaning.GRADES),
        (["0", "1", "2", ""], Meaning.LIKELY_GRADES),
        (["normal", "severe"], Meaning.LIKELY_GRADES),
        (["0", "1"], Meaning.TEXT),
        (["normal"], Meaning.TEXT),
        (["0", "glaucoma"], Meaning.TEXT),
        ([], Meaning.TEXT),
    ],
)
def test_what_labels_mean_together(labels: list[str], meaning: Meaning):
    assert meaning_of(labels) is meaning


@pytest.mark.parametrize(
    ("column", "meaning"),
    [
        ("grade", Meaning.GRADES),
        ("Retinopathy grade", Meaning.GRADES),
        ("level", Meaning.GRADES),
        ("diagnosis", Meaning.TEXT),
        ("DR", Meaning.TEXT),
    ],
)
def test_only_the_name_of_a_column_makes_two_classes_grades(
    tmp_path: Path, column: str, meaning: Meaning
):
    labels = read_labels(table(tmp_path, f"image,{column}\na.png,0\nb.png,1\n"))
    assert labels.meaning is meaning


def test_an_empty_grade_is_no_label(tmp_path: Path):
    assert read_labels(table(tmp_path, "image,grade\na.png,\nb.png,1\n")).rows[0].label == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no column for the images"),
        ("name,grade\na,1\n", "no column for the images"),
        ("image,grade\n", "no rows"),
        ("image,grade\na.png,7\nb.png,1\nc.png,x\n", "line 2.*line 4"),
        ("image,grade\na.png,1\na.png,3\n", "lines 2 and 3"),
        ("image,grade\na.png\n", "line 2: 1 cells where the header has 2"),
        ('image,grade\na.png,1\n"open,1\n', "Line 3"),
        ("image,grade\n,1\n", "line 2: no image"),
        ("image,eye\na.png,middle\n", "line 2: eye 'middle'"),
        (f"image,label\na.png,{'x' * 5000}\n", "line 2: a cell is longer"),
        (f"image,label\na.png,{'x' * 500_000}\n", "Line 2"),
        ("image,label\na.png,x\0y\n", "line 2: a cell holds a zero byte"),
        ("image,label\n../a.png,1\n", "line 2: .* out of the folder"),
        ("image,label\nx\\..\\..\\a.png,1\n", "line 2: .* out of the folder"),
        ("image,label\n/etc/passwd,1\n", "line 2: .* out of the folder"),
        ("image,label\nC:\\a.png,1\n", "line 2: .* out of the folder"),
        ("image,label\nfile:///etc/passwd,1\n", "line 2: .* out of the folder"),
        ("image,label\n\\\\server\\share\\a.png,1\n", "line 2: .* out of the folder"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, fault: str):
    with pytest.raises(LabelsError, match=fault) as error:
        read_labels(table(tmp_path, text))
    assert error.value.hint


def test_many_faults_are_summed_up(tmp_path: Path):
    text = "image,grade\n" + "".join(f"{n}.png,9\n" for n in range(30))
    with pytest.raises(LabelsError, match="and 25 more"):
        read_labels(table(tmp_path, text))


def test_an_absolute_path_below_a_root_is_fine(tmp_path: Path):
    root = tmp_path / "photos"
    path = table(tmp_path, f"image,label\n{root}/x/a.png,1\n{tmp_path}/b.png,2\n")
    rows = read_labels(path, [root]).rows
    assert [row.image for row in rows] == ["photos/x/a.png", "b.png"]


def test_an_excluded_line_contradicts_nothing(tmp_path: Path):
    text = "image,grade,exclude\na.png,1,1\nb.png,1,0\n"
    assert [row.excluded for row in read_labels(table(tmp_path, text)).rows] == [True, False]


def test_a_missing_table_is_told(tmp_path: Path):
    with pytest.raises(LabelsError, match="cannot be read"):
        read_labels(tmp_path / "none.csv")


def test_every_hostile_table_gets_its_outcome(shared_data: Path, tmp_path: Path):
    folder = shared_data / "hostile"
    with (folder / "expected.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["open_as"] == "labels-csv"]
    assert rows
    for row in rows:
        assert outcome(folder / row["file"], tmp_path) in (
            row["kind"],
            *row["also_ok"].split("|"),
        ), row


def outcome(path: Path, folder: Path) -> str:
    try:
        labels = read_labels(path)
    except LabelsError as error:
        assert error.hint
        return "clear-error"
    assert not [cell for cell in written(labels, folder) if cell.startswith(FORMULA_STARTS)]
    return "opens-with-warning" if labels.warnings else "opens"


def written(labels: Labels, folder: Path) -> list[str]:
    """Return every cell of the table of results that names what a labels table named."""
    unknown = dict.fromkeys(("probabilities", "model", "quality"))
    path = folder / "grades.csv"
    write_csv(
        path,
        [
            unknown | {"path": text, "reason": text}
            for row in labels.rows
            for text in (row.image, row.label, row.patient, row.source)
        ],
    )
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return [cell for line in csv.reader(stream) for cell in line]


def test_formulas_are_written_as_text(tmp_path: Path):
    text = "image,label\n=1+1.png,@SUM(A1)\n-2.png,+3\n"
    cells = written(read_labels(table(tmp_path, text)), tmp_path)
    assert {"'=1+1.png", "'@SUM(A1)", "'-2.png", "'+3"} <= set(cells)


def test_the_tables_of_real_sets_are_read(shared_data: Path):
    counts = {}
    for path in sorted(shared_data.glob("*/labels.csv")) + sorted(
        shared_data.glob("*/*/labels.csv")
    ):
        counts[path.parent.name] = len(read_labels(path).rows)
    assert (
        counts.items() >= {"deepdrid": 1600, "idrid": 413, "mri-brain": 2492, "xray": 850}.items()
    )


def test_findings_outcome_and_tags_are_read(tmp_path: Path):
    line = 'a.png,glioma,"Ring, oedema",recurrence,"rare; rare,mr"'
    text = f"image,label,Findings,outcome,Tags\n{line}\n"
    row = read_labels(table(tmp_path, text.encode())).rows[0]
    assert (row.findings, row.outcome, row.tags) == ("Ring, oedema", "recurrence", ("rare", "mr"))
