from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from medview.domain.model import ModelRef
from medview.domain.site import SiteDecision
from medview.store.library import Library
from medview.store.site_calibrations import SiteCalibrations

MODEL = ModelRef("dr-fundus", "1.0", "d" * 64)
ACCEPTED = SiteDecision(
    MODEL,
    True,
    {"slope": 1.5, "intercept": -0.25, "threshold": 0.3},
    {"images": 200, "figures": {"kappa": {"value": 0.8, "low": 0.7, "high": 0.9}}},
    "Dr. Adler (王)",
    datetime(2026, 3, 3, 12, tzinfo=UTC),
)


def test_the_newest_decision_of_a_model_counts_and_all_are_kept(tmp_path: Path):
    path = tmp_path / "library.sqlite"
    library = Library(path)
    kept = SiteCalibrations(library.access)
    assert kept.newest(MODEL.digest) is None
    back = replace(ACCEPTED, accepted=False, numbers={}, figures={})
    kept.add(ACCEPTED)
    assert kept.newest(MODEL.digest) == ACCEPTED
    kept.add(back)
    library.close()
    library = Library(path)
    again = SiteCalibrations(library.access)
    assert again.of_model(MODEL.digest) == [back, ACCEPTED]
    assert again.newest("e" * 64) is None
    told = [e["details"] for e in library.audit_trail() if e["event"] == "site calibration"]
    assert [entry["accepted"] for entry in told] == [True, False]
    assert library.verify() == []
    library.close()


def test_a_changed_threshold_shows(tmp_path: Path):
    library = Library(tmp_path / "library.sqlite")
    SiteCalibrations(library.access).add(ACCEPTED)
    with library.access.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER site_calibrations_keep_update")
        connection.exec_driver_sql("""UPDATE site_calibrations SET numbers = '{"threshold":0.9}'""")
    assert any("calibrations for this site" in fault for fault in library.verify())
    library.close()
