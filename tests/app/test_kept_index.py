"""A library in a file that changes: the index follows, and is not built anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from medview.app.active_model import ActiveModel
from medview.bootstrap import build_services
from medview.domain.case import Case
from medview.domain.job import JobContext


def test_what_comes_is_changed_and_goes_is_found_without_building_anew(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    built: list[ActiveModel] = []
    build = ActiveModel._build_index
    monkeypatch.setattr(ActiveModel, "_build_index", lambda m: built.append(m) or build(m))
    services = build_services(tmp_path / "home")
    found: list[Case] = []
    services.open_cases([sample / "mr-meningioma"], JobContext(on_item=found.append))
    query = next(case for case in found if case.modality == "MR")

    def own() -> list[Any]:
        near = services.find_similar(query, where={"library": "own"}).neighbours
        return [(one.label, one.tags) for one in near]

    try:
        assert own() == []
        assert services.import_cases([sample / "mr-glioma"], None, "Ward", JobContext()).added
        (held,) = services.library_cases()
        assert own() == [("", ())]
        services.describe_case(replace(held, label="glioma", tags=("rare",)))
        assert own() == [("glioma", ("rare",))]
        assert services.remove_cases([held.id]) == 1
        assert own() == []
        services.import_cases([sample / "mr-glioma"], None, "Ward", JobContext())
        assert own() == [("", ())]
        assert len(built) == 1
    finally:
        services.close()
