"""Regions as a DICOM segmentation object, made with highdicom.

Binary (PS3.3 A.51, C.8.20.2), in the study and frame of reference of the images it was drawn on,
which it references; each segment is tracked by the id of its region (C.8.20.4) and names the
algorithm that proposed it. What the structure is is not known: its category and type are "Tissue".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import UID

from medview.app.dicom_modules import (
    MAKER,
    PROGRAM,
    file_bytes,
    new_object,
    one_value,
    source_dataset,
    stable_uid,
)
from medview.app.structure_report import quietly_named
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.image import Picture
from medview.domain.image_planes import ImagePlane, plane_of
from medview.domain.report import DicomIdentity
from medview.domain.similarity import SimilarRegion
from medview.domain.volume import slice_step, why_no_planes

HINT = "Export the regions as a table."
LONGEST_LABEL = 64  # characters of LO, PS3.5 6.2


def segmentation_file(
    case: Case,
    regions: Sequence[SimilarRegion],
    identities: Mapping[int, DicomIdentity | None],
    pictures: Mapping[int, Picture],
    reader: str,
) -> bytes:
    """Return regions as a DICOM file; identities and pictures are those of the images they touch.

    Raises MedViewError where the images are no single-frame DICOM files that say where they lie.
    """
    from highdicom.seg import Segmentation, SegmentationTypeValues

    indices = sorted(pictures)
    if any(case.images[i].frame for i in indices) or _several_frames(case):
        raise MedViewError(
            "Regions of images with several frames in a file cannot be kept as a segmentation.",
            hint=HINT,
        )
    sources = [_source(case, identities[i], plane_of(pictures[i])) for i in indices]
    thickness = _thickness(case, [identities[i] for i in indices])
    for source in sources:
        source.SliceThickness = _decimal(thickness)
        source.SpacingBetweenSlices = _decimal(abs(slice_step(case)))
    name = quietly_named(sources[0])
    for source in sources:
        source.PatientName = sources[0].PatientName
    document = Segmentation(
        source_images=sources,
        pixel_array=_pixels(regions, indices, pictures),
        segmentation_type=SegmentationTypeValues.BINARY,
        segment_descriptions=[_segment(region, n) for n, region in enumerate(regions, start=1)],
        **new_object(),
        device_serial_number=stable_uid(PROGRAM)[-16:],
        content_label="REGIONS",
        content_description="Regions by pixel similarity",
        content_creator_name=_person(reader),
        series_description="Regions by pixel similarity",
        omit_empty_frames=True,
    )
    document.PatientName = name
    if why_no_planes(case):  # there is no such distance
        del document.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].SpacingBetweenSlices
    return file_bytes(document)


def _several_frames(case: Case) -> bool:
    files = {(image.path, image.member) for image in case.images}
    return len(files) < len(case.images)


def _source(case: Case, identity: DicomIdentity | None, plane: ImagePlane | None) -> Dataset:
    """Return what a segmentation needs to know of an image it was drawn on."""
    is_known = identity is not None and all(
        (identity.study_uid, identity.series_uid, identity.sop_uid)
    )
    if identity is None or not is_known or UID(identity.sop_class_uid).type != "SOP Class":
        raise MedViewError(
            "A segmentation can only refer to DICOM images with an identity.", hint=HINT
        )
    if plane is None:
        raise MedViewError(
            "The images do not say where they lie in the body: a segmentation has no place.",
            hint=HINT,
        )
    dataset = source_dataset(identity)
    dataset.Modality = case.modality
    dataset.FrameOfReferenceUID = plane.frame_of_reference
    dataset.PositionReferenceIndicator = ""
    dataset.Columns, dataset.Rows = plane.size
    dataset.PixelSpacing = [_decimal(number) for number in plane.spacing]
    dataset.ImagePositionPatient = [_decimal(number) for number in plane.origin]
    dataset.ImageOrientationPatient = [_decimal(n) for n in (*plane.row, *plane.column)]
    dataset.InstanceNumber = 1
    return dataset


def _thickness(case: Case, identities: Sequence[DicomIdentity | None]) -> float:
    """Return what the images say of their thickness in mm, or the step of an even stack.

    Raises MedViewError where neither is known: a segmentation with a frame of reference names it
    (PS3.3 C.7.6.16.2.1).
    """
    told = {identity.slice_thickness for identity in identities if identity is not None}
    if len(told) == 1 and (thickness := told.pop()):
        return float(thickness)
    if why_no_planes(case):
        raise MedViewError(
            "The images do not say how thick their slices are: a segmentation must name it.",
            hint=HINT,
        )
    return abs(slice_step(case))


def _decimal(number: float) -> str:
    """Return a number as a Decimal String of at most 16 characters (PS3.5 6.2)."""
    from pydicom.valuerep import format_number_as_ds

    return str(format_number_as_ds(float(number)))


def _pixels(
    regions: Sequence[SimilarRegion], indices: Sequence[int], pictures: Mapping[int, Picture]
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return (images, H, W, regions): several may overlap."""
    height, width = pictures[indices[0]].pixels.shape[:2]
    found = np.zeros((len(indices), height, width, len(regions)), np.uint8)
    for number, region in enumerate(regions):
        for index, mask in region.masks().items():
            found[indices.index(index), :, :, number] = mask
    return found


def _segment(region: SimilarRegion, number: int) -> Any:
    from highdicom import AlgorithmIdentificationSequence
    from highdicom.seg import SegmentAlgorithmTypeValues, SegmentDescription

    model, label = region.strokes[0].similarity.model, one_value(region.name)[:LONGEST_LABEL]
    algorithm = AlgorithmIdentificationSequence(
        name=f"{PROGRAM} {model.id}",
        family=codes.DCM.ArtificialIntelligence,
        version=model.version,
        source=MAKER,
        parameters={
            "model digest": model.digest,
            "cosine distance": " ".join(f"{one.limit:.3f}" for one in region.strokes),
        },
    )
    return SegmentDescription(
        segment_number=number,
        segment_label=label,
        segmented_property_category=codes.SCT.Tissue,
        segmented_property_type=codes.SCT.Tissue,
        algorithm_type=SegmentAlgorithmTypeValues.SEMIAUTOMATIC,
        algorithm_identification=algorithm,
        tracking_uid=stable_uid(region.id),
        tracking_id=label,
    )


def _person(reader: str) -> str:
    """Return a reader's name as a person name (PS3.5 6.2.1), MedView's own where none is named."""
    words = one_value(reader.strip()).replace("=", "-")
    return f"{words or MAKER}^"
