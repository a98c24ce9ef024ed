"""What is known of the open cases, and what is forgotten when another model answers."""

from __future__ import annotations

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaEstimate, OedemaReading, OedemaRisk
from medview.ui.worklist import Worklist

MODEL = ModelRef("lesions", "1.0", "d" * 64)


def test_what_another_model_said_of_oedema_is_forgotten_too(qapp):
    worklist = Worklist()
    case = Case(CaseId("a"), FUNDUS, (ImageRef("/a.jpg"),), Patient("p"))
    worklist.add(case)
    told = OedemaEstimate(case.id, OedemaRisk.POSSIBLE, 0.1, "", MODEL)
    worklist.set_oedema(case.id, OedemaReading(told, None))
    worklist.forget_estimates()
    assert worklist.oedema(case.id) is None
