"""What tests of the window share: a job runner that ends with its test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from medview.ui.jobs import JobRunner


@pytest.fixture
def jobs(qapp: object) -> Iterator[JobRunner]:
    """Return a runner whose unexpected failures fail the test."""
    runner = JobRunner()
    failures: list[object] = []
    runner.unhandled.connect(failures.append)
    yield runner
    runner.stop()
    assert not failures
