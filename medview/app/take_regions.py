"""Take the region of an image that looks like the place someone points at; measure and keep it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModels
from medview.app.csv_table import csv_table
from medview.app.measures import value_cells
from medview.domain.case import Case
from medview.domain.errors import MedViewError, NoVolume
from medview.domain.image import HOUNSFIELD, Picture
from medview.domain.job import JobContext
from medview.domain.measures import PIXELS, scale_of
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.registry import REGIONS
from medview.domain.similarity import Seed, Similarity, SimilarRegion, Stroke, first_limit
from medview.domain.volume import UNLIKE, slice_step, why_no_planes
from medview.store.files import write_atomically

if TYPE_CHECKING:
    from medview.imaging.similar_pixels import Pointed

# What decodes and reckons (OpenCV, SciPy, pydicom) is imported when a region is first taken: a
# window must be there before.
REACH_THROUGH = 48.0  # mm along the slices, to either side
ONLY_GREY = "Regions are taken in grey images."
NOTHING_TAKEN = "No region was taken here."
COLUMNS = (
    "study_date", "modality", "series", "series_uid", "name", "images", "slices", "pixels",
    "unit", "largest_area", "volume_ml", "mean", "sd", "min", "max", "value_units", "model",
    "model_digest", "reader",
)  # fmt: skip


class TakeRegions:
    """The verbs around regions; safe to call from any thread."""

    def __init__(
        self,
        reader: Reader,
        models: ActiveModels,
        library: CaseLibrary,
        reader_name: Callable[[], str],
    ) -> None:
        """Take what decodes, embeds pixels and remembers, and who reads."""
        self._reader, self._models, self._library = reader, models, library
        self._reader_name = reader_name

    def look(
        self, case: Case, seed: Seed, context: JobContext, through: bool = False
    ) -> Similarity:
        """Return how unlike a seed the pixels around it are, on its slice or `through` others.

        Raises MedViewError where the image is no grey one or the seed lies beside it, NoVolume
        where the slices are no even stack, CannotOpen when one cannot be read, ModelMissing
        without a model.
        """
        from medview.imaging.similar_pixels import pointed_at, unlikeness

        model = self._models.for_task(REGIONS)
        context.step(0, 0)
        indices = _slices_of(case, seed.index, through)
        pictures = self._pictures(case, indices)
        here = pictures[indices.index(seed.index)]
        pointed = pointed_at(indices.index(seed.index), seed.points, here.pixels.shape[:2])
        if pointed is None:
            raise MedViewError(
                "There is nothing at this place.", hint="Click or draw on the image."
            )
        unit, (row, column) = scale_of(here)
        gap = None if unit == PIXELS or why_no_planes(case) else abs(slice_step(case))
        found = unlikeness(
            lambda planes: model.encoder.maps(planes)["embedding"],
            model.card.input_size,
            _shaded(pictures, here),
            None if unit == PIXELS else (gap or 1.0, row, column),  # of one slice none counts
            pointed,
            context,
            None if through else [pointed.z],
        )
        looked_at = indices if through else [seed.index]
        rows = slice(found.top, found.top + found.distances.shape[1])
        columns = slice(found.left, found.left + found.distances.shape[2])
        kept = [pictures[indices.index(index)] for index in looked_at]
        _leave_padding_out(found.distances, kept, (rows, columns))
        details = {"case": case.id, "image": seed.index, "slices": len(looked_at)}
        ref = model.card.ref
        self._library.audit("region looked for", details | {"model": ref.id, "digest": ref.digest})
        return Similarity(
            case_id=case.id,
            seed=seed,
            distances=found.distances,
            values=_values(kept, (rows, columns)),
            first=looked_at[0],
            top=found.top,
            left=found.left,
            size=(here.pixels.shape[0], here.pixels.shape[1]),
            start=_start(pointed, through, found.top, found.left),
            unit=unit,
            spacing=(gap, row, column),
            units=here.units,
            limit=first_limit(model.card.calibration),
            reach=found.reach,
            model=ref,
            images=len(case.images),
        )

    def save(self, case: Case, regions: Sequence[SimilarRegion], path: Path) -> Path:
        """Write regions as a DICOM segmentation, whole or not at all, and return its path.

        Raises MedViewError where there is none, or where the images are not such as a segmentation
        can refer to.
        """
        from medview.app.write_segmentation import segmentation_file  # pydicom, highdicom

        taken = [region for region in regions if region.masks()]
        if not taken:
            raise MedViewError(NOTHING_TAKEN, hint="Take a region first.")
        indices = sorted({index for region in taken for index in region.masks()})
        identities = {i: self._reader.identity(case.images[i]) for i in indices}
        pictures = {i: self._reader.picture(case.images[i], None) for i in indices}
        content = segmentation_file(case, taken, identities, pictures, self._reader_name())
        write_atomically(path, content)
        return path

    def export(self, case: Case, regions: Sequence[SimilarRegion], path: Path) -> Path:
        """Write what regions measure as a table (CSV); it names no patient."""
        rows = [cells for region in regions if (cells := _cells(case, region, self._reader_name()))]
        if not rows:
            raise MedViewError(NOTHING_TAKEN, hint="Take a region first.")
        write_atomically(path, csv_table(rows, COLUMNS))
        return path

    def _pictures(self, case: Case, indices: Sequence[int]) -> list[Picture]:
        """Return decoded grey images of one size as they are shown, with the case's notices."""
        refs = [case.images[index] for index in indices]
        if len(refs) == 1:
            found = [self._reader.picture(refs[0], None)]
        else:
            from medview.imaging.suv import scaled

            found = [scaled(frame.picture, frame.suv) for frame in self._reader.slices(refs)]
        if any(picture.is_colour for picture in found):
            raise MedViewError(ONLY_GREY, hint="Choose a CT, MR or X-ray.")
        if len({picture.pixels.shape for picture in found}) > 1:
            raise NoVolume("The images of this series are of different sizes.")
        if len({picture.units for picture in found}) > 1:
            raise NoVolume(UNLIKE)
        return [_noticed(picture, case) for picture in found]


def stroke(similarity: Similarity, limit: float, adds: bool = True) -> Stroke:
    """Return a stroke with the region of that limit: quick enough for a slider that moves."""
    from medview.imaging import similar_region

    return similar_region.stroke(similarity, limit, adds)


def _noticed(picture: Picture, case: Case) -> Picture:
    return replace(picture, notices=case.notices + picture.notices)


def _slices_of(case: Case, index: int, through: bool) -> list[int]:
    """Return the images to decode: those within reach, or the neighbours that are seen as well."""
    reason = why_no_planes(case)
    if through and reason:
        raise NoVolume(reason)
    if reason:
        return [index]
    from medview.imaging.around_seed import NEIGHBOUR

    gap = max(abs(slice_step(case)), 1e-3)
    far = math.ceil(REACH_THROUGH / gap) if through else max(1, round(NEIGHBOUR / gap))
    if through:
        return list(range(max(index - far, 0), min(index + far, len(case.images) - 1) + 1))
    last = len(case.images) - 1
    return sorted({max(index - far, 0), index, min(index + far, last)})


def _shaded(pictures: Sequence[Picture], here: Picture) -> npt.NDArray[np.float32]:
    """Return pictures (Z, H, W) in [0, 1]; what they span is that of the slice pointed at."""
    from medview.imaging.around_seed import shades

    units = "" if here.switched_off(HOUNSFIELD) else here.units
    like = here.pixels if here.padding is None else here.pixels[~here.padding]
    like = like if like.size else here.pixels
    stack = np.stack([shades(picture.pixels, units, like) for picture in pictures])
    return np.asarray(1.0 - stack, np.float32) if here.inverted else stack


def _leave_padding_out(
    distances: npt.NDArray[np.float32],
    pictures: Sequence[Picture],
    window: tuple[slice, slice],
) -> None:
    """Make what is no image infinitely far, in place."""
    for plane, picture in zip(distances, pictures, strict=True):
        if picture.padding is not None:
            plane[picture.padding[window]] = np.inf


def _values(
    pictures: Sequence[Picture], window: tuple[slice, slice]
) -> npt.NDArray[np.float32] | None:
    if any(picture.switched_off(HOUNSFIELD) for picture in pictures):
        return None
    return np.stack([picture.pixels[window].astype(np.float32) for picture in pictures])


def _start(pointed: Pointed, through: bool, top: int, left: int) -> tuple[int, int, int]:
    return pointed.z if through else 0, pointed.row - top, pointed.column - left


def _cells(case: Case, region: SimilarRegion, reader: str) -> dict[str, Any]:
    reading = region.reading()
    if reading is None:
        return {}
    images, model = list(region.masks()), region.strokes[0].similarity.model
    cells: dict[str, Any] = {
        "study_date": case.study_date,
        "modality": case.modality,
        "series": case.series_description,
        "series_uid": case.series_uid,
        "name": region.name,
        "images": f"{images[0] + 1}-{images[-1] + 1}",
        "slices": reading.slices,
        "pixels": reading.voxels,
        "unit": reading.unit,
        "largest_area": round(reading.area, 4),
        "volume_ml": None if reading.volume is None else round(reading.volume, 4),
        "model": f"{model.id} {model.version}",
        "model_digest": model.digest,
        "reader": reader.strip(),
    }
    values = reading.values
    if values is not None:
        cells |= value_cells(values)
    return cells
