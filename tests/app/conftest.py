import json
import shutil
from datetime import UTC, datetime

import numpy as np
import pytest

from medview.app.resources import resources_folder
from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.checklist import Finding, Lesion, LesionChecklist
from medview.domain.explanation import (
    Deletion,
    EvidenceDecision,
    Explanation,
    Frame,
    Spot,
    Verdict,
)
from medview.domain.findings import KnownFindings
from medview.domain.grade import Grade, GradeEstimate, Quality, SignedGrade
from medview.domain.job import JobContext
from medview.domain.lesions import LesionDecision, LesionRegion
from medview.domain.model import ModelRef
from medview.domain.neighbours import Neighbour
from medview.domain.oedema import OedemaDecision, OedemaEstimate, OedemaReading, OedemaRisk
from medview.domain.report import EyeFindings, PatientReport
from medview.store.models import read_package

MODEL = ModelRef("dr-fundus", "1.0.0", "0123456789abcdef" * 4)
PATIENT = Patient("H-4711", "Müller, Zoë (王小东)")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def services(home):
    services = build_services(home)
    yield services
    services.close()


@pytest.fixture
def opened(services):
    """Open paths with the services and return the cases."""

    def open_paths(*paths):
        cases = []
        services.open_cases(list(paths), JobContext(on_item=cases.append))
        return cases

    return open_paths


def estimate_of(case, grade=Grade.MODERATE, reason=""):
    """Return an estimate whose probabilities sum to one, or an abstention with a reason."""
    neighbour = Neighbour(CaseId("n1"), 1, 0.1, "2", "other", "IDRiD", "FUNDUS", in_library=False)
    return GradeEstimate(
        case_id=case.id,
        eye=case.eye,
        quality=Quality(0.9, gradable=not reason),
        grade=None if reason else grade,
        probabilities=() if reason else (0.05, 0.1, 0.7, 0.1, 0.05),
        referable=None if reason else 0.85,
        head_grade=None if reason else grade,
        neighbour_grade=None if reason else grade,
        neighbour_shares=(),
        abstained=bool(reason),
        reason=reason,
        neighbours=() if reason else (neighbour,) * 3,
        model=MODEL,
        refer=None if reason else True,
    )


def signed_of(case, grade, reader="Dr. A. Meyer", note=""):
    """Return a signature of noon, 3 March 2026."""
    moment = datetime(2026, 3, 3, 12, tzinfo=UTC)
    return SignedGrade(case.id, grade, Grade.MODERATE, reader, moment, MODEL, note)


LESION_MODEL = ModelRef("lesions", "1.0.0", "fedcba9876543210" * 4)
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def evidence_of(case, verdict=Verdict.ACCEPTED, model=MODEL):
    """Return evidence of two places on a photograph of 80 x 60, decided by Dr. B. Ono."""
    heat = np.zeros((5, 5), np.float32)
    heat[1, 3] = 0.5
    found = Explanation(
        case.id,
        heat,
        Frame(10.0, 0.0, 60.0, 60.0),
        (Spot(50.0, 20.0, 6.0, 6.0), Spot(30.0, 40.0, 6.0, 6.0)),
        Deletion(0.8, (0.1, -0.2)),
        "",
        model,
    )
    return EvidenceDecision(found, Grade.MODERATE, verdict, "Dr. B. Ono", NOON)


def lesion_of(case, accepted=True):
    """Return a hard exudate on a photograph, decided by Dr. B. Ono."""
    square = ((20.0, 20.0), (26.0, 20.0), (26.0, 26.0), (20.0, 26.0))
    region = LesionRegion("hard_exudate", 0.9, (23.0, 23.0), square, 36.0, 0.01)
    return LesionDecision(case.id, region, accepted, "Dr. B. Ono", NOON, LESION_MODEL)


def known_findings(case):
    """Return findings of every kind: a reader who overruled the model on macular oedema."""
    seen = {Lesion.HAEMORRHAGE: Finding.PRESENT, Lesion.NEW_VESSELS: Finding.ABSENT}
    estimate = OedemaEstimate(case.id, OedemaRisk.POSSIBLE, 0.001, "", LESION_MODEL)
    word = OedemaDecision(
        case.id, OedemaRisk.REFERABLE, OedemaRisk.POSSIBLE, "Dr. B. Ono", NOON, LESION_MODEL
    )
    return KnownFindings(
        evidence=(evidence_of(case),),
        lesions=(lesion_of(case),),
        checklist=LesionChecklist(case.id, NOON, "Dr. A. Meyer", seen),
        oedema=OedemaReading(estimate, word),
    )


@pytest.fixture
def make_report():
    """Return a function that makes a report of (eye, grade, signed?) without any file."""

    def make(*eyes, patient=PATIENT, has_findings=False, **more):
        found = []
        for number, (eye, grade, is_signed) in enumerate(eyes):
            case = Case(
                id=CaseId(f"{number:016x}"),
                modality=FUNDUS,
                images=(ImageRef(f"/photos/{number}.jpg"),),
                patient=patient,
                eye=eye,
            )
            reason = "The photograph is too dark." if grade is None else ""
            found.append(
                EyeFindings(
                    case=case,
                    pixels=np.full((60, 80, 3), 90, np.uint8),
                    estimate=estimate_of(case, grade, reason),
                    signed=signed_of(case, grade) if is_signed else None,
                    known=known_findings(case) if has_findings else KnownFindings(),
                    **more,
                )
            )
        return PatientReport(patient, tuple(found), datetime(2026, 3, 4, 9, tzinfo=UTC), "")

    return make


def second_model(home, version="9.0.0", task="dr-fundus", **card):
    """Put a copy of a bundled model into a home, which embeds otherwise; return its digest.

    It does not look at the mirror image, so its vectors are near the bundled one's, never equal.
    """
    folder = home / "models" / f"{task}-{version}"
    shutil.copytree(resources_folder() / "models" / task, folder)
    content = json.loads((folder / "card.json").read_text())
    content["calibration"]["flips"] = False
    (folder / "card.json").write_text(json.dumps(content | {"version": version} | card))
    return read_package(folder).card.ref.digest


@pytest.fixture
def few_eyes(sample, tmp_path):
    """Copy six photographs of three patients, with their grades, to a folder of their own."""
    folder = tmp_path / "eyes"
    folder.mkdir()
    rows = ["image,grade,eye,patient_id,source"]
    for number, grades in ((1, "00"), (3, "21"), (5, "34")):
        for eye, grade in zip(("OD", "OS"), grades, strict=True):
            name = f"synthetic-0{number}-{eye}.jpg"
            shutil.copy(sample / "fundus" / name, folder / name)
            rows.append(f"{name},{grade},{eye},synthetic-0{number},synthetic")
    (folder / "labels.csv").write_text("\n".join(rows))
    return folder
