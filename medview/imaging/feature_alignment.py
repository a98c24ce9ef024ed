"""Lay one series over another by what an encoder sees at each place.

Each slice goes through the first layers of an encoder; what stands in its feature maps at a place
is that place's description, and both series are laid so that descriptions agree: least squares
over places of the body, which is the cosine similarity of descriptions of unit length, by
Gauss-Newton from blurred to sharp (Lucas and Kanade, IJCAI 1981, with features for values).
Between two kinds of picture features differ in themselves; how alike a place is to its own
neighbours does not, so that is compared (Shechtman and Irani, CVPR 2007; Heinrich, MICCAI 2013).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import SimpleITK as sitk
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.transform import Rotation

from medview.domain.alignment import Bend, SpatialMap, rigid_of
from medview.domain.planes import vector
from medview.domain.volume import Grid
from medview.imaging.alignment import BEND_PIXEL, Floats, Seen, Step, as_stored, overlap

SIDE = 160  # pixels of a slice as the encoder takes it
STRIDE = 4  # pixels between two places of the feature maps
CHANNELS = 16  # of a description: the main directions of all feature maps
REACHES = (1, 2)  # places to the neighbours a place is compared with
BLURS = (3.0, 1.5, 0.7)  # places, from coarse to fine
STEPS, ENOUGH = 15, 0.02  # of one level; mm and degrees below which it has arrived
PLACES = 3000
DAMPING = 1e-3
KNOT = 60.0  # mm between knots of the bending
MOST_KNOTS = 6
BEND_STEPS, STIFFNESS = 6, 50.0  # of the bending beside what the features say

Maps = npt.NDArray[np.float32]
Encode = Callable[[Maps], Maps]  # slices (N, 3, S, S) in [0, 1] to feature maps (N, C, h, h)


@dataclass(frozen=True, eq=False)
class Described:
    """Descriptions (Z, Y, X, C) at the places of a grid in the patient."""

    values: Maps
    grid: Grid

    def blurred(self, sigma: float) -> Described:
        """Return the same, each description mixed with those around."""
        values = self.values
        for axis in range(3):
            if values.shape[axis] > 1:
                width = sigma * self.grid.spacing[0] / self.grid.spacing[2 - axis]
                values = gaussian_filter1d(values, min(width, 8.0), axis=axis, mode="nearest")
        return Described(values, self.grid)

    def at(self, places: Floats) -> Maps:
        """Return the descriptions (N, C) of places (N, 3) in mm; outside those of the border."""
        found = np.zeros((len(places), self.values.shape[3]), np.float32)
        for share, voxels in self.grid.corners(places):
            found += share.astype(np.float32)[:, None] * self.values[voxels]
        return found


def describe(
    today: Seen, earlier: Seen, encode: Encode, *, is_one_kind: bool, step: Step = lambda _: None
) -> tuple[Described, Described]:
    """Return the descriptions of both series, with pixels of one size."""
    pixel = max(_reach(today), _reach(earlier)) / SIDE
    maps = [_maps(seen, pixel, encode, step) for seen in (today, earlier)]
    maps = _main_directions(maps) if is_one_kind else [_self_similarity(one) for one in maps]
    here, there = (
        Described(_unit(one), _grid(seen, pixel, one))
        for one, seen in zip(maps, (today, earlier), strict=True)
    )
    return here, there


def rigid(
    today: Seen, earlier: Seen, here: Described, there: Described, step: Step = lambda _: None
) -> SpatialMap:
    """Return the turn and shift under which the descriptions agree best."""
    base = as_stored(today, earlier)
    places = _places(today)
    middle = places.mean(axis=0)
    axes = np.asarray(today.grid.axes)

    def moved(params: Floats) -> SpatialMap:
        turn = Rotation.from_rotvec(np.radians(params[:3]) @ axes).as_matrix()
        shift = middle + params[3:] @ axes - turn @ middle
        rows, last = np.asarray(base.rigid.rows), np.asarray(base.rigid.shift)
        return SpatialMap(rigid_of(rows @ turn, rows @ shift + last))

    free = [2, 3, 4] if today.dimension == 2 else [0, 1, 2, 3, 4, 5]
    params = _start(today, earlier, here, there, moved, axes)
    for number, blur in enumerate(BLURS):
        far, wanted = there.blurred(blur), here.blurred(blur).at(places)

        def gap(tried: Floats, far: Described = far, wanted: Maps = wanted) -> Maps:
            return far.at(moved(tried).places(places)) - wanted

        def tell(part: float, done: int = number) -> None:
            step((done + part) / len(BLURS))

        params = _descended(gap, params, free, tell)
    return moved(params)


def bending(
    today: Seen, here: Described, there: Described, found: SpatialMap, step: Step = lambda _: None
) -> SpatialMap:
    """Return a rigid map with the bending under which the descriptions agree best.

    The bending is linear between knots; second differences of the knots are kept small.
    """
    places, axes = _places(today), np.asarray(today.grid.axes)
    reach = np.multiply(today.image.GetSize(), today.image.GetSpacing())
    counts = np.clip(np.ceil(reach / KNOT).astype(int) + 1, 2, MOST_KNOTS)
    shape = (1, *counts[::-1]) if today.dimension == 2 else tuple(counts[::-1])
    spacing = [*(reach / (counts - 1)), 1.0][:3]
    start = today.to_patient(np.asarray([today.image.GetOrigin()]))[0]
    knots = Grid(vector(start), today.grid.axes, vector(spacing), shape)
    shares, stiff = _shares(knots, places), _second_differences(shape)
    near, far = here.blurred(BLURS[1]), there.blurred(BLURS[1])
    wanted = near.at(places)
    ways = axes[: today.dimension]
    shifts = np.zeros((shares.shape[1], len(ways)))
    for number in range(BEND_STEPS):
        step(number / BEND_STEPS)
        bent = places + shares @ shifts @ ways
        gap, slope = _slopes(far, found, bent, wanted, ways)
        shifts += _bending_step(gap, slope, shares, stiff, shifts)
    return SpatialMap(found.rigid, _fine(today, knots, shifts @ ways))


def _maps(seen: Seen, pixel: float, encode: Encode, step: Step) -> Maps:
    """Return the feature maps (Z, Y, X, C) of every slice."""
    values = sitk.GetArrayFromImage(seen.image)
    values = values[None] if values.ndim == 2 else values
    low, high = float(values.min()), float(values.max())
    sx, sy = seen.image.GetSpacing()[:2]
    size = tuple(
        min(SIDE, max(1, round(n * mm / pixel)))
        for n, mm in ((values.shape[2], sx), (values.shape[1], sy))
    )
    found = []
    for start in range(0, len(values), 16):
        step(start / len(values))
        batch = np.zeros((min(16, len(values) - start), 3, SIDE, SIDE), np.float32)
        for number, plane in enumerate(values[start : start + 16]):
            small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
            batch[number, :, : size[1], : size[0]] = (small - low) / max(high - low, 1e-6)
        maps = encode(batch)
        rows, columns = (max(2, -(-side // STRIDE)) for side in (size[1], size[0]))
        found.append(np.moveaxis(maps[:, :, :rows, :columns], 1, 3))
    return np.concatenate(found).astype(np.float32)


def _grid(seen: Seen, pixel: float, maps: Maps) -> Grid:
    """Return where the descriptions lie: the first in the middle of its STRIDE pixels."""
    start = seen.to_patient(np.asarray([seen.image.GetOrigin()]))[0]
    sx, sy = seen.image.GetSpacing()[:2]
    axes = np.asarray(seen.grid.axes)
    half = STRIDE * pixel / 2
    start = start + (half - sx / 2) * axes[0] + (half - sy / 2) * axes[1]
    deep = seen.image.GetSpacing()[2] if seen.dimension == 3 else 1.0
    cell = STRIDE * pixel
    return Grid(vector(start), seen.grid.axes, (cell, cell, deep), maps.shape[:3])


def _reach(seen: Seen) -> float:
    return float(max(np.multiply(seen.image.GetSize(), seen.image.GetSpacing())[:2]))


def _main_directions(maps: list[Maps]) -> list[Maps]:
    """Return the maps of both in their main directions, each of the same strength."""
    flat = np.concatenate([one.reshape(-1, one.shape[3])[::7] for one in maps])
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    _, main = np.linalg.eigh(np.cov(((flat - mean) / spread).T))
    return [((one - mean) / spread @ main[:, -CHANNELS:]).astype(np.float32) for one in maps]


def _self_similarity(maps: Maps) -> Maps:
    """Return how alike each place is to its neighbours, a channel a neighbour."""
    maps = (maps - maps.mean(axis=(0, 1, 2))) / (maps.std(axis=(0, 1, 2)) + 1e-6)
    apart = []
    for axis in (1, 2, 0):
        if maps.shape[axis] < 2 * max(REACHES) + 1:
            continue
        for reach in REACHES:
            for way in (-reach, reach):
                other = np.roll(maps, way, axis=axis)
                apart.append(np.square(maps - other).mean(axis=3))
    away = np.stack(apart, axis=3)
    usual = np.maximum(away.mean(axis=3, keepdims=True), 0.05 * away.mean())
    return np.exp(-away / usual).astype(np.float32)


def _unit(maps: Maps) -> Maps:
    return np.asarray(maps / np.maximum(np.linalg.norm(maps, axis=3, keepdims=True), 1e-6))


def _places(today: Seen) -> Floats:
    """Return places of the body in the patient (N, 3), at most PLACES."""
    places = today.to_patient(today.body_places)
    return places[:: max(1, len(places) // PLACES)]


def _start(
    today: Seen, earlier: Seen, here: Described, there: Described,
    moved: Callable[[Floats], SpatialMap], axes: Floats,
) -> Floats:  # fmt: skip
    """Return the shift to begin with: as the files say, middles, or bodies, the most alike."""
    coarse, far = here.blurred(BLURS[0]), there.blurred(BLURS[0])
    places = _places(today)[::4]
    wanted = coarse.at(places)
    body, other = today.to_patient(today.body_places), earlier.to_patient(earlier.body_places)
    home = moved(np.zeros(6)).back()
    assert home is not None
    ways = [np.zeros(3), np.subtract(home.place(earlier.grid.centre), today.grid.centre)]
    if len(other):
        ways.append(home.places(other).mean(0) - body.mean(0))

    def apart(params: Floats) -> float:
        found = moved(params)
        if overlap(today, earlier, found) < 0.1:
            return np.inf
        return float(np.square(far.at(found.places(places)) - wanted).mean())

    return min((np.concatenate([np.zeros(3), axes @ way]) for way in ways), key=apart)


def _descended(
    gap: Callable[[Floats], Maps], params: Floats, free: list[int], step: Step
) -> Floats:
    """Return the parameters (degrees, mm) of the least squares of `gap`: Levenberg-Marquardt."""
    damping, now = DAMPING, gap(params)
    for number in range(STEPS):
        step(number / STEPS)
        slopes = []
        for one in free:
            by = np.zeros(6)
            by[one] = 0.5
            slopes.append((gap(params + by) - gap(params - by)).ravel())
        slope = np.stack(slopes).astype(np.float64)
        normal, pull = slope @ slope.T, slope @ now.ravel().astype(np.float64)
        change = np.zeros(6)
        change[free] = -np.linalg.solve(normal + damping * np.diag(np.diag(normal)), pull)
        change = np.clip(change, -8.0, 8.0)
        then = gap(params + change)
        if np.square(then).sum() < np.square(now).sum():
            params, now, damping = params + change, then, damping / 4
            if np.abs(change).max() < ENOUGH:
                break
        else:
            damping *= 10
            if damping > 1e3:
                break
    return params


def _shares(knots: Grid, places: Floats) -> Floats:
    """Return how much of each knot's shift a place takes, (N, knots): linear between them."""
    found = np.zeros((len(places), int(np.prod(knots.shape))))
    for share, voxels in knots.corners(places):
        at = np.ravel_multi_index(voxels, knots.shape)
        np.add.at(found, (np.arange(len(places)), at), share)
    return found


def _second_differences(shape: tuple[int, ...]) -> Floats:
    """Return the matrix (K, K) of the squared second differences of knots, and of their size."""
    count = int(np.prod(shape))
    numbers = np.arange(count).reshape(shape)
    rows = []
    for axis in range(3):
        lines = np.moveaxis(numbers, axis, 0)
        for a, b, c in zip(lines[:-2], lines[1:-1], lines[2:], strict=True):
            for i, j, k in zip(a.ravel(), b.ravel(), c.ravel(), strict=True):
                row = np.zeros(count)
                row[[i, j, k]] = (1.0, -2.0, 1.0)
                rows.append(row)
    stack = np.array(rows) if rows else np.zeros((0, count))
    return np.asarray(stack.T @ stack + 0.1 * np.eye(count))


def _slopes(
    far: Described, found: SpatialMap, places: Floats, wanted: Maps, ways: Floats
) -> tuple[Maps, Floats]:
    """Return the gap (N, C) of the descriptions, and how it changes along each way (N, C, d)."""
    half = far.grid.spacing[0] / 2
    ends = [
        far.at(found.places(places + half * way)) - far.at(found.places(places - half * way))
        for way in ways
    ]
    gap = far.at(found.places(places)) - wanted
    return gap, np.stack(ends, axis=2).astype(np.float64) / (2 * half)


def _bending_step(
    gap: Maps, slope: Floats, shares: Floats, stiff: Floats, shifts: Floats
) -> Floats:
    """Return by how much the knots (K, d) move in one step of Gauss-Newton."""
    ways, knots = slope.shape[2], shares.shape[1]
    steep = np.einsum("nci,ncj->nij", slope, slope)
    pull = np.einsum("nci,nc->ni", slope, gap.astype(np.float64))
    weight = STIFFNESS * float(np.trace(steep.sum(0))) / ways
    normal = np.zeros((ways, knots, ways, knots))
    for i in range(ways):
        for j in range(ways):
            normal[i, :, j] = shares.T @ (steep[:, i, j, None] * shares)
        normal[i, :, i] += weight * stiff / knots
    right = -(shares.T @ pull) - weight / knots * stiff @ shifts
    solved = np.linalg.solve(normal.reshape(ways * knots, -1), right.T.ravel())
    return np.clip(solved.reshape(ways, knots).T, -8.0, 8.0)


def _fine(today: Seen, knots: Grid, shifts: Floats) -> Bend:
    """Return the bending of the knots (K, 3) in mm, rounded between them, on a finer grid."""
    from scipy.ndimage import zoom

    coarse = shifts.reshape(*knots.shape, 3)
    reach = np.multiply(np.subtract(knots.counts, 1), knots.spacing)
    counts = np.where(np.array(knots.counts) > 1, np.ceil(reach / BEND_PIXEL).astype(int) + 1, 1)
    rates = (counts / np.array(knots.counts))[::-1]
    fine = np.stack(
        [zoom(coarse[..., i], rates, order=1, grid_mode=False) for i in range(3)], axis=3
    )
    spacing = [r / (n - 1) if n > 1 else 1.0 for r, n in zip(reach, counts, strict=True)]
    shape = (int(counts[2]), int(counts[1]), int(counts[0]))
    return Bend(Grid(knots.origin, knots.axes, vector(spacing), shape), fine)
