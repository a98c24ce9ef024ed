"""What a report says of one photograph, line by line, in one language."""

from __future__ import annotations

from collections import Counter

from medview.app.finding_lines import evidence_words, finding_lines, model_words
from medview.app.report_words import Words, percent, when
from medview.domain.grade import Grade, GradeEstimate
from medview.domain.report import EyeFindings, PatientReport

Line = tuple[str, str]


def heading_lines(report: PatientReport, words: Words) -> list[Line]:
    """Return who the report is about and when, as (name, value)."""
    key = report.patient.key
    return [
        (words("patient"), words.patient(report.patient)),
        (words("patient_id"), words("unknown") if key.startswith("unknown") else key),
        (words("visit"), report.visit_date or words("unknown")),
        (words("made"), when(report.made_at)),
    ]


def draft_words(report: PatientReport, words: Words) -> str:
    """Return what marks a report that is not signed, "" when every photograph is."""
    if report.is_signed:
        return ""
    return words("draft_part" if report.signers else "draft")


def verdict(eye: EyeFindings, words: Words) -> Line:
    """Return the grade that counts: whose it is, and number and words."""
    if eye.signed is not None:
        return words("signed_grade"), words.grade(eye.signed.grade)
    shown = words("no_grade") if eye.grade is None else words.grade(eye.grade)
    return words("estimate_unsigned"), shown


def eye_lines(eye: EyeFindings, words: Words) -> list[Line]:
    """Return everything said of one photograph below its grade, as (name, value)."""
    lines = [(words("signed_by"), _signed(eye, words))]
    if eye.problem:
        lines.append((words("no_picture"), eye.problem))
    if eye.estimate is not None:
        lines += _estimate_lines(eye, eye.estimate, words)
    lines.append((words("referable"), _referable(eye, words)))
    lines.append((words("earlier"), _earlier(eye, words)))
    lines += finding_lines(eye, words)
    if eye.signed is not None and eye.signed.note:
        lines.append((words("note"), eye.signed.note))
    if eye.model is not None:
        lines.append((words("model"), model_words(eye.model, words)))
    if eye.estimate is not None and eye.estimate.site:
        lines.append((words("site"), eye.estimate.site))
    return lines


def _signed(eye: EyeFindings, words: Words) -> str:
    if eye.signed is None:
        return words("not_signed")
    line = words("signed_line", reader=eye.signed.reader, when=when(eye.signed.signed_at))
    if eye.signed.estimate_grade is not None and eye.signed.is_override:
        grade = words.grade(eye.signed.estimate_grade)
        return words.joined([line, words("override", grade=grade)])
    return line


def _estimate_lines(eye: EyeFindings, estimate: GradeEstimate, words: Words) -> list[Line]:
    lines = []
    if eye.signed is not None or estimate.grade is None:
        shown = words("no_grade") if estimate.grade is None else words.grade(estimate.grade)
        reason = words.reason(estimate.reason)
        lines.append((words("estimate"), f"{shown}: {reason}" if reason else shown))
    if estimate.probabilities:
        shares = [
            f"{int(g)}: {percent(p)}" for g, p in zip(Grade, estimate.probabilities, strict=True)
        ]
        lines.append((words("probabilities"), " · ".join(shares)))
    quality = words("gradable" if estimate.quality.gradable else "not_gradable")
    lines.append((words("quality"), quality))
    if estimate.neighbours:
        lines.append((words("neighbours"), _neighbours(estimate, words)))
    return lines


def _neighbours(estimate: GradeEstimate, words: Words) -> str:
    counts = Counter(n.label for n in estimate.neighbours)
    mix = [
        words("times", count=counts[str(int(g))], grade=words.grade(g))
        for g in Grade
        if counts[str(int(g))]
    ]
    return words(
        "neighbours_line",
        count=len(estimate.neighbours),
        mix=words.joined(mix),
        vote=words.grade(estimate.neighbour_grade),
    )


def _referable(eye: EyeFindings, words: Words) -> str:
    if eye.is_referable is None:
        return words("unknown")
    parts = [words("yes" if eye.is_referable else "no")]
    parts.append(words("by_signature" if eye.signed is not None else "by_model"))
    if eye.estimate is not None and eye.estimate.referable is not None:
        share = percent(eye.estimate.referable)
        parts.append(words.named("estimate", words("probability", share=share)))
    return words.joined(parts)


def _earlier(eye: EyeFindings, words: Words) -> str:
    if eye.earlier is None:
        return words("no_earlier")
    line = words(
        "earlier_line",
        date=eye.earlier_date,
        grade=words.grade(eye.earlier.grade),
        reader=eye.earlier.reader,
    )
    return f"{line} ({_change(eye.earlier.grade, eye.grade, words)})"


def _change(before: Grade | None, now: Grade | None, words: Words) -> str:
    if before is None or now is None:
        return words("change_unknown")
    if before == now:
        return words("change_same")
    return words("change_worse" if now > before else "change_better", steps=abs(now - before))


def report_text(report: PatientReport, language: str) -> str:
    """Return the report as plain text, for a preview."""
    words = Words(language)
    parts = [[words("title")], [draft_words(report, words)] if not report.is_signed else []]
    parts.append([words("named", name=n, value=v) for n, v in heading_lines(report, words)])
    for eye in report.eyes:
        lines = [verdict(eye, words), *eye_lines(eye, words)]
        if eye.evidence is not None:
            lines.append((words("evidence"), evidence_words(eye.evidence, words)))
        named = [words("named", name=name, value=value) for name, value in lines]
        parts.append([words.eye(eye.case.eye), *named])
    parts.append([words("notice"), words("scale")])
    return "\n\n".join("\n".join(part) for part in parts if part)
