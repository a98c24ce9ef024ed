"""How often the risk of macular oedema is withheld on another camera, and why.

`medview bench oedema` asks as the window does, on one in so many photographs of DeepDRiD. The set
has no labels of oedema: how well a risk is told is in the card of the lesion model, from IDRiD.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from medview.app.services import Services
from medview.bench.public_sets import data_folder
from medview.bench.speed import Result, scratch_services
from medview.domain.case import Case
from medview.domain.errors import CannotOpen
from medview.domain.job import JobContext

EVERY = 40  # of the photographs, one in so many is asked for
MOST_WITHHELD = 0.5


def bench_oedema() -> Iterator[Result]:
    """Share of DeepDRiD's photographs for which no risk is told."""
    folder = data_folder() / "fundus" / "deepdrid" / "images"
    paths = sorted(folder.rglob("*.jpg"))[::EVERY]
    with scratch_services() as (services, _):
        reasons = Counter(_answers(services, paths))
    asked, withheld = sum(reasons.values()), sum(n for why, n in reasons.items() if why)
    named = ", ".join(f"{why or 'told'} {n}" for why, n in reasons.most_common())
    yield {
        "name": "macular oedema withheld on another camera",
        "value": withheld / asked,
        "unit": "",
        "target": f"<= {MOST_WITHHELD}",
        "ok": withheld / asked <= MOST_WITHHELD,
        "detail": f"{asked} photographs of DeepDRiD: {named}",
    }


def _answers(services: Services, paths: list[Path]) -> Iterator[str]:
    """Yield why no risk is told of each photograph, "" where one is."""
    cases: list[Case] = []
    services.open_cases(paths, JobContext(on_item=cases.append))
    for case in cases:
        try:
            estimate = services.oedema(case, services.grade_eye(case)).estimate
        except CannotOpen as error:
            yield error.message
            continue
        if estimate is not None:
            yield estimate.reason
