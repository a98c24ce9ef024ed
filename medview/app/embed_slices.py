"""Embed several images of each series of the library, so that a slice finds its like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from medview.app.active_model import ActiveModels, flip_averaged
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.job import JobContext
from medview.domain.ports import Reader
from medview.domain.slices import spaced
from medview.store.library import Library

EMPTY = 0.02  # of the whole range: a picture with less between its extremes shows nothing


def embed_slices(
    cases: Sequence[Case],
    reader: Reader,
    models: ActiveModels,
    library: Library,
    context: JobContext,
) -> int:
    """Embed up to MOST_SLICES images of each series; return how many series could be.

    Each series is durable when it is done, so that what was cancelled goes on where it was. An
    image that cannot be read, or shows nothing, is passed over: an empty slice is like every other.
    Of a series of which none can be embedded, the middle one stands.
    """
    done = 0
    for number, case in enumerate(cases):
        context.step(number, len(cases), "Embedding the images of series")
        try:
            model = models.for_modality(case.modality)
        except MedViewError:
            continue
        images = spaced(len(case.images))
        prepared = reader.prepare_many([case.images[i] for i in images], model.card.preprocess)
        vectors = {}
        for image, item in zip(images, prepared, strict=True):
            context.step(number, len(cases), "Embedding the images of series")
            if not isinstance(item, Exception) and float(np.ptp(item.tensor)) > EMPTY:
                vectors[image] = flip_averaged(model, item.tensor[None])["embedding"][0]
        if vectors:
            with library.transaction():
                if library.case(case.id) is not None:
                    library.put_slices(case.id, model.card.ref.digest, vectors)
                    done += 1
    return done
