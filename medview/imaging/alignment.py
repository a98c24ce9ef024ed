"""Lay one series over another by mutual information: first as a rigid body, then bending.

Mattes' mutual information over values, Mattes et al., IEEE TMI 22(1), 2003; cubic B-splines,
Rueckert et al., IEEE TMI 18(8), 1999; both as SimpleITK has them, from coarse to fine, in mm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk

from medview.domain.alignment import Bend, SpatialMap, rigid_of
from medview.domain.fusion import Rigid
from medview.domain.planes import vector
from medview.domain.volume import Grid, Volume
from medview.imaging.voxels import lay

MOST_VOXELS = {3: 1.2e6, 2: 3e5}  # of the pictures that are compared
LEAST_PIXEL = 1.0  # mm; finer ones say nothing more of where a body lies
HOUNSFIELD_RANGE = (-1000.0, 500.0)
PERCENTILES = (0.5, 99.5)  # of any other values
BINS = 40
SHRINK, SMOOTH = [4, 2, 1], [2.0, 1.0, 0.0]  # of the three levels; smoothing in voxels
SAMPLES = (10_000, 15_000, 20_000)  # places looked at, level by level
STEPS, LONGEST_STEP, SHORTEST_STEP = 80, 4.0, 0.02  # of one level, in mm
RELAXATION = 0.7  # of the step where it turns back; at a half it stops short
KNOTS = {3: 90.0, 2: 70.0}  # mm between knots of the bending: closer ones follow noise
FEWEST_KNOTS, MOST_KNOTS = 2, 5
BEND_STEPS, BEND_SAMPLES, BEND_SHRINK = 10, 6_000, 2
BEND_PIXEL = 8.0  # mm between the places where a bending is kept
# The order of sums, and so the result, must not hang on the machine. The likeness is summed up by
# as many threads as are usual when it is made, whatever the method is told.
THREADS, USUAL_THREADS = 1, sitk.ProcessObject.GetGlobalDefaultNumberOfThreads()
SEED = 1

Floats = npt.NDArray[np.float64]
Step = Callable[[float], None]  # told the share that is done; raises Cancelled


@dataclass(frozen=True, eq=False)
class Seen:
    """One series as it is compared: smaller, its values clipped.

    A single image is flat: its places are then mm along its rows and columns.
    """

    image: sitk.Image
    grid: Grid

    @classmethod
    def of(cls, volume: Volume) -> Seen:
        """Return a volume ready to be compared."""
        grid, is_flat = volume.grid, volume.grid.shape[0] == 1
        values = np.asarray(volume.voxels.array, dtype=np.float32)
        image = sitk.GetImageFromArray(values[0] if is_flat else values)
        if is_flat:
            image.SetSpacing(grid.spacing[:2])
        else:
            lay(image, grid)
        image = sitk.BinShrink(image, _factors(image))
        return cls(_clipped(image, volume.units), grid)

    @property
    def dimension(self) -> int:
        """2 for a single image, else 3."""
        return int(self.image.GetDimension())

    @cached_property
    def body(self) -> npt.NDArray[np.bool_]:
        """What is brighter than the air around, (Z, Y, X) or (Y, X)."""
        found = sitk.OtsuThreshold(self.image, 0, 1, 64)
        return np.asarray(sitk.GetArrayFromImage(found)) > 0

    @cached_property
    def body_places(self) -> Floats:
        """Places of the body in mm of the image, (N, 2 or 3), at most some thousand."""
        where = np.argwhere(self.body)[:, ::-1].astype(np.float64)
        where = where[:: max(1, len(where) // 8000)]
        return self.in_space(where)

    @property
    def _turn(self) -> Floats:
        """The directions of the image's axes, one a column."""
        return np.reshape(self.image.GetDirection(), (self.dimension, self.dimension))

    def in_space(self, voxels: Floats) -> Floats:
        """Return the mm of voxels (N, d), column first."""
        way = (voxels * self.image.GetSpacing()) @ self._turn.T
        return np.asarray(np.asarray(self.image.GetOrigin()) + way)

    def in_voxels(self, places: Floats) -> Floats:
        """Return the voxels, column first and with fractions, of places (N, d) in mm."""
        way = (places - self.image.GetOrigin()) @ self._turn
        return np.asarray(way / self.image.GetSpacing())

    def holds(self, places: Floats) -> npt.NDArray[np.bool_]:
        """Return which places (N, d) lie within the image."""
        at = self.in_voxels(places)
        return np.asarray(((at >= -0.5) & (at < np.asarray(self.image.GetSize()) - 0.5)).all(1))

    def to_patient(self, places: Floats) -> Floats:
        """Return places of the image (N, d) in the patient's space (N, 3)."""
        if self.dimension == 3:
            return places
        return np.asarray(np.asarray(self.grid.origin) + places @ np.asarray(self.grid.axes)[:2])


def rigid(today: Seen, earlier: Seen, step: Step = lambda _: None) -> sitk.Transform:
    """Return the turn and shift that lay `earlier` over `today`, from the best of three starts."""
    start = _best_start(today, earlier)
    method = _method(today.dimension)
    method.SetInitialTransform(start, inPlace=True)
    method.SetShrinkFactorsPerLevel(SHRINK)
    method.SetSmoothingSigmasPerLevel(SMOOTH)
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOff()
    shares = [_share(today.image, *level) for level in zip(SHRINK, SAMPLES, strict=True)]
    method.SetMetricSamplingPercentagePerLevel(shares, SEED)
    method.SetOptimizerAsRegularStepGradientDescent(
        LONGEST_STEP, SHORTEST_STEP, STEPS, RELAXATION, 1e-5
    )
    method.SetOptimizerScalesFromPhysicalShift()
    _run(method, today, earlier, step)
    return start


def bending(
    today: Seen, earlier: Seen, rigid_part: sitk.Transform, step: Step = lambda _: None
) -> sitk.Transform:
    """Return the B-spline that, before the rigid part, lays `earlier` over `today`."""
    extent = np.multiply(today.image.GetSize(), today.image.GetSpacing())
    knots = np.clip(np.round(extent / KNOTS[today.dimension]), FEWEST_KNOTS, MOST_KNOTS)
    spline = sitk.BSplineTransformInitializer(today.image, [int(n) for n in knots])
    method = _method(today.dimension)
    method.SetMovingInitialTransform(rigid_part)
    method.SetInitialTransform(spline, inPlace=True)
    method.SetShrinkFactorsPerLevel([BEND_SHRINK])
    method.SetSmoothingSigmasPerLevel([1.0])
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOff()
    share = _share(today.image, BEND_SHRINK, BEND_SAMPLES)
    method.SetMetricSamplingPercentagePerLevel([share], SEED)
    method.SetOptimizerAsLBFGSB(
        gradientConvergenceTolerance=1e-5, numberOfIterations=BEND_STEPS,
        maximumNumberOfCorrections=5, maximumNumberOfFunctionEvaluations=2 * BEND_STEPS,
    )  # fmt: skip
    _run(method, today, earlier, step)
    return spline


def map_of(
    today: Seen, earlier: Seen, rigid_part: sitk.Transform, spline: sitk.Transform | None = None
) -> SpatialMap:
    """Return what was found as a map between the spaces of the two patients' series."""
    bend = None if spline is None else _bend(today, spline)
    return SpatialMap(lifted(today, earlier, *_matrix(rigid_part)), bend)


def lifted(today: Seen, earlier: Seen, rows: Floats, shift: Floats) -> Rigid:
    """Return a turn (d, d) and shift (d,) between two images as one between patients' spaces."""
    if today.dimension == 3:
        return rigid_of(rows, shift)
    flat, moved = np.eye(3), np.zeros(3)
    flat[:2, :2], moved[:2] = rows, shift
    here, there = np.asarray(today.grid.axes), np.asarray(earlier.grid.axes)
    turn = there.T @ flat @ here
    origin = np.asarray(earlier.grid.origin) + moved @ there
    return rigid_of(turn, origin - turn @ np.asarray(today.grid.origin))


def as_stored(today: Seen, earlier: Seen) -> SpatialMap:
    """Return how the files place both: by mm, single images by their middles."""
    if today.dimension == 3:
        return SpatialMap()
    shift = np.subtract(_middle(earlier.image), _middle(today.image))
    return SpatialMap(lifted(today, earlier, np.eye(2), shift))


def likeness(today: Seen, earlier: Seen, found: SpatialMap) -> float:
    """Return the mutual information in bits of the values where both are seen; 0 without any."""
    here = sitk.GetArrayFromImage(today.image)
    every = max(1, here.size // 150_000)
    where = np.argwhere(np.ones(here.shape, bool))[::every]
    places = today.in_space(where[:, ::-1].astype(np.float64))
    there = values_at(earlier, _in_image(earlier, found.places(today.to_patient(places))))
    both = ~np.isnan(there)
    if both.sum() < 200:
        return 0.0
    counts, _, _ = np.histogram2d(here[tuple(where[both].T)], there[both], bins=BINS)
    joint = counts / counts.sum()
    apart = joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)
    some = joint > 0
    by_chance = (BINS - 1) ** 2 / (2 * both.sum() * np.log(2))  # Miller, Madow: of few samples
    return float((joint[some] * np.log2(joint[some] / apart[some])).sum() - by_chance)


def overlap(today: Seen, earlier: Seen, found: SpatialMap) -> float:
    """Return the share of the smaller body that both series show."""
    places = found.places(today.to_patient(today.body_places))
    shares = [float(earlier.holds(_in_image(earlier, places)).mean())] if len(places) else [0.0]
    back = SpatialMap(found.rigid).back()
    if back is not None and len(earlier.body_places):
        home = back.places(earlier.to_patient(earlier.body_places))
        shares.append(float(today.holds(_in_image(today, home)).mean()))
    return max(shares)


def values_at(seen: Seen, places: Floats) -> Floats:
    """Return the values at places (N, d) of the image, linear between voxels; NaN outside."""
    from scipy.ndimage import map_coordinates

    array = sitk.GetArrayViewFromImage(seen.image)
    at = seen.in_voxels(places)
    found = map_coordinates(array, at.T[::-1], order=1, mode="nearest", output=np.float64)
    found[~seen.holds(places)] = np.nan
    return np.asarray(found)


def body_at(seen: Seen, places: Floats) -> npt.NDArray[np.int8]:
    """Return 1 for places of the patient (N, 3) in the body, 0 beside it, -1 outside the image."""
    at = _in_image(seen, places)
    voxels = np.rint(seen.in_voxels(at)).astype(int)
    last = np.subtract(seen.image.GetSize(), 1)
    found = seen.body[tuple(np.clip(voxels, 0, last).T[::-1])].astype(np.int8)
    found[~seen.holds(at)] = -1
    return found


def _in_image(seen: Seen, places: Floats) -> Floats:
    """Return places of the patient (N, 3) in mm of the image (N, d)."""
    if seen.dimension == 3:
        return places
    return np.asarray((places - np.asarray(seen.grid.origin)) @ np.asarray(seen.grid.axes)[:2].T)


def _factors(image: sitk.Image) -> list[int]:
    """Return by how much to shrink along each axis, so that voxels are few and even."""
    extent = np.multiply(image.GetSize(), image.GetSpacing())
    dimension = image.GetDimension()
    pixel = max(LEAST_PIXEL, float(np.prod(extent) / MOST_VOXELS[dimension]) ** (1 / dimension))
    return [max(1, int(pixel / side + 0.3)) for side in image.GetSpacing()]


def _clipped(image: sitk.Image, units: str) -> sitk.Image:
    values = sitk.GetArrayViewFromImage(image)
    low, high = HOUNSFIELD_RANGE if units == "HU" else np.percentile(values, PERCENTILES)
    return sitk.Clamp(image, sitk.sitkFloat32, float(low), max(float(high), float(low) + 1e-3))


def _best_start(today: Seen, earlier: Seen) -> sitk.Transform:
    """Return the most alike of: as the files say, middle on middle, body on body."""
    kind = sitk.Euler3DTransform if today.dimension == 3 else sitk.Euler2DTransform
    shifts = [np.subtract(_middle(earlier.image), _middle(today.image))]
    if len(today.body_places) and len(earlier.body_places):
        shifts.append(earlier.body_places.mean(0) - today.body_places.mean(0))
    if today.dimension == 3:
        shifts.insert(0, np.zeros(3))

    def found(shift: Floats) -> float:
        moved = SpatialMap(lifted(today, earlier, np.eye(today.dimension), shift))
        if overlap(today, earlier, moved) < 0.1:
            return -1.0
        return likeness(today, earlier, moved)

    start = kind()
    start.SetCenter(_middle(today.image).tolist())
    start.SetTranslation([float(mm) for mm in max(shifts, key=found)])
    return start


def _middle(image: sitk.Image) -> Floats:
    half = [(side - 1) / 2 for side in image.GetSize()]
    return np.asarray(image.TransformContinuousIndexToPhysicalPoint(half))


def _share(image: sitk.Image, shrink: int, samples: int) -> float:
    """Return the share of the voxels of a shrunk image that are so many samples."""
    voxels = np.prod([max(1, side // shrink) for side in image.GetSize()])
    return float(min(1.0, samples / voxels))


def _method(dimension: int) -> sitk.ImageRegistrationMethod:
    method = sitk.ImageRegistrationMethod()
    method.SetNumberOfThreads(THREADS)
    method.SetMetricAsMattesMutualInformation(BINS)
    if dimension == 3:  # a single image is small enough to be looked at whole
        method.SetMetricSamplingStrategy(method.RANDOM)
    method.SetInterpolator(sitk.sitkLinear)
    return method


def _run(method: sitk.ImageRegistrationMethod, today: Seen, earlier: Seen, step: Step) -> None:
    """Execute, telling how far it is; ITK must not see what the step raises."""
    raised: list[BaseException] = []
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        try:
            step(1 - 1 / (1 + done / STEPS))  # how many steps there will be nobody knows
        except BaseException as why:
            raised.append(why)
            method.StopRegistration()

    def release() -> None:
        sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(USUAL_THREADS)

    method.AddCommand(sitk.sitkIterationEvent, tell)
    method.AddCommand(sitk.sitkStartEvent, release)
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(THREADS)
    try:
        method.Execute(today.image, earlier.image)
    except RuntimeError:  # ITK's own: nothing is seen by both any more
        if not raised:
            raise
    finally:
        release()
    if raised:
        raise raised[0]


def _matrix(rigid_part: Any) -> tuple[Floats, Floats]:
    """Return the turn (d, d) and shift (d,) of a transform that turns around a centre."""
    dimension = rigid_part.GetDimension()
    turn = np.reshape(rigid_part.GetMatrix(), (dimension, dimension))
    centre = np.asarray(rigid_part.GetCenter())
    return turn, centre + np.asarray(rigid_part.GetTranslation()) - turn @ centre


def _bend(today: Seen, spline: sitk.Transform) -> Bend:
    """Return the shifts of a B-spline on a coarse grid over today's series."""
    image = today.image
    reach = np.multiply(np.subtract(image.GetSize(), 1), image.GetSpacing())
    counts = np.maximum(np.ceil(reach / BEND_PIXEL).astype(int) + 1, 1)
    pixel = reach / np.maximum(counts - 1, 1)
    pixel[pixel <= 0] = BEND_PIXEL
    field = sitk.TransformToDisplacementField(
        spline, sitk.sitkVectorFloat64, [int(n) for n in counts], image.GetOrigin(),
        [float(mm) for mm in pixel], image.GetDirection(),
    )  # fmt: skip
    shifts = sitk.GetArrayFromImage(field)
    return bend_on(today, pixel, counts, shifts)


def bend_on(today: Seen, pixel: Sequence[float], counts: Sequence[int], shifts: Floats) -> Bend:
    """Return shifts (..., d) in mm of the image, on a grid that starts where it does, as a Bend."""
    start = today.to_patient(np.asarray([today.image.GetOrigin()]))[0]
    axes = today.grid.axes
    if today.dimension == 2:
        shifts = (shifts @ np.asarray(axes)[:2])[None]
    spacing = [*map(float, pixel), 1.0][:3]
    sizes = [*map(int, counts), 1][:3]
    grid = Grid(vector(start), axes, vector(spacing), (sizes[2], sizes[1], sizes[0]))
    return Bend(grid, np.asarray(shifts, dtype=np.float64))
