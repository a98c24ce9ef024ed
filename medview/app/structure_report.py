"""The grades of a report as a DICOM structured report, made with highdicom.

Comprehensive SR (PS3.3 A.35.3) with TID 1500 Measurement Report (PS3.16): for each photograph one
group (TID 1501) of what the model says, with TID 4019 Algorithm Identification, and one of what
was signed; lesions and macular oedema follow (structure_findings). A grade is the SNOMED CT
severity of the finding "diabetic retinopathy" of the retina; no apparent retinopathy is severity
"none", an ungradable photograph "undetermined". Texts are English, whatever the language of the
other reports: the codes are what is read by machines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code
from pydicom.uid import UID, SecondaryCaptureImageStorage

from medview import __version__
from medview.app.dicom_modules import (
    MAKER,
    PROGRAM,
    common_dataset,
    file_bytes,
    identity_of,
    new_object,
    new_uid,
    source_dataset,
    source_of,
    stable_uid,
)
from medview.app.finding_lines import evidence_words, finding_lines
from medview.app.report_words import Words, when
from medview.app.structure_findings import finding_groups
from medview.app.structure_groups import OWN_SCHEME, algorithm, group, side
from medview.domain.choices import ENGLISH
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.report import EyeFindings, PatientReport

if TYPE_CHECKING:
    from highdicom.sr import (
        Measurement,
        MeasurementReport,
        MeasurementsAndQualitativeEvaluations,
        ObservationContext,
        ObserverContext,
    )

FINDING = Code("4855003", "SCT", "Diabetic retinopathy")
SEVERITY = Code("246112005", "SCT", "Severity")
PROCEDURE = Code("314971001", "SCT", "Camera fundoscopy")
PERCENT = Code("%", "UCUM", "percent")
UNDETERMINED = Code("373068000", "SCT", "Undetermined")
GRADES = {
    Grade.NO_DR: Code("260413007", "SCT", "None"),
    Grade.MILD: Code("312903003", "SCT", "Mild nonproliferative diabetic retinopathy"),
    Grade.MODERATE: Code("312904009", "SCT", "Moderate nonproliferative diabetic retinopathy"),
    Grade.SEVERE: Code("312905005", "SCT", "Severe nonproliferative diabetic retinopathy"),
    Grade.PROLIFERATIVE: Code("59276001", "SCT", "Proliferative diabetic retinopathy"),
}


def structure_report(report: PatientReport) -> bytes:
    """Return the structured report as a DICOM file, in the study of the photographs."""
    from highdicom.sr import ComprehensiveSR

    sources = [source_dataset(s) for eye in report.eyes if (s := source_of(eye)) is not None]
    evidence = sources or [_no_image(report)]
    name = quietly_named(evidence[0])
    document = ComprehensiveSR(
        evidence=evidence,
        content=_content(report)[0],
        **new_object(),
        is_complete=True,
        is_final=report.is_signed,
        series_description="Diabetic retinopathy grades",
    )
    document.PatientName = name
    if not sources:  # highdicom wants an image; photographs that are no DICOM files have none
        document.pop("CurrentRequestedProcedureEvidenceSequence", None)
        document.pop("PertinentOtherEvidenceSequence", None)
    return file_bytes(document)


def quietly_named(dataset: Dataset) -> str:
    """Give a name of one component its mark "^", and return the name as it was.

    Without the mark, highdicom doubts the name in a warning that quotes it: names are in no log.
    """
    name = str(dataset.PatientName)
    if name and "^" not in name:
        dataset.PatientName = f"{name}^"
    return name


def _no_image(report: PatientReport) -> Dataset:
    """Return patient and study, for the attributes that are taken from a source image."""
    dataset = common_dataset(identity_of(report))
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    dataset.SOPInstanceUID = dataset.SeriesInstanceUID = new_uid()
    return dataset


def _content(report: PatientReport) -> MeasurementReport:
    from highdicom.sr import MeasurementReport, RelationshipTypeValues, TextContentItem

    groups = [group for eye in report.eyes for group in _groups(eye)]
    content = MeasurementReport(_observers(report), PROCEDURE, groups)
    for text in _comments(report):
        content[0].ContentSequence.append(
            TextContentItem(codes.DCM.Comment, text, RelationshipTypeValues.CONTAINS)
        )
    return content


def _comments(report: PatientReport) -> list[str]:
    """Return the notice, and each eye's result for people."""
    words = Words(ENGLISH)
    texts = [words("notice")]
    if not report.is_signed:
        texts.append(words("draft_part" if report.signers else "draft"))
    for eye in report.eyes:
        grade = words.grade(eye.grade) if eye.grade is not None or eye.signed else words("no_grade")
        mark = words("not_signed")
        if eye.signed is not None:
            mark = f"signed by {eye.signed.reader}, {when(eye.signed.signed_at)}"
        texts.append(f"{words.eye(eye.case.eye)}: {grade} ({mark})")
        texts += [eye.estimate.reason] if eye.estimate is not None and eye.estimate.reason else []
        texts += [eye.signed.note] if eye.signed is not None and eye.signed.note else []
        texts += [words("named", name=n, value=v) for n, v in finding_lines(eye, words)]
        texts += [evidence_words(eye.evidence, words)] if eye.evidence is not None else []
    return texts


def _observers(report: PatientReport) -> ObservationContext:
    """Return who observed: each reader (TID 1003), and this program (TID 1004)."""
    from highdicom.sr import (
        DeviceObserverIdentifyingAttributes,
        ObservationContext,
        ObserverContext,
    )

    device = DeviceObserverIdentifyingAttributes(
        uid=UID(stable_uid(f"{PROGRAM} {__version__}")),
        name=PROGRAM,
        manufacturer_name=MAKER,
        model_name=f"{PROGRAM} {__version__}",
    )
    context = ObservationContext()
    for name in report.signers:
        context.extend(person(name))
    context.extend(ObserverContext(codes.DCM.Device, device))
    return context


def person(name: str) -> ObserverContext:
    """Return a reader as the one who observed (TID 1003)."""
    from highdicom.sr import ObserverContext, PersonObserverIdentifyingAttributes

    whole = name.replace("^", " ").replace("=", " ").replace("\\", " ")
    person = PersonObserverIdentifyingAttributes(name=f"{whole}^")
    return ObserverContext(codes.DCM.Person, person)


def _groups(eye: EyeFindings) -> list[MeasurementsAndQualitativeEvaluations]:
    groups = [_estimate_group(eye, eye.estimate)] if eye.estimate is not None else []
    groups += [_signed_group(eye, eye.signed)] if eye.signed is not None else []
    return [*groups, *finding_groups(eye)]


def _estimate_group(
    eye: EyeFindings, estimate: GradeEstimate
) -> MeasurementsAndQualitativeEvaluations:
    return _grade_group(
        eye,
        f"Estimate {side(eye)}",
        estimate.grade,
        algorithm_id=algorithm(estimate.model),
        measurements=_probabilities(estimate) or None,
    )


def _signed_group(eye: EyeFindings, signed: SignedGrade) -> MeasurementsAndQualitativeEvaluations:
    return _grade_group(eye, f"Signed grade {side(eye)}", signed.grade)


def _grade_group(
    eye: EyeFindings, name: str, grade: Grade | None, **more: Any
) -> MeasurementsAndQualitativeEvaluations:
    value = UNDETERMINED if grade is None else GRADES[grade]
    return group(eye, name, FINDING, [(SEVERITY, value)], **more)


def _probabilities(estimate: GradeEstimate) -> list[Measurement]:
    """Return the probability of each grade, and of a referable eye, in percent."""
    from highdicom.sr import Measurement

    found = [
        (f"P_ICDR_{int(grade)}", f"Probability of ICDR grade {int(grade)}", share)
        for grade, share in zip(Grade, estimate.probabilities, strict=False)
    ]
    if estimate.referable is not None:
        meaning = "Probability of referable diabetic retinopathy"
        found.append(("P_REFERABLE", meaning, estimate.referable))
    return [
        Measurement(Code(value, OWN_SCHEME, meaning), round(100 * share, 1), PERCENT)
        for value, meaning, share in found
    ]
