"""Measures as a DICOM structured report, made with highdicom.

Comprehensive SR (PS3.3 A.35.3) with TID 1500 Measurement Report (PS3.16): a group of TID 1410 for
each ellipse and outline, of TID 1501 for lengths, angles and probes, whose points TID 300 names by
coordinates. Values are those of the pixels, with the derivations of TID 1419.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code
from pydicom.uid import UID

from medview import __version__
from medview.app.dicom_modules import (
    MAKER,
    PROGRAM,
    file_bytes,
    new_object,
    source_dataset,
    stable_uid,
)
from medview.app.structure_groups import OWN_SCHEME
from medview.app.structure_report import person, quietly_named
from medview.domain.case import Case, ImageRef
from medview.domain.errors import MedViewError
from medview.domain.measures import DETECTOR_MILLIMETRE, PIXELS, Kind, Measure, Shape, Values
from medview.domain.report import DicomIdentity
from medview.domain.volume import SUV_UNITS

if TYPE_CHECKING:
    from highdicom.sr import Measurement, ObservationContext

PROCEDURE = Code("363679005", "SCT", "Imaging procedure")
ATTENUATION = Code("112031", "DCM", "Attenuation Coefficient")
PIXEL_VALUE = Code("PIXEL_VALUE", OWN_SCHEME, "Value of the pixels")
NO_UNITS = Code("1", "UCUM", "no units")
NAMES = {"HU": ATTENUATION, SUV_UNITS: codes.DCM.Suvbw}
UNITS = {
    "HU": codes.UCUM.HounsfieldUnit,
    SUV_UNITS: codes.UCUM.StandardizedUptakeValueBodyWeight,
}
LENGTHS = {PIXELS: Code("{pixels}", "UCUM", "pixels")}
AREAS = {PIXELS: Code("{square pixels}", "UCUM", "square pixels")}

Identities = Mapping[ImageRef, DicomIdentity | None]


def structure_measures(case: Case, measures: Sequence[Measure], identities: Identities) -> bytes:
    """Return the measures as a DICOM file in the study of the images.

    Raises MedViewError when an image is no DICOM file that a report can refer to.
    """
    from highdicom.sr import ComprehensiveSR, MeasurementReport

    sources = {ref: _referable(found) for ref, found in identities.items()}
    evidence = [source_dataset(source) for source in sources.values()]
    unique = {str(dataset.SOPInstanceUID): dataset for dataset in evidence}
    name = quietly_named(evidence[0])
    content = MeasurementReport(
        _context(measures), PROCEDURE, _groups(measures, sources, _files_of_several(case))
    )
    document = ComprehensiveSR(
        evidence=list(unique.values()),
        content=content[0],
        **new_object(),
        is_complete=True,
        is_final=False,
        series_description=f"Measures, {case.modality}",
    )
    document.PatientName = name
    return file_bytes(document)


def _referable(source: DicomIdentity | None) -> DicomIdentity:
    """Return the identity of an image that another object can refer to."""
    is_known = source is not None and all((source.study_uid, source.series_uid, source.sop_uid))
    if source is None or not is_known or UID(source.sop_class_uid).type != "SOP Class":
        raise MedViewError(
            "A DICOM report can only refer to DICOM images with an identity.",
            hint="Export the measures as a table.",
        )
    return source


def _context(measures: Sequence[Measure]) -> ObservationContext:
    """Return who observed: each reader (TID 1003), and this program (TID 1004)."""
    from highdicom.sr import (
        DeviceObserverIdentifyingAttributes,
        ObservationContext,
        ObserverContext,
    )

    context = ObservationContext()
    for name in dict.fromkeys(m.reader for m in measures if m.reader):
        context.extend(person(name))
    device = DeviceObserverIdentifyingAttributes(
        uid=UID(stable_uid(f"{PROGRAM} {__version__}")), name=PROGRAM, manufacturer_name=MAKER
    )
    context.extend(ObserverContext(codes.DCM.Device, device))
    return context


def _files_of_several(case: Case) -> set[ImageRef]:
    """Return the files of which a case shows several frames, each by its first frame."""
    counts = Counter(replace(image, frame=0) for image in case.images)
    return {file for file, count in counts.items() if count > 1}


def _groups(
    measures: Sequence[Measure],
    sources: Mapping[ImageRef, DicomIdentity],
    of_several: set[ImageRef],
) -> list[Any]:
    groups = []
    for number, measure in enumerate(measures, start=1):
        image = measure.image
        # Without a frame number a reference means all frames (PS3.3 10.3).
        is_named = image.frame > 0 or replace(image, frame=0) in of_several
        frames = [image.frame + 1] if is_named else None
        groups.append(_group(measure, number, sources[image], frames))
    return groups


def _group(measure: Measure, number: int, source: DicomIdentity, frames: list[int] | None) -> Any:
    """Return one measurement group, tracked by the id of the measure."""
    from highdicom.sr import (
        ImageRegion,
        MeasurementsAndQualitativeEvaluations,
        PlanarROIMeasurementsAndQualitativeEvaluations,
        SourceImageForRegion,
        TrackingIdentifier,
    )

    image = SourceImageForRegion(source.sop_class_uid, source.sop_uid, frames)
    tracking = TrackingIdentifier(
        uid=UID(stable_uid(measure.id)), identifier=f"{measure.shape.kind} {number}"
    )
    kind, points = graphic(measure.shape)
    if measure.shape.kind in (Kind.ELLIPSE, Kind.FREEHAND):
        return PlanarROIMeasurementsAndQualitativeEvaluations(
            tracking_identifier=tracking,
            referenced_region=ImageRegion(kind, points, image),
            measurements=_measurements(measure),
        )
    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=tracking, measurements=_measurements(measure, (kind, points, image))
    )


def graphic(shape: Shape) -> tuple[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Return graphic type and points (N, 2) of a shape, PS3.3 C.18.6.1.2.

    An ellipse is the ends of its longer axis, then of its shorter one; an outline is closed.
    """
    points = shape.points
    if shape.kind is Kind.PROBE:
        return "POINT", np.array(points)
    if shape.kind is Kind.FREEHAND:
        return "POLYLINE", np.array([*points, points[0]])
    if shape.kind is not Kind.ELLIPSE:
        return "POLYLINE", np.array(points)
    (x, y), (rx, ry) = shape.centre, shape.semiaxes
    across, down = [(x - rx, y), (x + rx, y)], [(x, y - ry), (x, y + ry)]
    return "ELLIPSE", np.array([*across, *down] if rx >= ry else [*down, *across])


def _measurements(measure: Measure, drawn: tuple[Any, ...] | None = None) -> list[Measurement]:
    """Return the numbers of a measure; `drawn` names the points where no region does."""
    from highdicom.sr import CoordinatesForMeasurement, Measurement

    where: dict[str, Any] = {}
    if drawn is not None:
        where["referenced_coordinates"] = [CoordinatesForMeasurement(*drawn)]
    reading = measure.reading
    found = []
    if reading.length is not None:
        unit = LENGTHS.get(reading.unit, codes.UCUM.Millimeter)
        found.append(Measurement(_name("Length", reading.unit), reading.length, unit, **where))
    if reading.angle is not None:
        found.append(Measurement(codes.DCM.Angle, reading.angle, codes.UCUM.Degree, **where))
    if reading.area is not None:
        unit = AREAS.get(reading.unit, codes.UCUM.SquareMillimeter)
        found.append(Measurement(_name("Area", reading.unit), reading.area, unit))
    if reading.values is not None:
        found += _of_values(reading.values, measure.shape.kind, where)
    return found


def _name(what: str, unit: str) -> Code:
    """Return the concept of a length or an area; on the detector it is another than in the body."""
    if unit == DETECTOR_MILLIMETRE:
        return Code(f"DETECTOR_{what.upper()}", OWN_SCHEME, f"{what} on the detector")
    return Code("410668003" if what == "Length" else "42798000", "SCT", what)


def _of_values(values: Values, kind: Kind, where: dict[str, Any]) -> list[Measurement]:
    from highdicom.sr import Measurement

    name = NAMES.get(values.units, PIXEL_VALUE)
    unit = UNITS.get(values.units) or (
        Code(values.units, "UCUM", values.units) if values.units else NO_UNITS
    )
    if kind is Kind.PROBE:
        return [Measurement(name, values.mean, unit, **where)]
    derived = (
        (codes.SCT.Mean, values.mean),
        (codes.SCT.StandardDeviation, values.sd),
        (codes.SCT.Minimum, values.low),
        (codes.SCT.Maximum, values.high),
    )
    return [Measurement(name, number, unit, derivation=how) for how, number in derived]
