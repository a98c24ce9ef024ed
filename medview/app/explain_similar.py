"""Show where a neighbour of a CT, MR or X-ray is alike, if that can be told."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels, flip_averaged
from medview.app.explain_grade import audited, stepping
from medview.domain.case import Case
from medview.domain.explanation import Correspondence, Deletion, Frame
from medview.domain.job import JobContext
from medview.domain.ports import CaseLibrary, Reader
from medview.domain.region import Region
from medview.inference import alike

FloatArray = npt.NDArray[np.float32]

NOTHING_TELLS = "Nothing here tells why these two are near each other."
EYES = "Photographs of eyes are compared by the evidence for their grade: ask for it first (E)."


class ExplainSimilar:
    """Answers "why is this one similar?" for grey images, with a test of both."""

    def __init__(self, reader: Reader, models: ActiveModels, library: CaseLibrary) -> None:
        """Take what decodes, what encodes, and what remembers."""
        self._reader, self._models, self._library = reader, models, library

    def __call__(
        self,
        case: Case,
        image_index: int,
        other: Case,
        other_index: int,
        region: Region | None,
        context: JobContext,
    ) -> Correspondence:
        """Return which places of an image, or of a region on it, answer which of a neighbour's.

        Raises CannotOpen when one of them cannot be read, ModelDamaged for a model without places.
        """
        model = self._models.for_modality(other.modality)
        if model.card.preprocess["kind"] != "grey":
            untested = Deletion(0.0, ())
            return Correspondence(case.id, other.id, (), untested, EYES, model.card.ref)
        context.step(0, 0)
        sides = (
            self._seen(case, image_index, model, region),
            self._seen(other, other_index, model, None),
        )
        found = alike.find((sides[0][0], sides[1][0]), _Network(model, context))
        here, there = found.tests
        passed = bool(found.pairs) and here.passed and there.passed
        answer = Correspondence(
            case.id,
            other.id,
            tuple(
                (
                    sides[0][1].spot(*one, alike.RADIUS),
                    sides[1][1].spot(*two, alike.RADIUS),
                )
                for one, two in found.pairs
            ),
            there,
            "" if passed else NOTHING_TELLS,
            model.card.ref,
            here,
        )
        details = {"case": case.id, "neighbour": other.id, **audited(answer, model)}
        self._library.audit("correspondence shown", details)
        return answer

    def _seen(
        self, case: Case, index: int, model: ActiveModel, region: Region | None
    ) -> tuple[FloatArray, Frame]:
        """Return what the encoder sees of an image, and where that lies on it."""
        prepared = self._reader.prepare(case.images[index], model.card.preprocess, region)
        width, height = int(prepared.measures["width"]), int(prepared.measures["height"])
        corner = (max(region.x, 0), max(region.y, 0)) if region is not None else (0, 0)
        return prepared.tensor, square_frame(corner, width, height)


class _Network:
    """The model, looking at Cancel between every few pictures."""

    def __init__(self, model: ActiveModel, context: JobContext) -> None:
        self._model = model
        self._stepped = stepping(self._embed, context)
        self.patches = model.patches()

    def embed(self, images: FloatArray) -> FloatArray:
        """Return the embeddings (N, D) of images (N, 3, S, S); raises Cancelled."""
        return self._stepped(images)

    def _embed(self, images: FloatArray) -> FloatArray:
        return flip_averaged(self._model, images)["embedding"]


def square_frame(corner: tuple[int, int], width: int, height: int) -> Frame:
    """Return the square an encoder sees of a part of an image; see imaging.preprocess.grey_square.

    The part has its corner at (x, y) pixels, and is padded to a square about its middle.
    """
    side = max(width, height)
    left, top = corner[0] - (side - width) // 2, corner[1] - (side - height) // 2
    return Frame(float(left), float(top), float(side), float(side))
