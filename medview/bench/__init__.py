"""The project's own benchmarks: `medview bench [NAME...]`, each beside its baseline in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medview.bench.clinic import bench_clinic
from medview.bench.evidence import bench_evidence
from medview.bench.eyes import bench_eyes
from medview.bench.feedback import bench_feedback
from medview.bench.index import bench_index
from medview.bench.losses import bench_losses
from medview.bench.oedema import bench_oedema
from medview.bench.registration import bench_registration
from medview.bench.speed import SPEED, Result
from medview.bench.training import bench_training
from medview.bench.unlike import bench_unlike
from medview.domain.errors import MedViewError

# Those on the public sets, and training, are run only when they are named.
BENCHMARKS = {
    **SPEED,
    "eyes": bench_eyes,
    "evidence": bench_evidence,
    "feedback": bench_feedback,
    "oedema": bench_oedema,
    "registration": bench_registration,
    "training": bench_training,
    "losses": bench_losses,
    "clinic": bench_clinic,
    "unlike": bench_unlike,
    "index": bench_index,
}


def run(names: Sequence[str]) -> list[Result]:
    """Run the benchmarks of these names (none: those of speed), in scratch homes."""
    unknown = sorted(set(names) - set(BENCHMARKS))
    if unknown:
        raise MedViewError(
            f"There is no benchmark '{unknown[0]}'.", hint=f"Known: {', '.join(BENCHMARKS)}."
        )
    return [result for name in names or SPEED for result in BENCHMARKS[name]()]


def lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield the results for a person to read."""
    for r in results:
        verdict = "ok  " if r["ok"] else "MISS"
        yield (
            f"{verdict}  {r['name']}: {r['value']:.3g} {r['unit']} (target {r['target']}); "
            f"{r['detail']}"
        )
