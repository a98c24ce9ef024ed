"""How exactly two series are laid over each other: displaced by a known way, and found again.

`medview bench alignment` reads the PET/CT, the prostate MR, the follow-up CT slices and the T1/PD
pair of ../shared/data (or MEDVIEW_DATA). Where the two name one space, the earlier one is moved by
a known turn and shift, or bent by a known smooth wave, and the error is the distance in mm between
where places of the body are sent and where they are. Follow-up slices are of other days, levels and
breaths: there is no truth but the one made by displacing a slice against itself, and beside it the
overlap of the bodies' outlines, which no method looks at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.app.align_series import Encoding, Pair, align_volumes, linked, moved
from medview.app.services import Services
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package, opened_cases, scratch_services
from medview.domain.alignment import Bend, Method, SpatialMap, rigid_of
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.errors import AlignmentFailed
from medview.domain.job import JobContext
from medview.domain.planes import vector
from medview.domain.volume import Grid, Volume
from medview.inference.feature_maps import FeatureMaps

TURN, SHIFT = 8.0, 20.0  # degrees about each axis and mm along it, at most
WAVE, LENGTH = 8.0, 160.0  # mm, of the smooth bending
FOLLOWED = 6  # patients of the follow-up set: half of them and one, for time
SEED = 3
Floats = npt.NDArray[np.float64]
Truth = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False)
class Displaced:
    """Two series, and where places (N, 3) of the first truly are in the second."""

    pair: Pair
    truth: Truth


def bench_alignment() -> Iterator[Result]:
    """Error in mm before and after, for each method, each kind of pair and each displacement."""
    package = model_package("radiology")
    encoding = Encoding(FeatureMaps(package.card, package.onnx_file), package.card.ref)
    root = data_folder()
    with scratch_services() as (services, _):
        for name, folder, axis in (
            ("PET over CT", "dicom/petct-ACRIN-042", 1.0),
            ("prostate, ADC over T2", "dicom/mr-prostate-PROSTATEx-0207", 0.5),
        ):
            today, earlier = _series(services, root / folder)
            for kind in ("rigid", "bent"):
                made = _displaced(today, earlier, kind, axis)
                yield from _recovered(f"{name}, {kind}", [made], encoding)
        pairs = _followed(services, root / "dicom/ct-followup-pairs-COVID19-NY-SBU")
        made_flat = [_displaced(here, here, "rigid", 1.0) for here, _ in pairs]
        yield from _recovered("CT slice over itself, rigid", made_flat, encoding)
        yield from _outlined([Pair(a, b, linked(a, b)) for a, b in pairs], encoding)
    t1, pd = _t1_pd(root / "multimodal/mr2d-brain-T1-PD-pair")
    yield from _recovered("T1 over itself, rigid", [_displaced(t1, t1, "rigid", 1.0)], encoding)
    yield from _outlined([Pair(t1, pd, linked(t1, pd))], encoding, "T1/PD pair")


def _recovered(name: str, made: list[Displaced], encoding: Encoding) -> Iterator[Result]:
    before = np.concatenate([_errors(one, one.pair.start) for one in made])
    for method in Method:
        began, failed, errors = time.perf_counter(), [], []
        for one in made:
            try:
                found = align_volumes(one.pair, method, JobContext(), _of(method, encoding))
                errors.append(_errors(one, found.map))
            except AlignmentFailed as why:
                failed.append(why.message)
        seconds = (time.perf_counter() - began) / len(made)
        value = float(np.concatenate(errors).mean()) if errors else float("nan")
        yield {
            "name": f"{name}: {method}", "value": value, "unit": "mm", "target": "told",
            "ok": True,
            "detail": f"before {before.mean():.1f} mm; {seconds:.0f} s each; "
            f"{len(failed)} of {len(made)} refused{': ' + failed[0] if failed else ''}",
        }  # fmt: skip


def _outlined(
    pairs: list[Pair], encoding: Encoding, name: str = "follow-up slices"
) -> Iterator[Result]:
    """Yield the overlap (Dice) of the bodies' outlines, before in the detail."""
    before = np.mean([_dice(pair, pair.start) for pair in pairs])
    for method in Method:
        found: list[float] = []
        failed = 0
        for pair in pairs:
            try:
                said = align_volumes(pair, method, JobContext(), _of(method, encoding))
                found.append(_dice(pair, said.map))
            except AlignmentFailed:
                found.append(_dice(pair, pair.start))  # the reader keeps what there was
                failed += 1
        yield {
            "name": f"{name}, outlines alike: {method}", "value": float(np.mean(found)),
            "unit": "Dice", "target": "told", "ok": True,
            "detail": f"before {before:.3f}; {failed} of {len(pairs)} refused",
        }  # fmt: skip


def _of(method: Method, encoding: Encoding) -> Encoding | None:
    return encoding if method.is_learned else None


def _errors(made: Displaced, found: SpatialMap) -> Floats:
    """Return how far each place of the body is sent from where it is, in mm."""
    from medview.imaging.alignment import Seen

    seen = Seen.of(made.pair.today)
    places = seen.to_patient(seen.body_places)
    return np.asarray(np.linalg.norm(found.places(places) - made.truth(places), axis=1))


def _dice(pair: Pair, found: SpatialMap) -> float:
    """Return the overlap of what is brighter than the air, where both pictures reach."""
    from medview.imaging import alignment

    here, there = alignment.Seen.of(pair.today), alignment.Seen.of(pair.earlier)
    where = np.argwhere(np.ones(here.body.shape, bool))
    places = here.to_patient(here.in_space(where[:, ::-1].astype(np.float64)))
    other = alignment.body_at(there, found.places(places))
    mine = here.body[tuple(where.T)]
    both = other >= 0
    total = mine[both].sum() + (other[both] > 0).sum()
    return float(2 * (mine[both] & (other[both] > 0)).sum() / max(total, 1))


def _displaced(today: Volume, earlier: Volume, kind: str, scale: float) -> Displaced:
    """Return the pair with the earlier series moved by a known way; both share one space."""
    from scipy.spatial.transform import Rotation

    rng = np.random.default_rng(SEED)
    if kind == "bent":
        return _bent(today, earlier, scale)
    angles, shift = rng.uniform(-TURN, TURN, 3), scale * rng.uniform(-SHIFT, SHIFT, 3)
    if today.grid.shape[0] == 1:  # within its plane
        angles[:2], shift[2] = 0.0, 0.0
    turn = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
    middle = np.asarray(earlier.grid.centre)

    def truth(places: Floats) -> Floats:
        return np.asarray((places - middle) @ turn.T + middle + shift)

    if today.grid.shape[0] == 1:  # a slice alone is aligned within itself: its pixels are turned
        found = SpatialMap(rigid_of(turn, middle + shift - turn @ middle))
        back = found.back()
        assert back is not None
        put = moved(earlier, earlier, back)
        return Displaced(Pair(today, put, linked(today, put)), truth)
    first, second, third = (vector(turn @ np.asarray(axis)) for axis in earlier.grid.axes)
    origin = vector(truth(np.asarray([earlier.grid.origin]))[0])
    grid = replace(earlier.grid, origin=origin, axes=(first, second, third))
    put = replace(earlier, grid=grid, voxels=_Put(earlier.voxels.array))
    return Displaced(Pair(today, put, linked(today, put)), truth)


def _bent(today: Volume, earlier: Volume, scale: float) -> Displaced:
    """Return the earlier series bent by waves: its value at q is what was at q + wave(q)."""
    grid = earlier.grid
    counts = np.maximum(np.ceil(np.multiply(grid.counts, grid.spacing) / 6.0).astype(int), 2)
    spacing = np.multiply(np.subtract(grid.counts, 1), grid.spacing) / (counts - 1)
    coarse = Grid(grid.origin, grid.axes, vector(spacing), (counts[2], counts[1], counts[0]))
    where = np.argwhere(np.ones(coarse.shape, bool))[:, ::-1]
    places = np.asarray(coarse.origin) + (where * spacing) @ np.asarray(grid.axes)
    wave = scale * WAVE * np.sin(2 * np.pi * places[:, [1, 2, 0]] / (scale * LENGTH))
    bend = Bend(coarse, wave.reshape(*coarse.shape, 3))
    put = moved(earlier, earlier, SpatialMap(bend=bend))

    def truth(places: Floats) -> Floats:
        home = places
        for _ in range(30):  # q = p - wave(q): the wave is gentle, so that this settles
            home = places - bend.at(home)
        return home

    return Displaced(Pair(today, put, linked(today, put)), truth)


@dataclass(frozen=True, eq=False)
class _Put:
    """Voxels that are only asked for their values."""

    array: npt.NDArray[np.generic]

    def cut(self, cut: object) -> npt.NDArray[np.float32]:
        """Show nothing."""
        raise NotImplementedError


def _series(services: Services, folder: Path) -> tuple[Volume, Volume]:
    """Return the finer of two series, and the other."""
    cases = [c for c in opened_cases(services, [folder]) if c.modality != "SEG"]
    volumes = [services.open_volume(case, JobContext()) for case in cases]
    fine, coarse = sorted(volumes, key=lambda volume: min(volume.grid.spacing))
    return fine, coarse


def _followed(services: Services, folder: Path) -> list[tuple[Volume, Volume]]:
    """Return today's slice and the earlier one of each patient."""
    found: dict[str, list[Case]] = {}
    for case in opened_cases(services, [folder]):
        found.setdefault(case.patient.key, []).append(case)
    read = partial(services.open_volume.flat_or_stack, context=JobContext())
    pairs = []
    for _, cases in sorted(found.items())[:FOLLOWED]:
        earlier, today = sorted(cases, key=lambda case: case.study_date)
        pairs.append((read(today), read(earlier)))
    return pairs


def _t1_pd(folder: Path) -> tuple[Volume, Volume]:
    import SimpleITK as sitk

    pair = []
    for name in ("fixed", "moving"):
        image = sitk.ReadImage(str(folder / f"CT_2D_head_{name}.mha"))
        values = sitk.GetArrayFromImage(image)[None]
        case = Case(CaseId(name), "MR", (ImageRef(name),), Patient("pair"))
        grid = Grid(
            (0.0, 0.0, 0.0), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
            (*image.GetSpacing(), 1.0), (1, *values.shape[1:]),
        )  # fmt: skip
        pair.append(Volume(case, grid, _Put(values), float(values.min())))
    return pair[0], pair[1]
