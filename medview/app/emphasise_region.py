"""Embed a picture so that a region on it counts more: what a judged region asks for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, flip_averaged
from medview.app.explain_grade import retina_frame
from medview.app.explain_similar import square_frame
from medview.domain.case import ImageRef
from medview.domain.errors import RegionOutside
from medview.domain.feedback import emphasised
from medview.domain.ports import Reader
from medview.domain.region import Region
from medview.imaging.preprocess import disc_mask
from medview.inference.alike import filled
from medview.inference.explanation import Mask, without

FloatArray = npt.NDArray[np.float32]


class EmphasiseRegion:
    """Compares a picture with itself after a region was taken out, as "Why similar?" does."""

    def __init__(self, reader: Reader) -> None:
        """Take what decodes."""
        self._reader = reader

    def __call__(self, model: ActiveModel, ref: ImageRef, region: Region) -> FloatArray:
        """Return the embedding (D,) of an image in which a region counts more.

        Raises CannotOpen when the image cannot be read, RegionOutside when the region is not on it.
        """
        preprocess = model.card.preprocess
        prepared = self._reader.prepare(ref, preprocess)
        image = prepared.tensor
        if preprocess["kind"] == "grey":
            width, height = (int(prepared.measures[name]) for name in ("width", "height"))
            frame = square_frame((0, 0), width, height)
            covered = frame.mask(region.clipped(width, height), image.shape[-1])
            taken_out = filled(image, covered)
        else:
            taken_out = without(image, self._on_retina(model, ref, region, image.shape[-1]))
        both = flip_averaged(model, np.stack([image, taken_out]))["embedding"]
        return np.asarray(emphasised(both[0], both[1]), np.float32)

    def _on_retina(self, model: ActiveModel, ref: ImageRef, region: Region, side: int) -> Mask:
        """Return which part (side, side) of what the encoder sees of a photograph is covered."""
        placed = self._reader.prepare(ref, {**model.card.preprocess, "kind": "retina"})
        covered = retina_frame(placed.measures).mask(region, side) & (disc_mask(side) > 0)
        if not covered.any():
            raise RegionOutside("The region lies outside the retina.", hint="Draw it on the image.")
        return covered
