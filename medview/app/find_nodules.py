"""Lung nodules of a chest CT: candidates, what rated nodules they are like, and decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from medview.app.active_model import ActiveModel, ActiveModels
from medview.app.open_volume import OpenVolume
from medview.domain.case import Case, CaseId
from medview.domain.errors import MedViewError
from medview.domain.image import HOUNSFIELD
from medview.domain.job import JobContext
from medview.domain.nodules import (
    RATED,
    Nodule,
    NoduleDecision,
    NoduleFindings,
    NoduleReview,
    RatedNodule,
    newest_of_each,
)
from medview.domain.ports import CaseLibrary
from medview.domain.readers import named_reader
from medview.domain.registry import NODULES
from medview.domain.volume import Volume
from medview.inference.detection import Mark, NoduleDetector
from medview.store.nodules import NoduleDecisions

CT_VALUES = "HU"
NEAREST = 8  # rated nodules shown beside a candidate


class FindNodules:
    """The verbs around nodules; safe to call from any thread."""

    def __init__(
        self,
        volume: OpenVolume,
        models: ActiveModels,
        library: CaseLibrary,
        decisions: NoduleDecisions,
        reader_name: Callable[[], str],
    ) -> None:
        """Take what opens a volume, encodes and remembers, and who reads."""
        self._volume, self._models, self._library = volume, models, library
        self._decisions, self._reader_name = decisions, reader_name

    def find(self, case: Case, context: JobContext) -> NoduleFindings:
        """Return the candidates of a series, most probable first.

        Raises NoVolume where the slices are no even stack, MedViewError where the series is no CT
        in HU or shows no lung, CannotOpen when it cannot be read, ModelMissing without a model.
        """
        why_not(case)
        model = self._models.for_task(NODULES)
        volume = self._volume(case, context)
        if volume.units != CT_VALUES:
            raise MedViewError(
                "The values of this series are no CT numbers.", hint="Look at the slices yourself."
            )
        findings = self._look(case, model, volume, context)
        self._library.audit("nodules shown", _shown(findings))
        return findings

    def review(self, case: Case, context: JobContext) -> NoduleReview:
        """Return the candidates of a series, and what readers decided before; see `find`."""
        return NoduleReview(self.find(case, context), tuple(self.decisions(case.id)))

    def decide(self, findings: NoduleFindings, nodule: Nodule, accepted: bool) -> NoduleDecision:
        """Keep durably that the reader of the settings accepts or rejects a candidate.

        Raises MedViewError when no reader is named.
        """
        reader = named_reader(self._reader_name())
        decision = NoduleDecision(
            findings.case_id, nodule, accepted, reader, datetime.now(UTC), findings.model
        )
        self._decisions.add(decision)
        return decision

    def decisions(self, case_id: CaseId) -> list[NoduleDecision]:
        """Return the newest decision on each place of a series."""
        return list(newest_of_each(self._decisions.of_case(case_id)))

    def _look(
        self, case: Case, model: ActiveModel, volume: Volume, context: JobContext
    ) -> NoduleFindings:
        gallery = model.gallery
        detector = NoduleDetector(model.encoder, gallery.embeddings, gallery.labels)
        columns, rows, slices = volume.grid.spacing
        marks, places = detector.look(volume.voxels.array, (slices, rows, columns), context)
        if not places:
            raise MedViewError(
                "No lung is seen in this series.", hint="Choose a series of the chest."
            )
        found = tuple(_nodule(mark, volume, model) for mark in marks)
        return NoduleFindings(case.id, model.card.ref, found, places)


def why_not(case: Case) -> None:
    """Raise MedViewError when nodules are not looked for in a case."""
    if case.modality != "CT" or not case.is_series:
        raise MedViewError("Nodules are looked for in a CT series.", hint="Choose a chest CT.")
    for notice in case.notices:
        if HOUNSFIELD in notice.disables:
            raise MedViewError(notice.text, hint="Look at the slices yourself.")


def _nodule(mark: Mark, volume: Volume, model: ActiveModel) -> Nodule:
    z, y, x = mark.index
    return Nodule(
        slice=z,
        centre=(x + 0.5, y + 0.5),
        position=volume.grid.to_patient((x, y, z)),
        diameter=mark.diameter,
        probability=mark.probability,
        rated=_rated(mark, model),
    )


def _rated(mark: Mark, model: ActiveModel) -> tuple[RatedNodule, ...]:
    """Return the nearest nodules that radiologists rated."""
    gallery = model.gallery
    rows = [i for i, label in enumerate(gallery.labels) if label.startswith(RATED)]
    distances = 1.0 - gallery.embeddings[rows] @ mark.embedding
    return tuple(
        RatedNodule(
            CaseId(gallery.case_ids[rows[i]]),
            int(gallery.labels[rows[i]].removeprefix(RATED)),
            float(max(distances[i], 0.0)),
        )
        for i in np.argsort(distances, kind="stable")[:NEAREST]
    )


def _shown(findings: NoduleFindings) -> dict[str, object]:
    return {
        "case": findings.case_id,
        "model": findings.model.id,
        "digest": findings.model.digest,
        "candidates": [[*n.position, round(n.probability, 4)] for n in findings.candidates],
    }
