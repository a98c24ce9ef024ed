"""What the neighbours of a series say: counts, never a diagnosis, and nothing when unlike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.bootstrap import build_services
from medview.domain.case import Case, CaseId, ImageRef, Patient
from medview.domain.image import Picture
from medview.domain.model import ModelRef
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.region import Region
from medview.ui.application import Session
from medview.ui.similar_view import SimilarView
from medview.ui.theme import Theme

SERIES = Case(CaseId("s"), "MR", (ImageRef("a.dcm"), ImageRef("b.dcm")), Patient("p"))


def result_of(*labels: str) -> SimilarResult:
    """Return a result whose neighbours have these labels."""
    neighbours = tuple(
        Neighbour(CaseId(str(i)), i + 1, 0.1, name, "p", "set", "MR", in_library=False)
        for i, name in enumerate(labels)
    )
    shares = {name: labels.count(name) / len(labels) for name in dict.fromkeys(labels)}
    model = ModelRef("mv-similar", "1.0", "ab" * 32)
    return SimilarResult(model, Metric.COSINE, neighbours, shares=shares)


@pytest.fixture
def view(qtbot, qapp) -> SimilarView:
    view = SimilarView(Theme(qapp, "light"))
    qtbot.addWidget(view)
    view.show_case(SERIES)
    view.show()
    return view


def test_the_headline_counts_neighbours(view):
    view.show_result(result_of("glioma", "glioma", "glioma", "meningioma"), "of the slice")
    assert view.headline.text() == "Most neighbours: glioma (3 of 4)"
    assert view.query.text() == "Nearest cases of the slice"
    assert not view.doubt.isVisible()


def test_outcomes_are_counted_with_an_interval(view):
    result = result_of("glioma", "glioma", "meningioma")
    known = [replace(n, outcome="recurrence") for n in result.neighbours[:2]]
    view.show_result(replace(result, neighbours=(*known, result.neighbours[2])), "of the slice")
    assert view.outcomes.text() == ("recurrence: 2 of 2 (95 % interval 34-100 %)\nNot known of 1.")
    view.show_result(result, "of the slice")
    assert view.outcomes.text() == "No outcome is known."
    view.show_result(replace(result, unlike=True), "of the slice")
    assert not view.outcomes.isVisible()


def test_no_majority_is_not_called_most(view):
    view.show_result(result_of("glioma", "meningioma"), "of the slice")
    assert view.headline.text() == "Most often: glioma (1 of 2)"


def test_what_is_unlike_has_neither_label_nor_shares(view):
    view.show_result(replace(result_of("glioma", "glioma"), unlike=True), "of the slice")
    assert view.doubt.isVisible()
    assert not any(part.isVisible() for part in (view.headline, view.bars, view.bars_title))
    assert view.headline.text() == ""


@pytest.fixture
def session(qapp, tmp_path):
    """Return a window whose searches only note what they were asked with."""
    session = Session(build_services(tmp_path), qapp)
    yield session
    session.window.close()
    session.end()
    session.window.deleteLater()
    session.deleteLater()


def test_find_similar_searches_the_marked_region(session, monkeypatch):
    page = session.window.read_page
    asked = []
    monkeypatch.setattr(page.neighbours, "search", lambda: asked.append(page.neighbours._region))
    page.show_case(SERIES)
    canvas = page.viewer.view.canvas
    canvas.show_picture(Picture(np.zeros((64, 64), np.int16), full_size=(64, 64)))
    page.find_similar()
    assert (asked, page.neighbours.query_words) == ([None], "of the slice")
    canvas.set_region(Region(10, 10, 20, 20))
    page.find_similar()
    assert asked[1] == Region(10, 10, 20, 20)
    assert page.neighbours.query_words == "of the marked region"
