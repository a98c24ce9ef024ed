"""From what readers found on photographs to the figures of a clinic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from medview.domain.checklist import Lesion
from medview.domain.findings import KnownFindings
from medview.domain.oedema import OedemaRisk
from medview.domain.statistics import FoundCounts


def count_findings(known: Sequence[KnownFindings]) -> FoundCounts:
    """Return how many of these photographs show what."""
    seen = Counter(lesion for one in known for lesion in one.present())
    readings = [one.oedema for one in known if one.oedema is not None]
    words = Counter(reading.risk for reading in readings if reading.is_readers)
    said = Counter(r.estimate.risk for r in readings if r.estimate is not None)
    return FoundCounts(
        looked_at=sum(one.checklist is not None or bool(one.lesions) for one in known),
        lesions={lesion: seen[lesion] for lesion in Lesion if seen[lesion]},
        evidence=sum(bool(one.evidence) for one in known),
        oedema={risk: words[risk] for risk in OedemaRisk if words[risk]},
        by_model={risk: said[risk] for risk in (*OedemaRisk, None) if said[risk]},
    )
