"""What a network that ships says of many images, which come the way they will come later.

Readers decode and prepare them, ONNX Runtime runs the exported network: what is evaluated is what
ships.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from medview.domain.case import ImageRef
from medview.domain.errors import CannotOpen
from medview.domain.job import JobContext
from medview.domain.ports import Prepared, Reader
from medview.domain.shortage import is_shortage
from medview.inference.encoder import OnnxEncoder

Outputs = dict[str, npt.NDArray[np.float32]]
BATCH = 16


def shipped_outputs(
    reader: Reader,
    encoder: OnnxEncoder,
    refs: Sequence[ImageRef],
    context: JobContext,
    on_problem: Callable[[ImageRef, Exception], None],
    *,
    flips: bool,
) -> tuple[list[int], Outputs]:
    """Return the rows of `refs` that could be read, and every output (N, ...) of those by name.

    `flips` averages each image with its mirror image. Raises Cancelled, and CannotOpen when no
    image could be read.
    """
    answer = encoder.outputs_with_flip if flips else encoder.outputs
    rows: list[int] = []
    parts: list[Outputs] = []
    for batch in _batches(reader.prepare_many(refs, encoder.card.preprocess)):
        sound = [(row, item) for row, item in batch if not isinstance(item, Exception)]
        for row, item in batch:
            if isinstance(item, Exception):
                on_problem(refs[row], item)
        if sound:
            parts.append(_halved(answer, np.stack([item.tensor for _, item in sound])))
            rows += [row for row, _ in sound]
        context.step(batch[-1][0] + 1, len(refs))
    if not rows:
        raise CannotOpen("None of the images can be read any more.", hint="Check their folder.")
    return rows, {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _batches(
    prepared: Iterable[Prepared | Exception],
) -> Iterator[list[tuple[int, Prepared | Exception]]]:
    numbered = enumerate(prepared)
    while batch := list(islice(numbered, BATCH)):
        yield batch


def _halved(
    answer: Callable[[npt.NDArray[np.float32]], Outputs], images: npt.NDArray[np.float32]
) -> Outputs:
    """Return the answer to images, asked for in halves as long as memory is short for all."""
    try:
        return answer(images)
    except Exception as error:
        if len(images) == 1 or not is_shortage(error):
            raise
    half = len(images) // 2
    first, second = _halved(answer, images[:half]), _halved(answer, images[half:])
    return {name: np.concatenate([first[name], second[name]]) for name in first}
