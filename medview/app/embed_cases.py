"""Embed many cases, each under the model of its modality, with the readers decoding ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModel, ActiveModels, flip_averaged
from medview.domain.case import Case
from medview.domain.errors import MedViewError
from medview.domain.ports import Prepared, Reader

Embedding = tuple[str, npt.NDArray[np.float32]]


class EmbedCases:
    """Answers each case with (model digest, embedding), or with why there is none."""

    def __init__(self, reader: Reader, models: ActiveModels) -> None:
        """Take what decodes and what encodes."""
        self._reader = reader
        self._models = models

    def __call__(self, cases: Sequence[Case]) -> Iterator[Embedding | Exception]:
        """Yield one answer a case, in order; the middle image stands for a series."""
        for model, group in _by_model(self._models, cases):
            if isinstance(model, Exception):
                yield from (model for _ in group)
                continue
            refs = [case.images[len(case.images) // 2] for case in group]
            prepared = self._reader.prepare_many(refs, model.card.preprocess)
            yield from (self._answer(model, item) for item in prepared)

    def _answer(self, model: ActiveModel, item: Prepared | Exception) -> Embedding | Exception:
        if isinstance(item, Exception):
            return item
        embedding = flip_averaged(model, item.tensor[None])["embedding"][0]
        return model.card.ref.digest, embedding


def _by_model(
    models: ActiveModels, cases: Sequence[Case]
) -> Iterable[tuple[ActiveModel | Exception, list[Case]]]:
    """Return runs of neighbouring cases that share a model, or the reason why they have none."""
    runs: list[tuple[ActiveModel | Exception, list[Case]]] = []
    for case in cases:
        model: ActiveModel | Exception
        try:
            model = models.for_modality(case.modality)
        except MedViewError as error:
            model = error
        if runs and runs[-1][0] is model:
            runs[-1][1].append(case)
        else:
            runs.append((model, [case]))
    return runs
