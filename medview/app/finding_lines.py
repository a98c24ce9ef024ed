"""What a report says of the findings of one photograph: lesions, evidence, macular oedema."""

from __future__ import annotations

from medview.app.report_words import Words, when
from medview.domain.checklist import Finding, LesionChecklist
from medview.domain.explanation import EvidenceDecision
from medview.domain.findings import LISTED_AS, KnownFindings
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaDecision, OedemaEstimate, OedemaReading, OedemaRisk
from medview.domain.report import EyeFindings, Marked, MarkedPicture

Line = tuple[str, str]


def finding_lines(eye: EyeFindings, words: Words) -> list[Line]:
    """Return the findings of one photograph as (name, value); what is not known has no line."""
    known, lines = eye.known, list[Line]()
    if known.checklist is not None:
        lines.append((words("checklist"), checklist_words(known.checklist, words)))
    if known.lesions:
        lines.append((words("candidates"), candidates_words(known, words)))
    if known.oedema is not None:
        lines.append((words("oedema"), oedema_words(known.oedema, words)))
    return lines


def checklist_words(listed: LesionChecklist, words: Words) -> str:
    """Return what was looked for: present by name, the others by number."""
    seen = listed.with_finding(Finding.PRESENT)
    present = words("present", lesions=words.lesions(seen)) if seen else words("none_present")
    return words(
        "checklist_line",
        present=present,
        absent=len(listed.with_finding(Finding.ABSENT)),
        unseen=len(listed.with_finding(None)),
    )


def candidates_words(known: KnownFindings, words: Words) -> str:
    """Return how many lesions were marked and accepted, and by whom."""
    counted = [
        words("counted", lesion=words(f"lesion_{LISTED_AS[kind]}"), count=count)
        for kind, count in known.counts().items()
    ]
    readers = list(dict.fromkeys(decision.reader for decision in known.lesions))
    models = dict.fromkeys(decision.model for decision in known.lesions)
    text = words("candidates_line", lesions=words.joined(counted), readers=words.joined(readers))
    return words.joined([text, *(model_words(model, words) for model in models)])


def oedema_words(reading: OedemaReading, words: Words) -> str:
    """Return the risk of macular oedema, and whose word it is."""
    decision, estimate = reading.decision, reading.estimate
    if decision is not None and decision.risk is not None:
        return _readers_word(decision, decision.risk, words)
    return "" if estimate is None else _models_word(estimate, words)


def evidence_words(decision: EvidenceDecision, words: Words) -> str:
    """Return in one sentence what the accepted evidence showed."""
    test = decision.found.deletion
    return words(
        "evidence_line",
        count=len(decision.found.spots),
        effect=f"{test.effect:.2f}",
        most=f"{max(0.0, *test.elsewhere):.2f}" if test.elsewhere else "0.00",
        reader=decision.reader,
        when=when(decision.decided_at),
        model=model_words(decision.found.model, words),
    )


def caption(picture: MarkedPicture, eye: EyeFindings, words: Words) -> str:
    """Return what is seen on a picture of the report."""
    if picture.shows is Marked.EVIDENCE and eye.evidence is not None:
        return evidence_words(eye.evidence, words)
    return words("marked_lesions")


def model_words(model: ModelRef, words: Words) -> str:
    """Return id, version and the start of the digest."""
    return words("model_line", id=model.id, version=model.version, digest=model.digest[:12])


def risk_words(risk: OedemaRisk | None, words: Words) -> str:
    """Return a risk of macular oedema in words."""
    return words("oedema_no_estimate") if risk is None else words(f"oedema_{int(risk)}")


def _readers_word(decision: OedemaDecision, risk: OedemaRisk, words: Words) -> str:
    told = words(
        "oedema_by_reader",
        risk=risk_words(risk, words),
        reader=decision.reader,
        when=when(decision.decided_at),
    )
    if decision.model is None:
        return told
    said = words("oedema_model_said", risk=risk_words(decision.estimate, words))
    return words.joined([told, said, model_words(decision.model, words)])


def _models_word(estimate: OedemaEstimate, words: Words) -> str:
    if estimate.risk is None:
        return words("oedema_none", reason=words.reason(estimate.reason))
    model = model_words(estimate.model, words)
    told = words("oedema_by_model", risk=risk_words(estimate.risk, words), model=model)
    return f"{told}{words('sentence_gap')}{words('oedema_basis')}"
