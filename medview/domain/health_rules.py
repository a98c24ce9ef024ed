"""Everything that is wrong with labelled cases, the gravest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from medview.domain import picture_findings, split_findings
from medview.domain.case import ImageRef
from medview.domain.health import Finding, Health, Severity
from medview.domain.picture_facts import Fingerprint, PictureFacts
from medview.domain.split_findings import class_counts
from medview.domain.training import TrainingCase

RULES: tuple[Callable[[PictureFacts], Iterator[Finding]], ...] = (
    split_findings.sides,
    split_findings.leaking,
    split_findings.classes,
    picture_findings.unreadable,
    picture_findings.conflicts,
    picture_findings.repeated,
    picture_findings.mixed,
    picture_findings.unknown_patients,
    picture_findings.ungradable,
)
ORDER = list(Severity)


def examine(
    cases: Sequence[TrainingCase],
    fingerprints: Mapping[ImageRef, Fingerprint],
    alike: Iterable[tuple[int, int]] = (),
) -> Health:
    """Return what was found in cases whose pictures have these fingerprints.

    `alike` are pairs of rows whose pictures are nearly the same without being copies.
    """
    seen = PictureFacts(cases, [fingerprints[case.ref] for case in cases], tuple(alike))
    found = [finding for rule in RULES for finding in rule(seen)]
    found.sort(key=lambda finding: ORDER.index(finding.severity))
    return Health(
        tuple(found), class_counts(cases), dict(fingerprints), tuple(seen.twins), seen.alike
    )
