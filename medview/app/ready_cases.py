"""Labelled cases made ready to be trained on: looked at, and split by patient."""

from __future__ import annotations

from collections.abc import Mapping

from medview.app.check_cases import Fingerprints, check
from medview.domain.case import ImageRef
from medview.domain.errors import PlanError
from medview.domain.health import Health
from medview.domain.health_rules import examine
from medview.domain.job import JobContext
from medview.domain.picture_facts import Fingerprint
from medview.domain.split import split_by_patient
from medview.domain.training import TrainingCase

Cases = tuple[TrainingCase, ...]


class ReadyCases:
    """What the window asks of labelled cases before a run."""

    def __init__(self, reader: Fingerprints) -> None:
        """Take what reads pictures outside this process."""
        self._reader = reader

    def __call__(
        self,
        cases: Cases,
        context: JobContext,
        share: float | None = None,
        seed: int = 0,
        known: Mapping[ImageRef, Fingerprint] | None = None,
    ) -> tuple[Cases, Health]:
        """Return the cases with `share` of them held out (None: as they are), and what was found.

        Pictures that are twins stay together. Cases that cannot be split stay as they are: what
        was found then says why. `known` are the fingerprints of an earlier Health. Raises
        Cancelled.
        """
        health = check(cases, self._reader, context, known)
        if share is None:
            return cases, health
        try:
            split = split_by_patient(cases, share, seed, health.twins)
        except PlanError:
            return cases, health
        return split, examine(split, health.fingerprints, health.alike)
