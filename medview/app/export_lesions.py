"""Lesion candidates and similar places as plain records and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from medview.domain.lesions import LesionFindings, LesionRegion, SimilarPlaces
from medview.domain.model import NOTICE


def as_record(findings: LesionFindings) -> dict[str, Any]:
    """Return what `lesions --json` prints; lengths and areas are in pixels of the photograph."""
    marks, macular = findings.landmarks, findings.macular
    return {
        "model": findings.model.as_record(),
        "notice": NOTICE,
        "fault": findings.fault or None,
        "unlike": findings.unlike,
        "counts": findings.counts(),
        "optic_disc": marks and {"centre": marks.disc, "diameter": marks.disc_diameter},
        "macula": marks and marks.macula,
        "macular_hard_exudate": macular and vars(macular),
        "candidates": [_region(region) for region in findings.candidates],
    }


def lines(findings: LesionFindings) -> Iterator[str]:
    """Yield the candidates for a person to read."""
    if findings.fault:
        yield f"No candidates: {findings.fault}"
    for region in findings.candidates:
        x, y = region.centre
        yield (
            f"{region.kind}\t{region.probability:.0%}\tx {x:.0f} y {y:.0f}\t"
            f"{region.area:.0f} px\t{_in_discs(region)}"
        )
    if findings.macular is not None:
        yield f"Hard exudate within a disc diameter of the macula: {findings.macular.share:.2%}"
    if findings.unlike:
        yield "The photograph is unlike those the model knows. Do not rely on these."
    yield f"{NOTICE} Model: {findings.model.short}"


def places_record(found: SimilarPlaces) -> dict[str, Any]:
    """Return what `lesions --at --json` prints."""
    return {
        "model": found.model.as_record(),
        "notice": NOTICE,
        "region": _region(found.region),
        "searched": found.searched,
        "places": [
            {"case": p.case.id, "similarity": p.similarity, "region": _region(p.region)}
            for p in found.places
        ],
    }


def places_lines(found: SimilarPlaces) -> Iterator[str]:
    """Yield the places for a person to read."""
    yield f"this place\t{found.region.kind}\t{found.region.area:.0f} px\t{_in_discs(found.region)}"
    for place in found.places:
        x, y = place.region.centre
        yield f"{place.similarity:.3f}\t{place.region.kind}\t{place.case.id}\tx {x:.0f} y {y:.0f}"
    yield f"{NOTICE} Model: {found.model.short}"


def _region(region: LesionRegion) -> dict[str, Any]:
    return dict(vars(region))


def _in_discs(region: LesionRegion) -> str:
    return "" if region.disc_areas is None else f"{region.disc_areas:.3f} disc areas"
