"""Lesions and macular oedema of a photograph as groups of a structured report.

Each line of the checklist that was looked at is present or absent (CID 240); the lesions a reader
accepted are counted. Standard codes for single retinal lesions are not used: PS3.16 names none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

from medview.app.structure_groups import OWN_SCHEME, algorithm, group, side
from medview.domain.checklist import Finding, Lesion
from medview.domain.findings import LISTED_AS
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaRisk
from medview.domain.report import EyeFindings

if TYPE_CHECKING:
    from highdicom.sr import Measurement, MeasurementsAndQualitativeEvaluations

RETINOPATHY = Code("4855003", "SCT", "Diabetic retinopathy")
OEDEMA = Code("312912001", "SCT", "Diabetic macular edema")
OEDEMA_RISK = Code("OEDEMA_RISK", OWN_SCHEME, "Risk of diabetic macular edema")
RISKS = {
    OedemaRisk.NONE: Code("RISK_NONE", OWN_SCHEME, "No risk seen"),
    OedemaRisk.POSSIBLE: Code("RISK_POSSIBLE", OWN_SCHEME, "Possible risk"),
    OedemaRisk.REFERABLE: Code("RISK_REFERABLE", OWN_SCHEME, "Referable risk"),
}
SEEN = {Finding.PRESENT: codes.SCT.Present, Finding.ABSENT: codes.SCT.Absent}
# PS3.5 6.2: a code value (SH) has 16 characters at most.
VALUES = {
    Lesion.MICROANEURYSM: "MICROANEURYSM",
    Lesion.HAEMORRHAGE: "HAEMORRHAGE",
    Lesion.HARD_EXUDATE: "HARD_EXUDATE",
    Lesion.SOFT_EXUDATE: "SOFT_EXUDATE",
    Lesion.VENOUS_BEADING: "VENOUS_BEADING",
    Lesion.IRMA: "IRMA",
    Lesion.NEW_VESSELS: "NEW_VESSELS",
    Lesion.VITREOUS_HAEMORRHAGE: "VITREOUS_HAEM",
    Lesion.FIBROUS_PROLIFERATION: "FIBROUS_PROLIF",
    Lesion.MACULAR_OEDEMA: "MACULAR_OEDEMA",
    Lesion.LASER_SCARS: "LASER_SCARS",
}

Groups = list["MeasurementsAndQualitativeEvaluations"]


def finding_groups(eye: EyeFindings) -> Groups:
    """Return the groups of what readers listed and accepted, and of macular oedema."""
    return [*_checklist(eye), *_candidates(eye), *_oedema(eye)]


def _checklist(eye: EyeFindings) -> Groups:
    listed = eye.known.checklist
    if listed is None or not listed.findings:
        return []
    seen = [(_lesion(lesion), SEEN[found]) for lesion, found in listed.findings.items()]
    return [group(eye, f"Lesions looked for {side(eye)}", RETINOPATHY, seen)]


def _candidates(eye: EyeFindings) -> Groups:
    models = dict.fromkeys(decision.model for decision in eye.known.lesions)
    return [_accepted(eye, model) for model in models]


def _accepted(eye: EyeFindings, model: ModelRef) -> MeasurementsAndQualitativeEvaluations:
    """Return how many candidates of one model were accepted."""
    own = tuple(decision for decision in eye.known.lesions if decision.model == model)
    counts = replace(eye.known, lesions=own).counts()
    return group(
        eye,
        f"Lesions accepted {side(eye)}",
        RETINOPATHY,
        [],
        algorithm_id=algorithm(model),
        measurements=[_count(LISTED_AS[kind], number) for kind, number in counts.items()],
    )


def _oedema(eye: EyeFindings) -> Groups:
    reading, found = eye.known.oedema, Groups()
    if reading is None:
        return found
    estimate, decision = reading.estimate, reading.decision
    if estimate is not None and estimate.risk is not None:
        told = [(OEDEMA_RISK, RISKS[estimate.risk])]
        model = algorithm(estimate.model)
        found.append(group(eye, f"Oedema estimate {side(eye)}", OEDEMA, told, algorithm_id=model))
    if decision is not None and decision.risk is not None:
        told = [(OEDEMA_RISK, RISKS[decision.risk])]
        found.append(group(eye, f"Oedema by reader {side(eye)}", OEDEMA, told))
    return found


def _lesion(lesion: Lesion) -> Code:
    return Code(VALUES[lesion], OWN_SCHEME, lesion[0].upper() + lesion[1:])


def _count(lesion: Lesion, number: int) -> Measurement:
    from highdicom.sr import Measurement

    name = Code(f"N_{VALUES[lesion]}", OWN_SCHEME, f"Number of lesions accepted: {lesion}")
    return Measurement(name, number, codes.UCUM.NoUnits)
