"""How quick things are, each beside its baseline.

All work on the drawn sample and on generated vectors, so that every machine can repeat them.
Times are medians; the machine's other work shows in the spread.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from medview.app.services import Services
from medview.bootstrap import build_services, model_registry
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.job import Cancelled, JobContext
from medview.domain.neighbours import Metric
from medview.domain.registry import SEARCHING
from medview.imaging.preprocess import prepare
from medview.inference.encoder import OnnxEncoder
from medview.retrieval.local import Entry, LocalIndex
from medview.store.address import library_file
from medview.store.library import Library
from medview.store.models import ModelPackage

Result = dict[str, Any]
PHOTOGRAPHS = 200
FOLDER_FILES = 500
GALLERY = 10_000
REPEATS = 15
START_SCRIPT = """
import sys, time
began = float(sys.argv[1])
from pathlib import Path
from PySide6.QtCore import QTimer
from medview.bootstrap import build_services
from medview.ui.application import run_window

def usable():
    print(time.time() - began, "torch" in sys.modules)
    QTimer.singleShot(0, sys.modules["PySide6.QtWidgets"].QApplication.quit)

sys.exit(run_window(lambda: build_services(Path(sys.argv[2])), [], on_ready=usable))
"""


# --- the benchmarks


def bench_start() -> Iterator[Result]:
    """Time from starting the program to a window that answers."""
    with tempfile.TemporaryDirectory() as home:
        runs = [_start_window(home) for _ in range(6)][1:]  # the first also makes the library
    seconds = [float(words[0]) for words in runs]
    torch_loaded = any(words[1] == "True" for words in runs)
    yield at_most(
        "window usable", median(seconds), 2.0, "s",
        f"5 starts {min(seconds):.2f}-{max(seconds):.2f} s, torch "
        + ("LOADED" if torch_loaded else "not loaded"),
        also=not torch_loaded,
    )  # fmt: skip


def _start_window(home: str) -> list[str]:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-c", START_SCRIPT, str(time.time()), home],
        env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout.split()


def bench_folder() -> Iterator[Result]:
    """First photograph on its way to the screen after opening a folder of 500."""
    with scratch_services() as (services, folder):
        photographs(services, folder, FOLDER_FILES)
        times = [_until_first_picture(services, folder) for _ in range(REPEATS)]
    yield at_most(
        "first photograph of a folder of 500", 1e3 * median(times), 300, "ms", spread(times)
    )


def bench_series() -> Iterator[Result]:
    """First CT image after opening its series."""
    with scratch_services() as (services, _):
        folder = services.sample_paths()[0] / "ct"
        times = [_until_first_picture(services, folder) for _ in range(REPEATS)]
    yield at_most("first image of a CT series", 1e3 * median(times), 300, "ms", spread(times))


def bench_grade() -> Iterator[Result]:
    """One photograph from file to grade, its neighbours sought among 10,000."""
    with scratch_services(library_of=GALLERY) as (services, folder):
        paths = photographs(services, folder, REPEATS + 1)
        cases = opened_cases(services, paths)
        services.grade_eye(cases[0])  # the model and the index are loaded once
        times = [seconds_of(partial(services.grade_eye, case)) for case in cases[1:]]
        baseline = plain_loop(paths[1:])
    yield at_most(
        "one photograph graded, neighbours among 10,000", 1e3 * median(times), 150, "ms",
        f"{spread(times)}; plain loop (PIL, torch eager) {1e3 * median(baseline):.0f} ms",
    )  # fmt: skip


def bench_batch() -> Iterator[Result]:
    """200 photographs graded, against the plain loop over the same files."""
    with scratch_services() as (services, folder):
        paths = photographs(services, folder, PHOTOGRAPHS)
        cases = opened_cases(services, paths)
        services.grade_eye(cases[0])
        seconds = seconds_of(lambda: services.grade_many(cases, JobContext()))
        baseline = sum(plain_loop(paths))
    yield at_least(
        "batch of 200 against the plain loop", baseline / seconds, 4.0,
        f"{PHOTOGRAPHS / seconds:.1f} against {PHOTOGRAPHS / baseline:.1f} photographs/s "
        "(PIL, the same preparation, torch eager, one at a time)",
    )  # fmt: skip


def bench_encoder() -> Iterator[Result]:
    """The encoders alone, against torch eager."""
    for package in model_registry(Path()).packages():
        if package.card.task not in SEARCHING:
            continue  # other networks, run when they are asked for
        card, encoder = package.card, OnnxEncoder(package.card, package.onnx_file)
        eager = eager_network()
        for batch in (1, 16):
            shape = (batch, 3, card.input_size, card.input_size)
            images = np.random.default_rng(0).random(shape, dtype=np.float32)
            ours, theirs = paired(partial(encoder.embed, images), partial(eager, images))
            yield at_least(
                f"encoder {card.ref.id}, batch {batch}", theirs / ours, 3.0,
                f"{1e3 * ours:.1f} ms against {1e3 * theirs:.1f} ms, the same net in torch eager",
            )  # fmt: skip


def bench_search() -> Iterator[Result]:
    """Nearest neighbours among 100,000 vectors, each distance."""
    vectors = unit_vectors(100_000, 128)
    entries = [
        Entry(CaseId(str(i)), str(i % 5), f"p{i // 4}", "generated", FUNDUS, False)
        for i in range(len(vectors))
    ]
    index = LocalIndex(entries, vectors)
    for metric in Metric:
        times = [
            seconds_of(partial(index.search, vectors[i], 10, metric, exclude_patient="p0"))
            for i in range(REPEATS)
        ]
        yield at_most(f"search 100,000, {metric}", 1e3 * median(times), 100, "ms", spread(times))


SPEED: dict[str, Callable[[], Iterator[Result]]] = {
    "start": bench_start,
    "folder": bench_folder,
    "series": bench_series,
    "grade": bench_grade,
    "batch": bench_batch,
    "encoder": bench_encoder,
    "search": bench_search,
}


# --- what they work on


@contextmanager
def scratch_services(library_of: int = 0) -> Iterator[tuple[Services, Path]]:
    """Yield services on a home that vanishes, with so many made-up cases, and a folder beside."""
    with tempfile.TemporaryDirectory() as name:
        files, home = Path(name, "files"), Path(name, "home")
        files.mkdir()
        if library_of:
            fill_library(home, library_of)
        services = build_services(home)
        try:
            yield services, files
        finally:
            services.close()


def photographs(services: Services, folder: Path, count: int) -> list[Path]:
    """Write `count` photographs of a camera's size into a folder, turned copies of the sample's."""
    originals = sorted((services.sample_paths()[0] / "fundus").glob("*.jpg"))
    for i in range(count):
        with Image.open(originals[i % len(originals)]) as picture:
            turned = picture.rotate(i, resample=Image.Resampling.BICUBIC)
            turned.resize((1536, 1152)).save(folder / f"eye{i:04d}.jpg", quality=90)
    return sorted(folder.glob("*.jpg"))


def opened_cases(services: Services, paths: Sequence[Path]) -> list[Case]:
    """Open files and return their cases."""
    cases: list[Case] = []
    services.open_cases(paths, JobContext(on_item=cases.append))
    return cases


def fill_library(
    home: Path, count: int, model_id: str = "dr-fundus", modality: str = FUNDUS
) -> None:
    """Put `count` labelled cases with generated embeddings into the library of a home."""
    card = model_package(model_id).card
    vectors = unit_vectors(count, card.dimension)
    library = Library(library_file(home))
    with library.transaction():
        for i, vector in enumerate(vectors):
            patient, image = Patient(f"p{i // 2}"), ImageRef("generated")
            case = Case(CaseId(f"made{i}"), modality, (image,), patient, label=str(i % 5))
            library.add_case(case, case.id)
            library.put_embedding(case.id, card.ref.digest, vector)
    library.close()


def model_package(model_id: str) -> ModelPackage:
    """Return a bundled model package."""
    packages = model_registry(Path()).packages()
    return next(package for package in packages if package.card.ref.id == model_id)


def unit_vectors(count: int, dimension: int) -> npt.NDArray[np.float32]:
    """Return random unit vectors (count, dimension)."""
    vectors = np.random.default_rng(1).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


# --- the baselines


def eager_network() -> Callable[[npt.NDArray[np.float32]], Any]:
    """Return the encoders' network as its package has it, in torch, eager, float32.

    EfficientNet-Lite0 with pooled features: what a user would run without an export. Weights are
    not loaded, since time does not depend on them.
    """
    import torch
    from efficientnet_lite_pytorch import EfficientNet

    network = EfficientNet.from_name("efficientnet-lite0").eval()

    def eager(images: npt.NDArray[np.float32]) -> Any:
        with torch.inference_mode():
            return network.extract_features(torch.from_numpy(images)).mean(dim=(2, 3))

    return eager


def plain_loop(paths: Sequence[Path]) -> list[float]:
    """Return the seconds of each file in the loop a user would write: PIL, prepare, torch eager."""
    card, eager = model_package("dr-fundus").card, eager_network()

    def grade(path: Path) -> None:
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        image = prepare(pixels, card.preprocess)
        eager(image[None])
        if card.calibration["flips"]:
            eager(image[None, ..., ::-1].copy())

    grade(paths[0])
    return [seconds_of(partial(grade, path)) for path in paths]


# --- measuring


def paired(ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float]:
    """Return the median seconds of both, run in turn so that drift of the machine hits both."""
    ours(), theirs()
    pairs = [(seconds_of(ours), seconds_of(theirs)) for _ in range(REPEATS)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def _until_first_picture(services: Services, folder: Path) -> float:
    seen: list[float] = []
    began = time.perf_counter()

    def first(case: Case) -> None:
        services.picture(case.images[0])
        seen.append(time.perf_counter() - began)
        context.cancel()

    context = JobContext(on_item=first)
    with suppress(Cancelled):
        services.open_cases([folder], context)
    return seen[0]


def seconds_of(work: Callable[[], Any]) -> float:
    """Return how long some work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def spread(seconds: Sequence[float]) -> str:
    """Return how many runs there were, and their least and most."""
    return f"{len(seconds)} runs, {1e3 * min(seconds):.0f}-{1e3 * max(seconds):.0f} ms"


def at_most(
    name: str, value: float, target: float, unit: str, detail: str, *, also: bool = True
) -> Result:
    """Return a result that is good when it is small."""
    return {
        "name": name, "value": value, "unit": unit, "target": f"<= {target:g} {unit}",
        "ok": value <= target and also, "detail": detail,
    }  # fmt: skip


def at_least(name: str, value: float, target: float, detail: str) -> Result:
    """Return a ratio that is good when it is large."""
    return {
        "name": name, "value": value, "unit": "times", "target": f">= {target:g} times",
        "ok": value >= target, "detail": detail,
    }  # fmt: skip
