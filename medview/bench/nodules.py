"""Lung nodules on whole scans: what four readers marked, at how many false marks, and how long.

`medview bench nodules` reads the CT series of ../shared/data (or MEDVIEW_DATA). LIDC-IDRI-0001 was
not learned from: its nodule is in none of the patches.
"""

from __future__ import annotations

import os
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, model_package, opened_cases, scratch_services
from medview.domain.job import JobContext
from medview.domain.nodules import free_response
from medview.domain.volume import Volume
from medview.imaging.blobs import find_blobs
from medview.inference.detection import NoduleDetector
from medview.inference.encoder import OnnxEncoder
from medview.learning.dataset import read_rated

SCAN = "dicom/ct-lung-LIDC-IDRI-0001"
LONG = "dicom/petct-ACRIN-042/CT"  # 135 slices of 512²
READERS = 4
MOST_FALSE, MOST_SECONDS, SLICES = 4, 60.0, 133
LEAST_SHOWN = 0.05  # the probability down to which the free-response curve goes
NEAR = 5.0  # mm beside half its diameter: a mark as near as that is on a nodule
NAMESPACE = {"n": "http://www.nih.gov"}
Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Read:
    """A nodule as LIDC's readers marked it: `place` in mm, and how many of them did."""

    place: Floats
    diameter: float
    readers: int


def bench_nodules() -> Iterator[Result]:
    """Nodules found with the false marks beside them, the time, and what is looked at at all."""
    package = model_package("nodules")
    gallery = package.gallery()
    encoder = OnnxEncoder(package.card, package.onnx_file)
    scan, long = opened_scans(SCAN, LONG)
    wide = NoduleDetector(encoder, gallery.embeddings, gallery.labels, LEAST_SHOWN)
    yield from _found(wide, scan, float(package.card.calibration["threshold"]))
    yield _timed(NoduleDetector(encoder, gallery.embeddings, gallery.labels), long)
    yield _places()


def opened_scans(*names: str) -> list[Volume]:
    """Return CT series of the data folder as volumes."""
    with scratch_services() as (services, _):
        return [
            services.open_volume(opened_cases(services, [data_folder() / name])[0], JobContext())
            for name in names
        ]


def _found(detector: NoduleDetector, scan: Volume, threshold: float) -> Iterator[Result]:
    for name, known, seen in look_at(detector, scan):
        curve = free_response(seen.scores, seen.hits, len(known))
        told = ", ".join(f"{share:.2f} at {wrong:.0f}" for wrong, share in steps(curve))
        false, found = seen.at(threshold)
        is_asked = known[0].readers == READERS
        yield {
            "name": f"LIDC-IDRI-0001, nodules marked by {name} found",
            "value": found / len(known), "unit": "",
            "target": f"1, <= {MOST_FALSE} false marks" if is_asked else "told",
            "ok": not is_asked or (found == len(known) and false <= MOST_FALSE),
            "detail": f"{found} of {len(known)}, {false} false marks, {scan.grid.shape[0]} slices; "
            f"share found at so many false marks: {told or 'none found'}",
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Seen:
    """Marks (N,): scores, and the number of the nodule each lies on, -1 for none at all."""

    scores: Floats
    hits: npt.NDArray[np.int64]

    def at(self, threshold: float) -> tuple[int, int]:
        """Return how many marks from `threshold` on are false, and how many nodules are found."""
        hits = self.hits[self.scores >= threshold]
        return int((hits < 0).sum()), len(set(hits.tolist()) - {-1})


def look_at(detector: NoduleDetector, scan: Volume) -> Iterator[tuple[str, list[Read], Seen]]:
    """Yield nodules by how many readers marked them, and the marks on these or on no nodule."""
    marks, _ = detector.look(scan.voxels.array, _spacing(scan), JobContext())
    places = np.array([scan.grid.to_patient((x, y, z)) for z, y, x in (m.index for m in marks)])
    scores = np.array([mark.probability for mark in marks])
    nodules = read_nodules(data_folder() / SCAN, scan)
    on_any = _hits(places, nodules)
    for name, known in _by_readers(nodules):
        hits = _hits(places, known)
        counts = (hits >= 0) | (on_any < 0)
        yield name, known, Seen(scores[counts], hits[counts])


def _by_readers(nodules: Sequence[Read]) -> Iterator[tuple[str, list[Read]]]:
    """Yield those that all readers marked, and the others."""
    for name, is_all in (("all four readers", True), ("fewer readers, below 3 mm", False)):
        yield name, [n for n in nodules if (n.readers == READERS) is is_all]


def read_nodules(folder: Path, scan: Volume) -> list[Read]:
    """Return the nodules of LIDC's XML in folder, those of several readers near each other as one.

    Outlines are in pixels of the slice at a position (Armato et al., Medical Physics 2011;38:915).
    """
    root = ET.parse(next(folder.glob("*.xml"))).getroot()
    found: list[Read] = []
    for session in root.findall(".//n:readingSession", NAMESPACE):
        for nodule in session.findall("n:unblindedReadNodule", NAMESPACE):
            place, diameter = _outline(nodule, scan)
            same = [n for n in found if np.linalg.norm(n.place - place) < NEAR]
            for old in same:
                found.remove(old)
            readers = 1 + sum(old.readers for old in same)
            found.append(Read(place, max([diameter, *(old.diameter for old in same)]), readers))
    return found


def _outline(nodule: ET.Element, scan: Volume) -> tuple[Floats, float]:
    """Return the middle in mm and the largest extent in a slice of what one reader drew."""
    points = []
    for region in nodule.findall("n:roi", NAMESPACE):
        z = float(region.findtext("n:imageZposition", "", NAMESPACE))
        for edge in region.findall("n:edgeMap", NAMESPACE):
            x, y = (float(edge.findtext(f"n:{axis}Coord", "", NAMESPACE)) for axis in "xy")
            points.append([*scan.grid.to_patient((x, y, 0.0))[:2], z])
    drawn = np.array(points)
    return drawn.mean(axis=0), float(np.ptp(drawn[:, :2], axis=0).max())


def _hits(places: Floats, nodules: Sequence[Read]) -> npt.NDArray[np.int64]:
    """Return the number of the nodule each place (N, 3) lies on, -1 for none."""
    hits = np.full(len(places), -1, np.int64)
    for number, nodule in enumerate(nodules):
        away = np.linalg.norm(places - nodule.place, axis=1)
        hits[away < nodule.diameter / 2 + NEAR] = number
    return hits


def steps(curve: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the points of a curve at which one nodule more is found."""
    best = 0.0
    for wrong, share in curve:
        if share > best:
            best = share
            yield wrong, share


def _timed(detector: NoduleDetector, scan: Volume) -> Result:
    """Return the seconds that so many slices take, and that the network takes of one place each."""
    voxels = scan.voxels.array[:SLICES]
    start = time.perf_counter()
    marks, places = detector.look(voxels, _spacing(scan), JobContext())
    seconds = time.perf_counter() - start
    return {
        "name": f"nodules in {len(voxels)} slices", "value": seconds, "unit": "s",
        "target": f"<= {MOST_SECONDS:g}", "ok": seconds <= MOST_SECONDS,
        "detail": f"{places} places looked at, {len(marks)} marks, {os.cpu_count()} processors",
    }  # fmt: skip


def _places() -> Result:
    """Return the share of drawn nodules in which a place is looked at at all."""
    nodules = read_rated(data_folder() / "ct-nodules")
    hits = 0
    for nodule in nodules:
        inside = np.ones(nodule.voxels.shape, bool)
        blobs = find_blobs(nodule.voxels, (1.0, 1.0, 1.0), inside)
        hits += any(nodule.mask[blob.index] for blob in blobs)
    return {
        "name": "drawn nodules with a place that is looked at", "value": hits / len(nodules),
        "unit": "", "target": ">= 0.95", "ok": hits >= 0.95 * len(nodules),
        "detail": f"{hits} of {len(nodules)} nodules of LIDC-IDRI, whatever the network says then",
    }  # fmt: skip


def _spacing(scan: Volume) -> tuple[float, float, float]:
    columns, rows, slices = scan.grid.spacing
    return slices, rows, columns
