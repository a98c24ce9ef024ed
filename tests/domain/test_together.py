"""Two series as one query: which may be, and how studies are ranked by both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, Patient
from medview.domain.neighbours import Neighbour
from medview.domain.together import (
    NO_OTHER,
    NO_PATIENT,
    PHOTOGRAPH,
    Kind,
    fused_distances,
    joined,
    kind_of,
    partners_of,
    sequence_of,
    why_not_together,
)


def case_of(name: str, modality: str = "CT", patient: str = "P", study: str = "1.2") -> Case:
    images = (ImageRef(f"{name}1.dcm"), ImageRef(f"{name}2.dcm"))
    return Case(CaseId(name), modality, images, Patient(patient), study_uid=study)


def found(name: str, distance: float) -> Neighbour:
    return Neighbour(CaseId(name), 1, distance, "", "Q", "folder", "CT")


@pytest.mark.parametrize(
    ("description", "sequence"),
    [
        ("t2_tse_tra", "T2"), ("ep2d_diff_tra_DYNDIST_ADC", "ADC"), ("ADC (10^-6 mm²/s)", "ADC"),
        ("ep2d_diff_b1000", "DWI"), ("AX T2 FLAIR", "FLAIR"), ("t1_mprage_sag", "T1"),
        ("MPRAGE", "T1"), ("T2* GRE", "SWI"), ("PD fatsat", "PD"), ("Localizer", ""),
        ("shadow", ""), ("Update", ""), ("eADC", "ADC"),
    ],
)  # fmt: skip
def test_a_description_names_its_sequence(description: str, sequence: str) -> None:
    assert sequence_of(description) == sequence


def test_only_an_mr_has_a_sequence() -> None:
    assert kind_of("MR", "t2_tse") == Kind("MR", "T2") and kind_of("MR", "t2_tse").word == "MR T2"
    assert kind_of("CT", "T2 something").word == "CT"
    assert kind_of("CR", "") == kind_of("DX", "")


def test_partners_are_of_the_same_study_and_other_kinds_come_first() -> None:
    ct, twin, pet = case_of("ct"), case_of("twin"), case_of("pet", "PT")
    others = [twin, pet, case_of("seg", "SEG"), case_of("old", "PT", study="1.3"),
              case_of("other", "PT", patient="Q"), ct]  # fmt: skip
    assert partners_of(ct, others).cases == (pet, twin)
    assert partners_of(ct, [ct]).why == NO_OTHER
    assert partners_of(case_of("x", patient="unknown-1"), others).why == NO_PATIENT
    eye = replace(ct, modality=FUNDUS, images=ct.images[:1])
    assert partners_of(eye, others).why == PHOTOGRAPH
    assert "patients" in why_not_together(ct, others[4])
    assert "studies" in why_not_together(ct, others[3])


def test_the_root_of_the_product_however_large_one_kind_is() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.uniform(0.1, 1, (2, 9))
    plain = [float((a * b) ** 0.5) for a, b in zip(first, second, strict=True)]
    assert np.allclose(fused_distances(first, second), plain)
    order = np.argsort(fused_distances(first, second))
    assert np.array_equal(np.argsort(fused_distances(first, 50 * second)), order)


def test_what_lacks_a_kind_is_ranked_by_the_other_at_the_usual_ratio() -> None:
    first = np.array([0.1, 0.4, 0.2, np.nan])
    second = np.array([0.2, np.nan, 0.8, 0.9])
    ratio = (2 * 4) ** 0.5  # the median of two, of logarithms
    expected = [(0.1 * 0.2) ** 0.5, 0.4 * ratio**0.5, (0.2 * 0.8) ** 0.5, 0.9 / ratio**0.5]
    assert np.allclose(fused_distances(first, second), expected)
    apart = fused_distances(np.array([0.1, 0.2, np.nan]), np.array([np.nan, np.nan, 0.5]))
    gap = 0.5 / (0.1 * 0.2) ** 0.5  # nobody has both: of the medians
    assert np.allclose(apart, [0.1 * gap**0.5, 0.2 * gap**0.5, 0.5 / gap**0.5])
    nothing = np.full(3, np.nan)
    assert np.allclose(fused_distances(first[:3], nothing), first[:3])
    assert np.isnan(fused_distances(nothing, nothing)).all()
    assert (fused_distances(np.zeros(2), np.ones(2)) > 0).all()


def test_studies_of_either_kind_are_ranked_together() -> None:
    ct = {"a": found("a-ct", 0.1), "b": found("b-ct", 0.4)}
    pet = {"b": found("b-pt", 0.4), "c": found("c-pt", 0.05)}
    near = joined(ct, pet, ("CT", "PT"))
    assert [(n.case_id, n.rank, n.lacks) for n in near] == [
        ("c-pt", 1, "CT"), ("a-ct", 2, "PT"), ("b-ct", 3, ""),
    ]  # fmt: skip
    assert [part.case_id for part in near[2].parts] == ["b-ct", "b-pt"]
    assert near[2].distance == pytest.approx(0.4)
    assert near[0].distance == pytest.approx(0.05)  # of "b" both are as far: the ratio is one
    assert joined({}, {}, ("CT", "PT")) == []
