from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from medview.app.check_cases import check
from medview.app.collect_cases import CollectCases
from medview.app.ready_cases import ReadyCases
from medview.domain.case import ImageRef
from medview.domain.health import Kind, Severity, apply_fix
from medview.domain.job import Cancelled, JobContext
from medview.domain.picture_facts import Fingerprint, Look
from medview.domain.split import leaks
from medview.domain.training import TRAIN, VALIDATION, TrainingCase
from medview.imaging.likeness import near_pairs
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool


@pytest.fixture(scope="module")
def pool():
    readers = ReaderPool(2)
    yield readers
    readers.close()


class Counting:
    """Passes fingerprints on, and counts how many were asked for."""

    def __init__(self, pool: ReaderPool) -> None:
        self.pool = pool
        self.asked = 0

    def fingerprints(self, refs: Sequence[ImageRef]) -> Iterator[Fingerprint | Exception]:
        self.asked += len(refs)
        return self.pool.fingerprints(refs)


def kinds(health) -> dict[Kind, tuple[int, ...]]:
    return {one.kind: one.rows for one in health.findings}


def noise(path: Path, seed: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    coarse = np.random.default_rng(seed).integers(0, 255, (12, 12)).astype(np.uint8)
    cv2.imwrite(str(path), cv2.resize(coarse, (300, 300), interpolation=cv2.INTER_CUBIC))
    return path


def case(path: Path, label: str, patient: str, split: str = TRAIN) -> TrainingCase:
    return TrainingCase(ImageRef(str(path)), label, patient, split)


def test_files_of_every_fault(pool, tmp_path):
    files = [noise(tmp_path / f"{n}.png", n) for n in range(4)]
    shutil.copy(files[0], tmp_path / "copy.png")
    read = np.asarray(cv2.imread(str(files[1])))  # in colour, as many programs save grey
    smaller = cv2.resize(read, (200, 200), interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(tmp_path / "small.jpg"), smaller)
    (tmp_path / "broken.png").write_bytes(files[0].read_bytes()[:60])
    (tmp_path / "text.jpg").write_text("no picture")
    cases = [case(file, "ab"[n % 2], f"p{n}") for n, file in enumerate(files)]
    cases += [
        case(tmp_path / "copy.png", "a", "p9", VALIDATION),  # 4
        case(tmp_path / "small.jpg", "b", "p1"),  # 5
        case(tmp_path / "broken.png", "a", "p7"),  # 6
        case(tmp_path / "text.jpg", "b", "p8"),  # 7
        case(tmp_path / "gone.png", "b", "p10"),  # 8
    ]
    reader = Counting(pool)
    health = check(cases, reader, JobContext())
    found = kinds(health)
    assert found[Kind.TWIN_LEAK] == found[Kind.COPIES] == (0, 4)
    assert found[Kind.ALIKE] == (1, 5)
    assert found[Kind.UNREADABLE] == (6, 7, 8)
    assert not health.may_train
    (unreadable,) = (one for one in health.findings if one.kind is Kind.UNREADABLE)
    assert all(len(words) > 20 for words in unreadable.remarks.values())
    assert len(set(unreadable.remarks.values())) == 3

    asked, rest = reader.asked, apply_fix(cases, unreadable)
    again = check(rest, reader, JobContext(), health.fingerprints)
    assert (asked, reader.asked) == (9, 9), "nothing is read twice"
    assert Kind.UNREADABLE not in kinds(again)


def test_pictures_are_compared_once_though_the_cases_are_split(pool, tmp_path, monkeypatch):
    cases = [case(noise(tmp_path / f"{n}.png", n // 2), "ab"[n % 2], f"p{n}") for n in range(8)]
    compared = []
    monkeypatch.setattr(
        "medview.app.check_cases.near_pairs",
        lambda described: (compared.append(1), near_pairs(described))[1],
    )
    split, health = ReadyCases(pool)(tuple(cases), JobContext(), 0.5)
    assert len(compared) == 1 and {one.split for one in split} == {TRAIN, VALIDATION}
    assert health == check(split, pool, JobContext())


def test_cancel_is_answered_between_pictures(pool, tmp_path):
    cases = [case(noise(tmp_path / f"{n}.png", n), "a", f"p{n}") for n in range(6)]
    context = JobContext(on_progress=lambda progress: context.cancel())
    with pytest.raises(Cancelled):
        check(cases, pool, context)


def test_one_patient_of_the_hostile_table_is_refused(pool, shared_data, tmp_path):
    shutil.copy(shared_data / "hostile" / "csv" / "same_patient_leak.csv", tmp_path / "labels.csv")
    for n in range(12):
        noise(tmp_path / f"p1_{n}.png", n)
    collect = CollectCases(FolderSource(pool), None)  # type: ignore[arg-type]
    cases = collect.table(tmp_path / "labels.csv", None, JobContext()).cases
    assert len(cases) == 12
    health = check(cases, pool, JobContext())
    assert health.findings[0].kind is Kind.ONE_PATIENT
    assert health.findings[0].severity is Severity.STOP


def test_idrid_has_one_shot_twice_under_two_grades(pool, shared_data):
    images = shared_data / "fundus" / "idrid" / "images"
    grades = {"013": "3", "397": "2", "021": "1", "391": "2", "073": "2", "375": "2", "001": "3"}
    cases = [case(images / f"IDRiD_tr_{n}.jpg", g, f"unknown-{n}") for n, g in grades.items()]
    health = check(cases, pool, JobContext())
    conflicts = [one.rows for one in health.findings if one.kind is Kind.CONFLICT]
    assert sorted(conflicts) == [(0, 1), (2, 3)]
    assert kinds(health)[Kind.COPIES] == (4, 5)
    assert sorted(health.twins) == [(0, 1), (2, 3), (4, 5)]


def test_a_ct_slice_among_photographs_is_noticed(pool, shared_data):
    deepdrid = sorted((shared_data / "fundus" / "deepdrid" / "images").glob("10*.jpg"))[:5]
    ct = sorted((shared_data / "dicom" / "ct-lowdose-NLST").glob("*.dcm"))[0]
    cases = [case(file, "0", f"p{n}") for n, file in enumerate([*deepdrid, ct])]
    health = check(cases, pool, JobContext())
    looks = [health.fingerprints[one.ref].look for one in cases]
    assert looks[-1] is Look.GREY and Look.GREY not in looks[:-1]
    assert kinds(health)[Kind.MIXED] == (5,)


def test_neighbouring_slices_without_a_patient_are_kept_on_one_side(pool, shared_data):
    folder = shared_data / "mri-brain" / "glioma"
    slices = [folder / f"{n}.jpg" for n in ("1844", "1845", "0300", "0400")]
    cases = [
        case(file, "glioma", f"unknown-{n}", VALIDATION if n % 2 else TRAIN)
        for n, file in enumerate(slices)
    ]
    health = check(cases, pool, JobContext())
    assert not leaks(cases), "by their names they are four patients"
    assert kinds(health)[Kind.TWIN_LEAK] == (0, 1)


def test_twins_of_deepdrid_and_their_eyes(pool, shared_data):
    images = shared_data / "fundus" / "deepdrid" / "images"
    names = ("104_l1", "104_l2", "104_r1", "104_r2", "10_l1", "10_l2")
    cases = [case(images / f"{name}.jpg", "0", name.split("_")[0]) for name in names]
    health = check(cases, pool, JobContext())
    (near,) = (one for one in health.findings if one.kind is Kind.ALIKE)
    assert near.groups == ((0, 1), (2, 3))
    assert near.severity is Severity.NOTE, "one patient's, on one side: no leak"
