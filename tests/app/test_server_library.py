"""Two windows on one server: what one imports the other finds, and nothing is built anew for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.app.active_model import ActiveModel
from medview.app.services import Services
from medview.bootstrap import build_services
from medview.domain.case import Case
from medview.domain.job import JobContext
from medview.domain.neighbours import Metric, Neighbour
from medview.retrieval import server_gallery
from medview.retrieval.server import ServerIndex

OWN = {"library": "own"}


@pytest.fixture
def windows(server: Any, tmp_path: Path) -> Iterator[tuple[Services, Services]]:
    """Return the services of two home folders on one database."""
    url = server.new_database()
    opened = [build_services(tmp_path / name, url) for name in ("one", "two")]
    yield opened[0], opened[1]
    for services in opened:
        services.close()


def opened_series(services: Services, folder: Path) -> Case:
    found: list[Case] = []
    services.open_cases([folder], JobContext(on_item=found.append))
    return next(case for case in found if case.modality == "MR")


def own_neighbours(services: Services, case: Case, **options: Any) -> list[Neighbour]:
    return list(services.find_similar(case, where=OWN, **options).neighbours)


def test_what_one_window_brings_the_other_finds_and_builds_nothing(
    windows: tuple[Services, Services], sample: Path, monkeypatch: pytest.MonkeyPatch
):
    one, two = windows
    query = opened_series(two, sample / "mr-meningioma")
    assert own_neighbours(two, query) == []
    index = two._models.for_modality("MR").index
    assert isinstance(index, ServerIndex)
    built: list[object] = []
    came_over: list[bytes] = []
    received = server_gallery._received
    build = ActiveModel._build_index

    def counted(model: ActiveModel) -> Any:
        built.append(model)
        return build(model)

    assert one.import_cases([sample / "mr-glioma"], None, "Ward", JobContext()).added == 1
    monkeypatch.setattr(ActiveModel, "_build_index", counted)
    monkeypatch.setattr(server_gallery, "_received", lambda v: came_over.append(v) or received(v))
    assert two.catch_up() and not two.catch_up()
    (found,) = own_neighbours(two, query)
    (held,) = two.library_cases()
    assert (found.case_id, found.source) == (held.id, "Ward")
    # What it has just told, by brute force over what the library holds of that series.
    model = two._models.for_modality("MR")
    digest = model.card.ref.digest
    vectors = two._library.vectors(two._library.embedded(digest))
    asked = two._similar.embed(model, query)
    distances = 1 - np.stack([*vectors.values()]) @ asked
    assert found.distance == pytest.approx(float(distances.min()), abs=1e-5)
    # A label and a removal are seen as well, and the one index serves all along.
    one.describe_case(replace(held, label="glioma", tags=("teaching",)))
    assert two.catch_up()
    (found,) = own_neighbours(two, query, metric=Metric.MANHATTAN)
    assert (found.label, found.tags) == ("glioma", ("teaching",))
    assert two.similar_filters(query)["tag"] == ["teaching"]
    assert one.remove_cases([held.id]) == 1
    assert two.catch_up()
    assert own_neighbours(two, query) == []
    assert two._models.for_modality("MR").index is index
    assert built == []
    assert len(came_over) == 1  # of the library's vectors, the new one alone was read


def test_a_look_that_failed_is_made_up_for(
    windows: tuple[Services, Services], sample: Path, monkeypatch: pytest.MonkeyPatch
):
    one, two = windows
    query = opened_series(two, sample / "mr-meningioma")
    own_neighbours(two, query)
    one.import_cases([sample / "mr-glioma"], None, "Ward", JobContext())
    two.catch_up()
    with monkeypatch.context() as broken:
        broken.setattr(server_gallery, "_received", lambda sent: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            own_neighbours(two, query)
    index: Any = two._models.for_modality("MR").index
    assert len(own_neighbours(two, query)) == 1 and index._held.looked_at == 1
