from datetime import UTC, datetime

import numpy as np
import pytest

from medview.bootstrap import build_services
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.grade import Grade, GradeEstimate, Quality, SignedGrade
from medview.domain.job import JobContext
from medview.domain.model import ModelRef
from medview.domain.neighbours import Neighbour
from medview.domain.report import EyeFindings, PatientReport

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


@pytest.fixture
def make_report():
    """Return a function that makes a report of (eye, grade, signed?) without any file."""

    def make(*eyes, patient=PATIENT, **more):
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
                    **more,
                )
            )
        return PatientReport(patient, tuple(found), datetime(2026, 3, 4, 9, tzinfo=UTC), "")

    return make
