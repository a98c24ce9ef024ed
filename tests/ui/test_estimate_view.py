"""The answer in words and figures, and what is said when there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from medview.domain.case import CaseId, Eye
from medview.domain.grade import Grade, GradeEstimate, Quality, SignedGrade
from medview.domain.model import ModelRef
from medview.ui.estimate_view import EstimateView
from medview.ui.sign_box import SignBox
from medview.ui.theme import Theme
from medview.ui.words import percent

MODEL = ModelRef("dr-fundus", "1.0", "ab" * 32)
MODERATE = GradeEstimate(
    case_id=CaseId("c"),
    eye=Eye.OD,
    quality=Quality(0.93, True),
    grade=Grade.MODERATE,
    probabilities=(0.05, 0.1, 0.6, 0.2, 0.05),
    referable=0.85,
    head_grade=Grade.MODERATE,
    neighbour_grade=Grade.SEVERE,
    neighbour_shares=(0.0, 0.1, 0.4, 0.5, 0.0),
    abstained=False,
    reason="",
    neighbours=(),
    model=MODEL,
    refer=True,
)
ABSTAINED = replace(
    MODERATE,
    grade=None,
    abstained=True,
    reason="head and neighbours disagree",
    quality=Quality(0.9, True),
)
UNGRADABLE = replace(
    ABSTAINED,
    quality=Quality(0.1, False, ("out of focus", "too dark")),
    probabilities=(),
    referable=None,
    head_grade=None,
    neighbour_grade=None,
    reason="the photograph is too dark",
)


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def view(qtbot, theme) -> EstimateView:
    view = EstimateView(theme)
    qtbot.addWidget(view)
    view.show()
    return view


def signed(grade: Grade | None, *, shown: Grade | None = Grade.MODERATE) -> SignedGrade:
    moment = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
    return SignedGrade(CaseId("c"), grade, shown, "Dr. A. Meyer", moment, MODEL, "see OCT")


def test_a_grade_is_told_in_words_number_and_probabilities(view):
    view.show_estimate(MODERATE)
    assert view.words.text() == "Moderate NPDR"
    assert view.number.text() == "2"
    assert view.referable.text() == "Referable: yes · probability 85 %"
    assert [bar.share for bar in view.bars.bars] == list(MODERATE.probabilities)
    assert [bar.words for bar in view.bars.bars if bar.is_shown] == ["2 Moderate NPDR"]
    assert not view.doubt.isVisible()


def test_both_witnesses_are_shown_and_whether_they_agree(view):
    view.show_estimate(MODERATE)
    assert (view.head.text(), view.vote.text()) == ("2 Moderate NPDR", "3 Severe NPDR")
    assert "1 grade" in view.agreement.text()
    view.show_estimate(replace(MODERATE, neighbour_grade=Grade.MODERATE))
    assert view.agreement.text() == "Both say the same."


def test_abstention_says_why_and_states_no_referral(view):
    view.show_estimate(ABSTAINED)
    assert view.words.text() == "No grade"
    assert view.doubt.isVisible()
    assert view.doubt_reason.text() == "Head and neighbours disagree."
    assert view.referable.text() == "Referable: not stated"
    assert not any(bar.is_shown for bar in view.bars.bars)


def test_an_ungradable_photograph_lists_what_is_wrong(view):
    view.show_estimate(UNGRADABLE)
    assert view.doubt_title.text() == "Not gradable"
    assert "Out of focus" in view.quality.text()
    assert "Too dark" in view.quality.text()
    assert not view.bars.isVisible()


def test_the_model_is_named_with_its_digest(view):
    view.show_estimate(MODERATE)
    assert view.model.text() == "dr-fundus 1.0 (abababababab)"


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.996, ">99 %"), (1, "100 %")],
)
def test_percentages_claim_no_false_certainty(share, words):
    assert percent(share) == words


def test_accept_signs_the_shown_grade_with_the_note(qtbot, theme):
    box = SignBox(theme)
    qtbot.addWidget(box)
    box.show_state(MODERATE, ())
    box.note.setText("see OCT")
    with qtbot.waitSignal(box.signed) as signal:
        box.accept_button.click()
    assert signal.args == [Grade.MODERATE, "see OCT"]


def test_nothing_to_accept_when_the_model_abstains(qtbot, theme):
    box = SignBox(theme)
    qtbot.addWidget(box)
    box.show_state(ABSTAINED, ())
    assert not box.accept_button.isEnabled()
    box.accept()
    assert box.state_title.text() == "Not signed"


def test_the_last_signature_counts_and_all_are_listed(qtbot, theme):
    box = SignBox(theme)
    qtbot.addWidget(box)
    box.show_state(MODERATE, (signed(Grade.MILD), signed(None)))
    assert box.state_title.text() == "Signed: Ungradable"
    assert "Dr. A. Meyer" in box.state_detail.text()
    assert "had shown 2" in box.state_detail.text()
    assert "see OCT" in box.state_detail.text()
    assert box.state.toolTip().count("Dr. A. Meyer") == 2
    marked = [key.text() for key in box._keys.buttons() if key.isChecked()]
    assert marked == ["U"]


@pytest.mark.parametrize(("key", "grade"), [("0", Grade.NO_DR), ("4", Grade.PROLIFERATIVE)])
def test_a_key_button_signs_its_grade(qtbot, theme, key, grade):
    assert clicked(qtbot, theme, key) == [grade, ""]


def test_the_u_button_signs_as_ungradable(qtbot, theme):
    assert clicked(qtbot, theme, "U") == [None, ""]


def clicked(qtbot, theme, key: str) -> list[object]:
    box = SignBox(theme)
    qtbot.addWidget(box)
    box.show_state(MODERATE, ())
    with qtbot.waitSignal(box.signed) as signal:
        next(b for b in box._keys.buttons() if b.text() == key).click()
    return signal.args


def test_a_grade_that_is_not_the_most_probable_is_explained(view):
    view.show_estimate(MODERATE)
    assert not view.why.isVisible()
    view.show_estimate(replace(MODERATE, grade=Grade.MILD, refer=False))
    assert view.why.text().startswith("The grade follows the expected severity")
    assert "Referred" not in view.why.text()
    view.show_estimate(
        replace(MODERATE, grade=Grade.MILD, probabilities=(0.1, 0.5, 0.3, 0.1, 0.0), refer=True)
    )
    assert view.why.isVisible()
    assert view.why.text() == "Referred: the probability is above the model's referral threshold."
    view.show_estimate(ABSTAINED)
    assert not view.why.isVisible()


def test_an_unsigned_eye_has_no_tip_of_the_eye_before(qtbot, theme):
    box = SignBox(theme)
    qtbot.addWidget(box)
    box.show_state(MODERATE, (replace(signed(Grade.MILD), reader="<b>Dr. A</b>"),))
    assert "&lt;b&gt;Dr. A" in box.state.toolTip()
    assert "<b>Dr. A</b>" in box.state_detail.text()
    box.show_state(MODERATE, ())
    assert box.state.toolTip() == ""
