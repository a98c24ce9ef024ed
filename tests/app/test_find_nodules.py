"""Candidates on the drawn CT and on a real one, decisions, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from medview.domain.errors import MedViewError, NoVolume
from medview.domain.job import Cancelled, JobContext

# Where the four readers of LIDC-IDRI-0001 drew their one common nodule, of about 30 mm: pixels of
# the slice whose ImagePositionPatient ends in -116.
READ_X, READ_Y, READ_Z = 316.0, 367.0, -116.0
NEAR = 10.0  # mm
MOST_FALSE_MARKS = 4


@pytest.fixture
def chest(opened, sample):
    return opened(sample / "ct")[0]


def test_the_drawn_nodule_is_found_and_rated_ones_stand_beside_it(services, chest):
    findings = services.nodules.find(chest, JobContext())
    first = findings.candidates[0]
    assert findings.model.id == "nodules" and findings.places > len(findings.candidates)
    sure = [nodule.probability for nodule in findings.candidates]
    assert sure == sorted(sure, reverse=True) and 0.5 <= sure[-1] <= sure[0] <= 1
    assert 8 < first.diameter < 30
    grid = services.open_volume(chest, JobContext()).grid
    x, y, z = grid.to_voxel(first.position)
    assert (x + 0.5, y + 0.5) == pytest.approx(first.centre, abs=1e-3)
    assert z == pytest.approx(first.slice, abs=1e-3)
    distances = [one.distance for one in first.rated]
    assert distances == sorted(distances) and {r.malignancy for r in first.rated} <= set(
        range(1, 6)
    )
    assert findings == services.nodules.find(chest, JobContext())
    shown = services._library.audit_trail()[-1]
    assert shown["event"] == "nodules shown" and len(shown["details"]["candidates"]) == len(sure)


def test_the_nodule_of_four_readers_is_found_with_few_false_marks(services, opened, shared_data):
    case = opened(shared_data / "dicom" / "ct-lung-LIDC-IDRI-0001")[0]
    findings = services.nodules.find(case, JobContext())

    def is_read(nodule):
        away = np.subtract(nodule.centre, (READ_X, READ_Y)) * case.spacing[0]
        return np.linalg.norm([*away, nodule.position[2] - READ_Z]) < NEAR

    hits = [nodule for nodule in findings.candidates if is_read(nodule)]
    assert len(hits) == 1 and 20 < hits[0].diameter < 40
    assert len(findings.candidates) - 1 <= MOST_FALSE_MARKS


def test_decisions_need_a_name_are_kept_and_the_newest_counts(services, chest):
    findings = services.nodules.find(chest, JobContext())
    nodule = findings.candidates[0]
    with pytest.raises(MedViewError, match="needs a name"):
        services.nodules.decide(findings, nodule, True)
    services.settings.set(reader_name="Dr. Adler")
    services.nodules.decide(findings, nodule, True)
    last = services.nodules.decide(findings, nodule, False)
    assert services.nodules.decisions(chest.id) == [last]
    assert services.nodules.review(chest, JobContext()).decisions == (last,)
    event = services._library.audit_trail()
    assert [e["details"]["accepted"] for e in event if e["event"] == "nodule decided"] == [
        True,
        False,
    ]


def test_what_is_no_chest_ct_is_refused_in_words(services, opened, sample):
    with pytest.raises(MedViewError, match="CT series"):
        services.nodules.find(opened(sample / "mr-glioma")[0], JobContext())
    with pytest.raises(MedViewError, match="CT series"):
        services.nodules.find(opened(sample / "ct" / "synthetic-001.dcm")[0], JobContext())


def test_a_series_with_a_gap_is_refused_with_the_reason(services, opened, sample, tmp_path):
    for file in sorted((sample / "ct").glob("*.dcm")):
        if file.stem[-3:] != "010":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(NoVolume, match="missing or unevenly spaced"):
        services.nodules.find(opened(tmp_path)[0], JobContext())


def test_cancel_stops_the_search(services, chest):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.nodules.find(chest, context)
