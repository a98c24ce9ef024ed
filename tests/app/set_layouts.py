"""Small trees in the layouts of the public sets: their file names and columns, drawn pictures."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from PIL import Image

IDRID_TRAIN = "B. Disease Grading/1. Original Images/a. Training Set"
IDRID_TEST = "B. Disease Grading/1. Original Images/b. Testing Set"
IDRID_TABLES = "B. Disease Grading/2. Groundtruths"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def draw(path: Path, eye: Path, number: int) -> None:
    """Put an eye at `path`, each `number` with pixels of its own, in the format of its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(eye).convert("RGB").resize((160, 160))
    picture.paste((number * 37 % 256, number * 101 % 256, 40), (60, 60, 100, 100))
    picture.save(path, quality=95)


def table(path: Path, *lines: str) -> None:
    """Write a table as spreadsheets of that time did: CRLF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def idrid(root: Path, eye: Path) -> Path:
    """Grading with both tables, and segmentation with its masks."""
    for number in range(1, 4):
        draw(root / IDRID_TRAIN / f"IDRiD_{number:03d}.jpg", eye, number)
    draw(root / IDRID_TEST / "IDRiD_001.jpg", eye, 11)
    table(
        root / IDRID_TABLES / "a. IDRiD_Disease Grading_Training Labels.csv",
        "Image name,Retinopathy grade,Risk of macular edema ,,,,,,,,,",
        "IDRiD_001,3,2,,,,,,,,,",
        "IDRiD_002,0,0,,,,,,,,,",
        "IDRiD_003,4,1,,,,,,,,,",
        ",,,,,,,,,,,",
    )
    table(
        root / IDRID_TABLES / "b. IDRiD_Disease Grading_Testing Labels.csv",
        "Image name,Retinopathy grade,Risk of macular edema ",
        "IDRiD_001,2,1",
    )
    lesions = root / "A. Segmentation"
    draw(lesions / "1. Original Images/a. Training Set/IDRiD_01.jpg", eye, 21)
    draw(lesions / "1. Original Images/b. Testing Set/IDRiD_55.jpg", eye, 22)
    masks = lesions / "2. All Segmentation Groundtruths/a. Training Set"
    draw(masks / "1. Microaneurysms/IDRiD_01_MA.tif", eye, 23)
    draw(masks / "5. Optic Disc/IDRiD_01_OD.tif", eye, 24)
    return root


def deepdrid(root: Path, eye: Path) -> Path:
    """The repository, with a folder a patient and the workbook of the evaluation part."""
    home = root / "regular_fundus_images" / "regular-fundus-training"
    for number, name in enumerate(("1_l1", "1_l2", "1_r1", "56_r3", "57_l1")):
        draw(home / "Images" / name.split("_")[0] / f"{name}.jpg", eye, 30 + number)
    table(
        home / "regular-fundus-training.csv",
        "patient_id,image_id,image_path,Overall quality,left_eye_DR_Level,right_eye_DR_Level,"
        "patient_DR_Level,Clarity,Field definition,Artifact",
        r"1,1_l1,\regular-fundus-training\1\1_l1.jpg,0,0,,3,8,8,4",
        r"1,1_l2,\regular-fundus-training\1\1_l2.jpg,1,0,,3,8,8,0",
        r"1,1_r1,\regular-fundus-training\1\1_r1.jpg,0,,3,3,8,8,4",
        r"56,56_r3,\regular-fundus-training\56\56_r3.jpg,0,1,,1,10,8,1",
        r"57,57_l1,\regular-fundus-training\57\57_l1.jpg,0,5.0,,5,1,1,10",
    )
    table(
        home / "regular-fundus-source-training.csv",
        "patient_id,image_id,image_path,Source",
        r"1,1_l1,\regular-fundus-training\1\1_l1.jpg,Nicheng",
    )
    tested = root / "regular_fundus_images" / "Online-Challenge1&2-Evaluation"
    draw(tested / "Images" / "347" / "347_l2.jpg", eye, 40)
    table(tested / "Challenge1_upload.csv", "image_id,DR_Level", "347_l2,")
    workbook(tested / "Challenge1_labels.xlsx", [["image_id", "DR_Levels"], ["347_l2", 4]])
    wide = root / "ultra-widefield_images" / "ultra-widefield-training"
    draw(wide / "Images" / "1" / "1_r1.jpg", eye, 41)
    table(
        wide / "ultra-widefield-training.csv",
        "patient_id,image_id,image_path,DR_level,position",
        r"1,1_r1,ultra-widefield-training\1\1_r1.jpg,0,right_eye",
    )
    return root


def aptos(root: Path, eye: Path) -> Path:
    """The competition's files, unpacked."""
    for number, name in enumerate(("000c1434d8d7", "001639a390f0")):
        draw(root / "train_images" / f"{name}.png", eye, 50 + number)
    draw(root / "test_images" / "0005cfc8afb6.png", eye, 59)
    table(root / "train.csv", "id_code,diagnosis", "000c1434d8d7,2", "001639a390f0,4")
    table(root / "test.csv", "id_code", "0005cfc8afb6")
    table(root / "sample_submission.csv", "id_code,diagnosis", "0005cfc8afb6,0")
    return root


def eyepacs(root: Path, eye: Path) -> Path:
    """The competition's files with the pictures unpacked and the labels still packed."""
    for number, name in enumerate(("10_left", "10_right", "13_left")):
        draw(root / "train" / f"{name}.jpeg", eye, 60 + number)
    draw(root / "test" / "1_left.jpeg", eye, 69)
    table(root / "trainLabels.csv", "image,level", "10_left,0", "10_right,0", "13_left,2")
    with zipfile.ZipFile(root / "trainLabels.csv.zip", "w") as archive:
        archive.write(root / "trainLabels.csv", "trainLabels.csv")
    (root / "trainLabels.csv").unlink()
    return root


def messidor(root: Path, eye: Path, columns: str = "", images: str = "IMAGES") -> Path:
    """The pictures of ADCIS with the pairs, and the grades of Kaggle beside them."""
    names = ("20051020_43808_0100_PP.png", "20051020_43832_0100_PP.png", "IM004832.JPG")
    for number, name in enumerate(names):
        draw(root / images / name, eye, 70 + number)
    table(
        root / "messidor-2.csv",
        "left;right",
        "20051020_43808_0100_PP.png;20051020_43832_0100_PP.png",
        "IM004832.jpg;",
    )
    table(
        root / "messidor_data.csv",
        columns or "image_id,adjudicated_dr_grade,adjudicated_dme,adjudicated_gradable",
        "20051020_43808_0100_PP.png,0,0,1",
        "20051020_43832_0100_PP.png,2,1,1",
        "IM004832.jpg,,,0",
    )
    return root


def workbook(path: Path, rows: list[list[object]]) -> None:
    """Write a workbook: texts shared, numbers as they are."""
    texts = [str(cell) for row in rows for cell in row if isinstance(cell, str)]
    lines = []
    for y, row in enumerate(rows, 1):
        cells = [
            f'<c r="{chr(65 + x)}{y}" t="s"><v>{texts.index(cell)}</v></c>'
            if isinstance(cell, str)
            else f'<c r="{chr(65 + x)}{y}"><v>{cell}</v></c>'
            for x, cell in enumerate(row)
        ]
        lines.append(f'<row r="{y}">{"".join(cells)}</row>')
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{shared}</sst>')
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
        )


def packed(folder: Path) -> Path:
    """Return the folder as the ZIP it was downloaded as."""
    return Path(shutil.make_archive(str(folder), "zip", folder))
