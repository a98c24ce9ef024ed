"""Measurement groups (PS3.16, TID 1501) of a structured report, each about one photograph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

from medview.app.dicom_modules import MAKER, new_uid, source_of
from medview.domain.case import Eye
from medview.domain.model import ModelRef
from medview.domain.report import EyeFindings

if TYPE_CHECKING:
    from highdicom.sr import (
        AlgorithmIdentification,
        FindingSite,
        MeasurementsAndQualitativeEvaluations,
    )

SIDES = {Eye.OD: codes.SCT.Right, Eye.OS: codes.SCT.Left}
OWN_SCHEME = "99MEDVIEW"  # where no standard code is known, such as for a model's probabilities


def group(
    eye: EyeFindings,
    name: str,
    finding: Code,
    evaluations: Sequence[tuple[Code, Code]],
    **more: Any,
) -> MeasurementsAndQualitativeEvaluations:
    """Return a group about the retina of one photograph: what was evaluated, and as what."""
    from highdicom.sr import (
        MeasurementsAndQualitativeEvaluations,
        QualitativeEvaluation,
        SourceImageForMeasurementGroup,
        TrackingIdentifier,
    )

    source = source_of(eye)
    images = (
        [SourceImageForMeasurementGroup(source.sop_class_uid, source.sop_uid)] if source else []
    )
    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(uid=new_uid(), identifier=name),
        finding_type=finding,
        finding_sites=[_site(eye)],
        qualitative_evaluations=[QualitativeEvaluation(*one) for one in evaluations] or None,
        source_images=images or None,
        **more,
    )


def algorithm(model: ModelRef) -> AlgorithmIdentification:
    """Return which model gave a result (TID 4019)."""
    from highdicom.sr import AlgorithmIdentification

    return AlgorithmIdentification(
        name=model.id,
        version=model.version,
        parameters=[f"SHA-256 {model.digest}"],
        manufacturer=MAKER,
    )


def side(eye: EyeFindings) -> str:
    """Return the side of an eye for the name of a group."""
    return str(eye.case.eye or "eye not known")


def _site(eye: EyeFindings) -> FindingSite:
    from highdicom.sr import FindingSite

    laterality = SIDES.get(eye.case.eye) if eye.case.eye is not None else None
    return FindingSite(codes.SCT.Retina, laterality=laterality)
