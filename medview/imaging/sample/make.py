"""The sample folder, whole: photographs with a labels table, series, and a note of what it is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from PIL import Image

from medview.domain.case import Eye
from medview.domain.grade import Grade
from medview.imaging.sample.chest import GRID as CHEST_GRID
from medview.imaging.sample.chest import draw_chest
from medview.imaging.sample.external_eye import draw_external_eye
from medview.imaging.sample.head import GRID as HEAD_GRID
from medview.imaging.sample.head import Tumour, draw_head
from medview.imaging.sample.photographs import EYES, HEIGHT, WIDTH, EyePlan, Pixels, draw_eye
from medview.imaging.sample.retina import ORANGE
from medview.imaging.sample.series import CHEST, NOTE, head, write_ophthalmic, write_series

SEED = 2026
JPEG_QUALITY = 88
IN_DICOM = EyePlan(8, Eye.OD, Grade.MODERATE, ORANGE)

README = """SYNTHETIC sample of MedView
Every picture here was drawn by MedView's own code (medview/imaging/sample). Nothing was
photographed or scanned, and no patient's picture was used. They show what MedView does; they are no
test of how well it grades. They come under the licence of MedView itself.

fundus/           twelve eyes of six people, grades 0-4 in labels.csv; synthetic-06-OS is too
                  dark to grade and synthetic-07-outside is no fundus: neither may get a grade
fundus-dicom/     one more eye, as an Ophthalmic Photography DICOM
ct/               chest phantom, 24 slices, one nodule in the right lung
mr-glioma/        head phantom, contrast-enhanced T1, 20 slices
mr-meningioma/    the same with another tumour

Draw it again, from the project's folder:  python -m medview.imaging.sample resources/sample
"""


def make_sample(folder: Path, seed: int = SEED) -> None:
    """Write the whole sample into `folder`; the same seed gives the same files."""
    make_photographs(folder, seed)
    make_series(folder, seed)
    (folder / "README.txt").write_text(README, encoding="utf-8")


def make_photographs(folder: Path, seed: int = SEED) -> None:
    """Write the eyes, their labels, the picture that is no fundus, and the eye in DICOM."""
    fundus = folder / "fundus"
    fundus.mkdir(parents=True, exist_ok=True)
    for plan in EYES:
        (fundus / f"{plan.name}.jpg").write_bytes(as_jpeg(draw_eye(plan, seed)))
    outside = draw_external_eye(seed, WIDTH, HEIGHT)
    (fundus / "synthetic-07-outside.jpg").write_bytes(as_jpeg(outside))
    _write_labels(folder / "labels.csv")
    jpeg = as_jpeg(draw_eye(IN_DICOM, seed))
    path = folder / "fundus-dicom" / f"{IN_DICOM.name}.dcm"
    write_ophthalmic(path, f"{IN_DICOM.patient:02d}", IN_DICOM.eye, jpeg, WIDTH, HEIGHT)


def make_series(folder: Path, seed: int = SEED) -> None:
    """Write the chest CT and the two MRs of the head."""
    write_series(folder / CHEST.name, CHEST, CHEST_GRID, draw_chest(seed))
    for tumour in Tumour:
        series = head(tumour)
        write_series(folder / series.name, series, HEAD_GRID, draw_head(seed, tumour))


def as_jpeg(pixels: Pixels) -> bytes:
    """Return the picture as JPEG, saying in its comment and EXIF that it is synthetic."""
    image = Image.fromarray(pixels)
    exif = Image.Exif()
    exif[0x010E] = NOTE  # ImageDescription
    exif[0x0131] = "MedView sample generator"  # Software
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=2, exif=exif, comment=NOTE)
    return buffer.getvalue()


def _write_labels(path: Path) -> None:
    """Write the grades of the gradable eyes; what must not be graded has no line."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["image", "grade", "eye", "patient_id", "source"])
        for plan in EYES:
            if plan.grade is not None:
                patient = f"synthetic-{plan.patient:02d}"
                row = [f"fundus/{plan.name}.jpg", int(plan.grade), plan.eye, patient, "synthetic"]
                table.writerow(row)
