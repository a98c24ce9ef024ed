"""Letters in plain words: to the patient, and to the doctor who sent them.

What to do next follows the grade of the worse eye: International Council of Ophthalmology (ICO),
Guidelines for Diabetic Eye Care, 2017, screening and referral where resources are high; also in
Wong et al., Ophthalmology 2018;125:1608-1622: no DR 1-2 years, mild NPDR 6-12 months, moderate
NPDR 3-6 months with referral, severe NPDR within 3 months, PDR within 1 month. The American Academy
of Ophthalmology (Diabetic Retinopathy Preferred Practice Pattern, 2019) asks for yearly
examinations without or with mild DR, and for 3-4 months with severe NPDR. All of them assume that
there is no macular oedema; where a reader suspects it, the ICO asks for referral within 3 months,
within 1 month where the centre is involved. A model's word alone changes no letter's next step.
"""

from __future__ import annotations

from collections.abc import Sequence

from medview.app.finding_lines import evidence_words, finding_lines, model_words
from medview.app.report_lines import heading_lines
from medview.app.report_words import Words, when
from medview.domain.case import Eye
from medview.domain.grade import Grade
from medview.domain.report import Addressee, EyeFindings, PatientReport


def write_letter(report: PatientReport, addressee: Addressee, language: str) -> str:
    """Return the letter as plain text; one that is not signed says first that it is a draft."""
    words = Words(language)
    to = str(addressee)
    parts = [
        [] if report.is_signed else [words("letter_unsigned")],
        [words(f"letter_{to}_title")],
        [words("named", name=n, value=v) for n, v in heading_lines(report, words)],
        [_greeting(report, addressee, words)],
        [_start(report, addressee, words)],
        [_eye_line(side, grade, addressee, words) for side, grade in eye_results(report)],
        _findings(report, words) if addressee is Addressee.DOCTOR else [],
        [words("next_heading"), words(f"next_{to}_{next_step(report)}")],
        [words("patient_advice")] if addressee is Addressee.PATIENT else [words("next_limits")],
        [_signature(report, words), *_models(report, words), words("notice")],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


EyeResult = tuple[Eye | None, EyeFindings]


def eye_results(report: PatientReport) -> list[EyeResult]:
    """Return each eye with the photograph that decides: the worst signed one, or the worst.

    Where all photographs of an eye are without a grade, one of them stands for it.
    """
    sides: dict[Eye | None, list[EyeFindings]] = {}
    for eye in report.eyes:
        sides.setdefault(eye.case.eye, []).append(eye)
    return [(side, max(found, key=_weight)) for side, found in sides.items()]


def next_step(report: PatientReport) -> str:
    """Return what the next step depends on: "0"-"4", "oedema", "ungradable", or "none".

    An eye without a result asks for more than a healthy other eye: only a grade that is to be
    referred anyway, and macular oedema that a reader suspects, go before it.
    """
    found = [eye for _, eye in eye_results(report)]
    worst = max((eye.grade for eye in found if eye.grade is not None), default=None)
    is_sooner = worst is None or worst < Grade.SEVERE
    if is_sooner and any(eye.known.has_oedema for eye in report.eyes):
        return "oedema"
    if worst is not None and worst.is_referable:
        return str(int(worst))
    if any(eye.grade is None and eye.signed is None for eye in found):
        return "none"
    if worst is None or any(eye.grade is None for eye in found):
        return "ungradable"
    return str(int(worst))


def _findings(report: PatientReport, words: Words) -> list[str]:
    """Return what was found beside the grades, a line for each photograph and finding."""
    lines = []
    for eye in report.eyes:
        told = finding_lines(eye, words)
        if eye.evidence is not None:
            told.append((words("evidence"), evidence_words(eye.evidence, words)))
        side = words.eye(eye.case.eye)
        lines += [f"- {side} · {words('named', name=name, value=value)}" for name, value in told]
    return lines


def _weight(eye: EyeFindings) -> tuple[bool, int]:
    return eye.signed is not None, -1 if eye.grade is None else int(eye.grade)


def _greeting(report: PatientReport, addressee: Addressee, words: Words) -> str:
    if addressee is Addressee.DOCTOR:
        return words("dear_doctor")
    name = report.patient.name
    return words("dear_patient", name=name) if name else words("dear_unnamed")


def _start(report: PatientReport, addressee: Addressee, words: Words) -> str:
    if addressee is Addressee.PATIENT:
        return words("letter_patient_start")
    return words("letter_doctor_start", name=words.patient(report.patient))


def _eye_line(side: Eye | None, eye: EyeFindings, addressee: Addressee, words: Words) -> str:
    mark = "" if eye.signed is not None else f" ({words('not_signed')})"
    if addressee is Addressee.DOCTOR:
        grade = (
            words("no_grade") if eye.grade is None and not eye.signed else words.grade(eye.grade)
        )
        note = f" {eye.signed.note}" if eye.signed is not None and eye.signed.note else ""
        return f"- {words('named', name=words.eye(side), value=grade)}{mark}{note}"
    name = words.eye(side, lay=True)
    return f"- {words('named', name=name, value=words(_lay_key(eye)))}{mark}"


def _lay_key(eye: EyeFindings) -> str:
    if eye.grade is not None:
        return f"lay_grade_{int(eye.grade)}"
    return "lay_none" if eye.signed is None else "lay_ungradable"


def _signature(report: PatientReport, words: Words) -> str:
    signed = [eye.signed for eye in report.eyes if eye.signed is not None]
    if not signed:
        return words("not_signed").capitalize()
    last = max(one.signed_at for one in signed)
    return words("letter_signed", readers=words.joined(list(report.signers)), when=when(last))


def _models(report: PatientReport, words: Words) -> Sequence[str]:
    models = dict.fromkeys(eye.model for eye in report.eyes if eye.model is not None)
    return [words("letter_model", model=model_words(model, words)) for model in models]
