"""Reports of patients and tables of grades: gathered, previewed, and written to files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from medview.app.export_grades import table_rows, worklist_rows, write_rows
from medview.app.gather_report import Estimates, Findings, GatherReport
from medview.app.report_lines import report_text
from medview.app.write_letter import write_letter
from medview.domain.case import Case, CaseId
from medview.domain.choices import ENGLISH
from medview.domain.errors import MedViewError
from medview.domain.findings import KnownFindings
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.job import JobContext
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.report import (
    Addressee,
    GradeRow,
    PatientReport,
    ReportFormat,
    ReportOrder,
)
from medview.domain.worklist import WorklistRow
from medview.store.files import write_atomically

Content = Callable[[], bytes]


class Reports:
    """What `services.reports` does."""

    def __init__(
        self,
        reader: Reader,
        library: CaseLibrary,
        grade: Callable[[Case], GradeEstimate],
        findings: Findings,
    ) -> None:
        """Take what decodes, what remembers, what grades, and what recalls findings."""
        self._gather = GatherReport(reader, library, grade, findings)
        self._library, self._recall = library, findings

    def gather(
        self, cases: Sequence[Case], estimates: Estimates, context: JobContext
    ) -> PatientReport:
        """Return the report of the latest visit of one patient; see GatherReport."""
        return self._gather(cases, estimates, context)

    def letter(self, report: PatientReport, addressee: Addressee, language: str) -> str:
        """Return a letter as plain text."""
        return write_letter(report, addressee, language)

    def text(self, report: PatientReport, language: str) -> str:
        """Return the report as plain text, for a preview."""
        return report_text(report, language)

    def existing(self, report: PatientReport, order: ReportOrder) -> list[Path]:
        """Return the files of an order that are there already and would be replaced.

        No name says whose report it is: they hold a date and a number.
        """
        return [path for path in _contents(report, order) if path.exists()]

    def write(self, report: PatientReport, order: ReportOrder, context: JobContext) -> list[Path]:
        """Write every file of an order, each whole or not at all; return them.

        Raises MedViewError, with the reason, when the folder takes no file.
        """
        contents = _contents(report, order)
        for number, (path, content) in enumerate(contents.items()):
            context.step(number, len(contents), path.name)
            with _reasons(path):
                write_atomically(path, content())
        context.step(len(contents), len(contents))
        self._library.audit("report written", _audit_details(report, order))
        return list(contents)

    def rows(self, cases: Sequence[Case], estimates: Estimates) -> list[GradeRow]:
        """Return a table's row for each eye photograph of `cases`, with its last signature."""
        signed = {case.id: found[-1] for case in cases if (found := self._library.signed(case.id))}
        return table_rows(cases, estimates, signed, self._recall([case.id for case in cases]))

    def signed_rows(self) -> list[GradeRow]:
        """Return a row for every case that was ever signed, in the order of the last signature."""
        last: dict[CaseId, SignedGrade] = {}
        for signed in self._library.all_signed():
            last.pop(signed.case_id, None)
            last[signed.case_id] = signed
        known = self._recall(list(last))
        return [self._signed_row(signed, known) for signed in last.values()]

    def worklist_rows(self, patients: Sequence[WorklistRow]) -> list[GradeRow]:
        """Return a row for each photograph of a worklist (see `services.worklists.rows`)."""
        ids = [case.id for patient in patients for case in patient.cases]
        return worklist_rows(patients, self._recall(ids))

    def write_table(self, rows: Sequence[GradeRow], path: Path) -> Path:
        """Write rows as CSV or XLSX, as the name ends; raise MedViewError with the reason."""
        with _reasons(path):
            write_rows(path, rows)
        self._library.audit("table written", {"rows": len(rows)})
        return path

    def _signed_row(self, signed: SignedGrade, known: Mapping[CaseId, KnownFindings]) -> GradeRow:
        case = self._library.case(signed.case_id)
        if case is None:  # graded without being imported, or removed since
            found = known.get(signed.case_id, KnownFindings())
            return GradeRow(patient="", eye=None, path="", signed=signed, known=found)
        return table_rows([case], {}, {case.id: signed}, known)[0]


def _contents(report: PatientReport, order: ReportOrder) -> Mapping[Path, Content]:
    """Return what each file will hold, made when it is asked for."""
    stem = f"{report.made_at:%Y-%m-%d}-{neutral_number(report)}-{order.language[:2]}"
    names = {
        ReportFormat.PDF: {f"report-{stem}.pdf": lambda: _pdf(report, order.language)},
        ReportFormat.LETTER: {
            f"letter-{to}-{stem}.txt": _letter_maker(report, to, order.language) for to in Addressee
        },
        ReportFormat.SR: {f"report-{stem[:-3]}-sr.dcm": lambda: _structured(report)},
        ReportFormat.DICOM_PDF: {
            f"report-{stem}-pdf.dcm": lambda: _encapsulated(report, order.language)
        },
    }
    chosen = [names[one] for one in ReportFormat if one in order.formats]
    return {order.folder / name: make for some in chosen for name, make in some.items()}


def neutral_number(report: PatientReport) -> str:
    """Return what tells one patient's files from another's without telling whose they are.

    The start of the id of the first photograph, which is made of its place and its pixels.
    """
    return str(report.eyes[0].case.id)[:8]


def _letter_maker(report: PatientReport, to: Addressee, language: str) -> Content:
    # With a mark of its encoding: Notepad and Word would guess wrong for Chinese.
    return lambda: write_letter(report, to, language).encode("utf-8-sig")


def _pdf(report: PatientReport, language: str) -> bytes:
    from medview.app.draw_report import draw_report

    return draw_report(report, language)


def _encapsulated(report: PatientReport, language: str) -> bytes:
    from medview.app.encapsulate_report import encapsulate_report

    return encapsulate_report(report, _pdf(report, language), language)


def _structured(report: PatientReport) -> bytes:
    from medview.app.structure_report import structure_report

    return structure_report(report)


@contextmanager
def _reasons(path: Path) -> Iterator[None]:
    """Say why a folder takes no file."""
    try:
        yield
    except OSError as error:
        raise MedViewError(
            f"{path.parent} takes no file ({error.strerror or error}).",
            hint="Choose another folder, or make room.",
        ) from error


def _audit_details(report: PatientReport, order: ReportOrder) -> dict[str, object]:
    return {
        "cases": [eye.case.id for eye in report.eyes],
        "formats": [str(one) for one in order.formats],
        "language": order.language or ENGLISH,
        "signed": report.is_signed,
    }
