"""Where a grade comes from, and where a neighbour looks the same; each put to a deletion test.

A region is believed only if taking it out of the picture moves the result more than taking out
regions of the same size and shape elsewhere (deletion: Petsiuk et al., arXiv 1806.07421). The
others are the region itself turned about the middle of the retina: of its very size, at its very
distance from the middle, and the same at every call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from medview.domain.explanation import Deletion
from medview.imaging.preprocess import NEUTRAL, disc_mask
from medview.inference.encoder import OnnxEncoder

FloatArray = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
Results = Callable[[FloatArray], FloatArray]  # images (N, 3, S, S) to one number each, (N,)
TakenOut = Callable[[FloatArray, Mask], FloatArray]  # an image (3, S, S) without a region (S, S)
Place = tuple[float, float]  # x, y as shares of the square

TURNS = tuple(range(30, 360, 30))  # degrees; the region itself is at 0
MOST_SPOTS = 8
SPOT = 0.075  # radius, of the square's side
APART = 0.14  # two spots are at least this far apart
BETWEEN = tuple((row, column) for row in (0, 1) for column in (0, 1))
EDGE = 0.0125  # what is taken out fades over this share of the side, so that no edge is made


def heat_map(encoder: OnnxEncoder, image: FloatArray) -> FloatArray:
    """Return (2h, 2w): what each place adds to the grade, for image (3, S, S); h = S / 32.

    The network's own map has one value for 32 pixels. Pictures moved by a quarter of that to
    either side give the places between, and the mirror image a second opinion.
    """
    moved = between(image, encoder.maps(image[None])["evidence"].shape[-1])
    views = np.concatenate([moved, moved[..., ::-1]])
    maps = encoder.maps(np.ascontiguousarray(views))["evidence"]
    return interleaved((maps[:4] + maps[4:, :, ::-1]) / np.float32(2))


def between(image: FloatArray, cells: int) -> FloatArray:
    """Return image (3, S, S) moved by a quarter of a cell each way, (4, 3, S, S), in BETWEEN."""
    step = image.shape[-1] // cells // 4
    return np.stack([moved_by(image, step * (2 * c - 1), step * (2 * r - 1)) for r, c in BETWEEN])


def interleaved(maps: FloatArray) -> FloatArray:
    """Return the one map (..., 2h, 2w) of those of the pictures of `between`, (4, ..., h, w)."""
    height, width = maps.shape[-2:]
    fine = np.empty((*maps.shape[1:-2], 2 * height, 2 * width), np.float32)
    for values, (row, column) in zip(maps, BETWEEN, strict=True):
        fine[..., row::2, column::2] = values
    return fine


def moved_by(image: FloatArray, dx: int, dy: int) -> FloatArray:
    """Return image (3, S, S) moved left by dx and up by dy; its corner's colour fills up."""
    side = image.shape[-1]
    shift = np.array([[1, 0, -dx], [0, 1, -dy]], np.float64)
    planes = np.ascontiguousarray(image.transpose(1, 2, 0))
    behind = tuple(float(value) for value in image[:, 0, 0])
    result = cv2.warpAffine(
        planes, shift, (side, side), flags=cv2.INTER_NEAREST, borderValue=behind
    )
    return np.ascontiguousarray(result.transpose(2, 0, 1))


def retina_of(image: FloatArray) -> Mask:
    """Return where image (3, S, S) shows retina: in the disc, and not the colour of its corner.

    The disc may be cut off, and the part that is not on the photograph is of that colour.
    """
    seen = (image != image[:, :1, :1]).any(axis=0)
    return np.asarray(seen & (disc_mask(image.shape[-1]) > 0))


def peaks(heat: FloatArray, retina: Mask) -> list[Place]:
    """Return the places of the retina (S, S) where heat (h, w) is positive and highest around.

    The hottest first, MOST_SPOTS at most, APART from each other.
    """
    side = retina.shape[0]
    spread = cv2.resize(heat, (side, side), interpolation=cv2.INTER_LINEAR)
    spread = np.where(retina, spread, -np.inf).astype(np.float32)
    around = int(APART * side) // 2 * 2 + 1
    highest = cv2.dilate(spread, cv2.getStructuringElement(cv2.MORPH_RECT, (around, around)))
    rows, columns = np.nonzero((spread == highest) & (spread > 0))
    found: list[Place] = []
    for i in np.argsort(-spread[rows, columns], kind="stable"):
        place = (float(columns[i] + 0.5) / side, float(rows[i] + 0.5) / side)
        if all(max(abs(place[0] - x), abs(place[1] - y)) > APART / 2 for x, y in found):
            found.append(place)  # of a flat top, one
    return found[:MOST_SPOTS]


def covering(places: Sequence[Place], side: int) -> Mask:
    """Return (side, side): the retina within SPOT of any of places."""
    return around(places, side, SPOT) & (disc_mask(side) > 0)


def around(places: Sequence[Place], side: int, radius: float) -> Mask:
    """Return (side, side): what is within radius, a share of the side, of any of places."""
    axis = (np.arange(side) + 0.5) / side
    found = np.zeros((side, side), bool)
    for x, y in places:
        found |= (axis[None] - x) ** 2 + (axis[:, None] - y) ** 2 <= radius**2
    return found


def telling(image: FloatArray, places: Sequence[Place], results: Results) -> list[Place]:
    """Return those of places without which the result of image (3, S, S) falls, the most first."""
    if not places:
        return []
    side = image.shape[-1]
    without_each = [without(image, covering([place], side)) for place in places]
    numbers = results(np.stack([image, *without_each]))
    falls = numbers[0] - numbers[1:]
    return [places[i] for i in np.argsort(-falls, kind="stable") if falls[i] > 0]


def without(image: FloatArray, region: Mask) -> FloatArray:
    """Return image (3, S, S) with the region (S, S) faded into the neutral grey around lesions."""
    return faded(image, region, np.float32(NEUTRAL))


def faded(image: FloatArray, region: Mask, into: FloatArray | np.float32) -> FloatArray:
    """Return image (3, S, S) with the region (S, S) faded into another picture, or a shade."""
    sigma = EDGE * image.shape[-1]
    cover = cv2.GaussianBlur(region.astype(np.float32), (0, 0), sigma)
    cover = np.clip(2 * cover, 0, 1)
    return np.asarray(image * (1 - cover) + into * cover, dtype=np.float32)


def turned(region: Mask, degrees: float) -> Mask:
    """Return region (S, S) turned about its picture's middle."""
    side = region.shape[0]
    middle = (side - 1) / 2
    matrix = cv2.getRotationMatrix2D((middle, middle), degrees, 1.0)
    result = cv2.warpAffine(region.astype(np.uint8), matrix, (side, side), flags=cv2.INTER_NEAREST)
    return np.asarray(result > 0)


def deletion(
    image: FloatArray,
    region: Mask,
    results: Results,
    elsewhere: Sequence[Mask] | None = None,
    taken_out: TakenOut = without,
) -> Deletion:
    """Return how the result of image (3, S, S) falls without the region, and elsewhere.

    Elsewhere is the region turned about the middle, where it is not given.
    """
    if elsewhere is None:
        elsewhere = [turned(region, degrees) for degrees in TURNS]
    regions = [region, *elsewhere]
    numbers = results(np.stack([image, *(taken_out(image, one) for one in regions)]))
    falls = numbers[0] - numbers[1:]
    return Deletion(float(falls[0]), tuple(float(fall) for fall in falls[1:]))


def grade_score(encoder: OnnxEncoder) -> Results:
    """Return the function from images to their sum of grade logits, which heat explains."""
    return lambda images: encoder.outputs_with_flip(images)["grade_logits"].sum(axis=1)


def likeness(encoder: OnnxEncoder, query: FloatArray) -> Results:
    """Return the function from images to their cosine similarity with the embedding query (D,)."""
    return lambda images: encoder.outputs_with_flip(images)["embedding"] @ query


def matches(patches: FloatArray, place: Place, others: FloatArray, retina: Mask) -> Place:
    """Return the place of another picture whose patch is most like that of a place of this one.

    patches and others (D, h, w) are the patch embeddings of both; retina (S, S) is the other's.
    """
    height, width = patches.shape[1:]
    patch = patches[
        :, min(int(place[1] * height), height - 1), min(int(place[0] * width), width - 1)
    ]
    alike = np.einsum("d,dhw->hw", patch, others)
    cells = (others.shape[2], others.shape[1])
    seen = cv2.resize(retina.astype(np.float32), cells, interpolation=cv2.INTER_AREA) > 0.5
    alike = np.where(seen, alike, -np.inf)
    row, column = np.unravel_index(int(alike.argmax()), alike.shape)
    return float(column + 0.5) / alike.shape[1], float(row + 0.5) / alike.shape[0]
