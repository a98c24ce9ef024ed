"""The project's own benchmarks: `medview bench [NAME...]`, each beside its baseline in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from medview.bench.alignment import bench_alignment
from medview.bench.clinic import bench_clinic
from medview.bench.evidence import bench_evidence
from medview.bench.eyes import bench_eyes
from medview.bench.feedback import bench_feedback
from medview.bench.fusion import bench_fusion
from medview.bench.index import bench_index
from medview.bench.library import bench_library
from medview.bench.losses import bench_losses
from medview.bench.nodules import bench_nodules
from medview.bench.oedema import bench_oedema
from medview.bench.recipes import bench_recipes
from medview.bench.registration import bench_registration
from medview.bench.segmentation import bench_segmentation
from medview.bench.server import bench_server
from medview.bench.speed import SPEED, Result
from medview.bench.training import bench_training
from medview.bench.unlearned import bench_unlearned
from medview.bench.unlike import bench_unlike
from medview.bench.volume import bench_volume
from medview.bench.why import bench_why
from medview.domain.errors import MedViewError

# Those on the public sets, and training, are run only when they are named.
BENCHMARKS = {
    **SPEED,
    "alignment": bench_alignment,
    "eyes": bench_eyes,
    "evidence": bench_evidence,
    "feedback": bench_feedback,
    "fusion": bench_fusion,
    "oedema": bench_oedema,
    "nodules": bench_nodules,
    "recipes": bench_recipes,
    "registration": bench_registration,
    "segmentation": bench_segmentation,
    "training": bench_training,
    "volume": bench_volume,
    "why": bench_why,
    "losses": bench_losses,
    "clinic": bench_clinic,
    "unlike": bench_unlike,
    "unlearned": bench_unlearned,
    "index": bench_index,
    "library": bench_library,
    "server": bench_server,
}


def run(names: Sequence[str]) -> Iterator[Result]:
    """Yield the results of the benchmarks of these names (none: those of speed), in scratch homes.

    Raises MedViewError, before any of them runs, for a name there is not.
    """
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        raise MedViewError(
            f"There is no benchmark '{unknown[0]}'.", hint=f"Known: {', '.join(BENCHMARKS)}."
        )
    return chain.from_iterable(BENCHMARKS[name]() for name in names or SPEED)


def line(result: Result) -> str:
    """Return a result for a person to read."""
    verdict = "ok  " if result["ok"] else "MISS"
    return (
        f"{verdict}  {result['name']}: {result['value']:.3g} {result['unit']} "
        f"(target {result['target']}); {result['detail']}"
    )
