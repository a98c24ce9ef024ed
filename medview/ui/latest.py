"""A question whose newest asking alone counts: an older, slower answer never replaces a newer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from medview.ui.jobs import Job, JobRunner


class Latest:
    """Runs one job at a time; the one before is dropped, and its answer with it."""

    def __init__(self, jobs: JobRunner) -> None:
        """Start with nothing asked."""
        self._jobs = jobs
        self._job: Job | None = None

    def run(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Job:
        """Ask as `JobRunner.run` does, in the place of what was asked before."""
        self.drop()
        self._job = self._jobs.run(work, *args, **kwargs)
        return self._job

    def drop(self) -> None:
        """Want no answer any more."""
        if self._job is not None and not self._job.is_over:
            self._job.drop()
        self._job = None
