"""What a worklist says of patients and eyes, in the language of the user."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.domain.case import Eye
from medview.domain.worklist import (
    EyeRow,
    Need,
    SecondRead,
    Status,
    Tally,
    WorklistRow,
)
from medview.ui.oedema_words import risk_words, signed_risk, whose_words
from medview.ui.reasons import reason_words
from medview.ui.words import (
    date_words,
    eye_words,
    grade_in_full,
    notice,
    patient_title,
    percent,
    when,
)

STATUS_ICONS = {
    Status.NEW: "empty",
    Status.GRADED: "grade-all",
    Status.NEEDS_HUMAN: "warning",
    Status.UNGRADABLE: "ban",
    Status.SIGNED: "check",
}


def status_words(status: Status) -> str:
    """Return a status for people."""
    return {
        Status.NEW: QCoreApplication.translate("worklist", "New"),
        Status.GRADED: QCoreApplication.translate("worklist", "Graded"),
        Status.NEEDS_HUMAN: QCoreApplication.translate("worklist", "Needs a human"),
        Status.UNGRADABLE: QCoreApplication.translate("worklist", "Ungradable"),
        Status.SIGNED: QCoreApplication.translate("worklist", "Signed"),
    }[status]


def need_words(need: Need) -> str:
    """Return why an eye needs a human."""
    return {
        Need.ABSTAINED: QCoreApplication.translate("worklist", "the model abstains"),
        Need.REFER: QCoreApplication.translate("worklist", "referred, though the grade is low"),
        Need.SHOTS_DIFFER: QCoreApplication.translate("worklist", "its photographs differ"),
        Need.READERS_DISAGREE: QCoreApplication.translate("worklist", "readers disagree"),
    }[need]


def second_read_words(state: SecondRead) -> str:
    """Return whether a second read is wanted or done; "" when neither."""
    return {
        SecondRead.NONE: "",
        SecondRead.WANTED: QCoreApplication.translate("worklist", "Wanted"),
        SecondRead.DONE: QCoreApplication.translate("worklist", "Done"),
    }[state]


def row_title(row: WorklistRow) -> str:
    """Return the patient's name or number; the file where nobody is named."""
    if row.patient.key.startswith("unknown") and not row.patient.name:
        return row.cases[0].images[0].name
    return patient_title(row.patient)


def row_status_words(row: WorklistRow) -> str:
    """Return the status of a patient, with the reasons: "Needs a human: readers disagree"."""
    words = status_words(row.status)
    if not row.needs:
        return words
    return f"{words}: {', '.join(need_words(need) for need in row.needs)}"


def eye_mark(eye: EyeRow) -> str:
    """Return the few words beside the grade of an eye: who gave it, or what is missing."""
    if eye.is_hidden:
        return QCoreApplication.translate("worklist", "signed, hidden")
    if eye.status is Status.GRADED:
        return QCoreApplication.translate("worklist", "model")
    if eye.status is Status.NEEDS_HUMAN and eye.readers_disagree:
        return " / ".join(
            "U" if one.grade is None else str(int(one.grade)) for one in eye.by_reader
        )
    return status_words(eye.status)


def hidden_words() -> str:
    """Return why a second reader does not see what was signed."""
    return QCoreApplication.translate(
        "worklist", "What the first reader signed is shown once you have signed yourself."
    )


def eye_in_words(eye: EyeRow) -> str:
    """Return all that is known of an eye, a line each."""
    side = eye.eye and eye_words(eye.eye)
    lines = [side or QCoreApplication.translate("worklist", "Eye not known")]
    lines += [case.images[0].name for case in eye.cases]
    status = status_words(eye.status)
    lines.append(f"{status}: {need_words(eye.need)}" if eye.need else status)
    if eye.is_hidden:
        lines.append(hidden_words())
        return "\n".join([*lines, *_model_lines(eye)])
    signed = QCoreApplication.translate("worklist", "Signed {grade} · {reader} · {when}")
    lines += [
        signed.format(grade=grade_in_full(s.grade), reader=s.reader, when=when(s.signed_at))
        for s in eye.signatures
    ]
    return "\n".join([*lines, *_model_lines(eye)])


def _model_lines(eye: EyeRow) -> list[str]:
    estimate = eye.estimate
    if estimate is None:
        return []
    grade = estimate.grade
    shown = (
        QCoreApplication.translate("worklist", "no grade. {reason}").format(
            reason=reason_words(estimate.reason)
        )
        if grade is None
        else grade_in_full(grade)
    )
    said = QCoreApplication.translate("worklist", "Model: {shown}").format(shown=shown)
    return [said.strip(), estimate.model.short, notice()]


def oedema_cell(row: WorklistRow) -> str:
    """Return the larger risk of macular oedema, and of which eye: "● referable · OD ✓".

    The check mark stands for a reader's word; without it the risk is the model's estimate.
    """
    eye = row.oedema_eye
    if eye is None or eye.oedema_reading is None:
        return ""
    risk = signed_risk(eye.oedema_reading.risk)
    whose = f"{risk} · {eye.eye}" if eye.eye else risk
    return f"{whose} ✓" if eye.oedema_reading.is_readers else whose


def oedema_in_words(row: WorklistRow) -> str:
    """Return the risk of every eye and whose word it is, a line each."""
    lines = []
    for eye in row.eyes:
        if eye.oedema_reading is not None:
            side = side_heading(eye.eye)
            reading = eye.oedema_reading
            lines.append(f"{side}: {risk_words(reading.risk)} · {whose_words(reading)}")
    return "\n".join([*lines, notice()]) if lines else ""


def search_text(row: WorklistRow) -> str:
    """Return what the search box looks in, in lower case."""
    parts = [row_title(row), row.patient.key, row.patient.name, date_words(row.date), row.date]
    parts += [row.task.reader, *row.sources, *(case.images[0].name for case in row.cases)]
    parts += [one.reader for eye in row.eyes for one in eye.signatures]
    parts += [case.title for case in row.cases]
    return " ".join(parts).lower()


def status_summary(counted: Tally) -> str:
    """Return the patients by status and how many are done: "Signed: 3 (25 %) · Graded: 9"."""
    share = percent(counted.signed_share)
    parts = [
        f"{status_words(status)}: {counted.by_status[status]}"
        + (f" ({share})" if status is Status.SIGNED else "")
        for status in reversed(Status)
        if counted.by_status[status]
    ]
    return " · ".join(parts)


def side_heading(side: Eye | None) -> str:
    """Return the heading of an eye's column."""
    return str(side) if side else QCoreApplication.translate("worklist", "Eye not known")
