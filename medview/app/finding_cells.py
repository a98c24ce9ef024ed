"""Findings beside the grade as cells of a table and as JSON, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from medview.domain.checklist import Finding, Lesion
from medview.domain.findings import KnownFindings
from medview.domain.oedema import OedemaReading, OedemaRisk
from medview.domain.report import GradeRow


def finding_cells(row: GradeRow) -> dict[str, Any]:
    """Return the cells of a row's findings; what is not known is empty."""
    known = row.known
    listed = known.checklist
    absent = listed.with_finding(Finding.ABSENT) if listed is not None else ()
    evidence = known.evidence_for(row.estimate, row.signed)
    return {
        "lesions_present": _named(known.present()),
        "lesions_absent": _named(absent),
        "lesions_accepted": _counted(known),
        "evidence": f"accepted by {evidence.reader}" if evidence is not None else "",
        **oedema_cells(oedema_record(known.oedema)),
    }


def oedema_cells(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return of an `oedema_record` the risk that counts, whose word it is, and the model's."""
    return {
        "oedema": told["risk"],
        "oedema_words": told["risk_words"],
        "oedema_by": told["by"],
        "oedema_model_said": told["model_risk"],
        "oedema_reason": told["reason"],
        "oedema_digest": told["model"] and told["model"]["digest"],
    }


def oedema_record(reading: OedemaReading | None) -> dict[str, Any]:
    """Return the risk of macular oedema as one JSON object; nulls where nothing is known."""
    known = reading or OedemaReading()
    estimate, decision, model = known.estimate, known.decision, known.model
    said = estimate.risk if estimate is not None else None
    if estimate is None and decision is not None:
        said = decision.estimate
    readers = decision.reader if decision is not None and known.is_readers else None
    return {
        "risk": _number(known.risk),
        "risk_words": None if known.risk is None else known.risk.words,
        "by": readers or (None if known.risk is None else "model"),
        "model_risk": _number(said),
        "abstained": estimate is not None and estimate.risk is None,
        "reason": estimate.reason if estimate is not None else "",
        "exudate_share_of_macula": estimate.share if estimate is not None else None,
        "model": model and model.as_record(),
    }


def _named(lesions: Iterable[Lesion]) -> str:
    return ", ".join(lesions)


def _counted(known: KnownFindings) -> str:
    return ", ".join(f"{kind.replace('_', ' ')} {n}" for kind, n in known.counts().items())


def _number(risk: OedemaRisk | None) -> int | None:
    return None if risk is None else int(risk)
