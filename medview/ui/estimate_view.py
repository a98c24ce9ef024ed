"""What the model says of one eye: grade, probabilities, referral, witnesses, quality, doubt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medview.domain.grade import Grade, GradeEstimate
from medview.ui.oedema_view import OedemaView
from medview.ui.reasons import reason_words
from medview.ui.share_bars import Bar, ShareBars
from medview.ui.theme import Theme
from medview.ui.widgets import card, label, row, set_tone
from medview.ui.words import grade_in_full, grade_words, percent


class EstimateView(QWidget):
    """Shows one GradeEstimate."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay the parts out from the most to the least important."""
        super().__init__(parent)
        self.number = label("", "gradeNumber")
        self.words = label("", "gradeWords", wraps=True)
        self.scale = label("", "small")
        self.referable = label("", "heading", wraps=True)
        self.doubt = self._make_doubt()
        self.oedema = OedemaView()
        self.together = label("", "small", wraps=True)
        self.bars = ShareBars(theme)
        self.why = label("", "small", wraps=True)
        self.head = label("", wraps=True)
        self.vote = label("", wraps=True)
        self.agreement = label("", "small", wraps=True)
        self.quality = label("", wraps=True)
        self.model = label("", "small", wraps=True)
        self.model.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)  # room for the scroll bar
        layout.setSpacing(6)
        layout.addWidget(self._make_headline())
        layout.addWidget(self.doubt)  # before all else: in a small window the rest is scrolled to
        layout.addWidget(self.oedema)
        layout.addWidget(self.together)
        self._bars_title = label(self.tr("PROBABILITIES"), "section")
        self._rule_note = label(self.tr("below the line: referable"), "small")
        layout.addLayout(row(self._bars_title, None, self._rule_note))
        layout.addWidget(self.bars)
        layout.addWidget(self.why)
        layout.addWidget(self._make_witnesses())
        layout.addWidget(label(self.tr("IMAGE QUALITY"), "section"))
        layout.addWidget(self.quality)
        layout.addWidget(label(self.tr("MODEL"), "section"))
        layout.addWidget(self.model)
        layout.addStretch(1)

    def show_estimate(self, estimate: GradeEstimate, together: str = "") -> None:
        """Show all parts of an estimate; `together` says which photographs were read as one."""
        self.together.setText(together)
        self.together.setVisible(bool(together))
        self._show_grade(estimate)
        self._show_referable(estimate)
        self._show_bars(estimate)
        self._show_why(estimate)
        self._show_witnesses(estimate)
        self._show_quality(estimate)
        self.model.setText(self._model_words(estimate))
        self.model.setToolTip(self.tr("SHA-256 of the model: {0}").format(estimate.model.digest))

    def _make_headline(self) -> QFrame:
        frame, layout = card()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.words)
        texts.addWidget(self.scale)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.number)
        head.addLayout(texts, 1)
        layout.addLayout(head)
        layout.addWidget(self.referable)
        return frame

    def _make_doubt(self) -> QFrame:
        frame, layout = card("box")
        self.doubt_title = label("", "heading", wraps=True)
        self.doubt_reason = label("", wraps=True)
        layout.addWidget(self.doubt_title)
        layout.addWidget(self.doubt_reason)
        return frame

    def _make_witnesses(self) -> QWidget:
        self._witnesses = QWidget()
        layout = QVBoxLayout(self._witnesses)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(label(self.tr("TWO WITNESSES"), "section"))
        pair = row(
            self._witness(self.tr("The model's head"), self.head),
            self._witness(self.tr("The neighbours' vote"), self.vote),
        )
        layout.addLayout(pair)
        layout.addWidget(self.agreement)
        return self._witnesses

    def _witness(self, title: str, answer: QLabel) -> QFrame:
        frame, layout = card()
        layout.setContentsMargins(10, 7, 10, 7)
        layout.setSpacing(1)
        layout.addWidget(label(title, "small", wraps=True))
        layout.addWidget(answer)
        return frame

    def _show_grade(self, estimate: GradeEstimate) -> None:
        grade = estimate.grade
        self.number.setText("–" if grade is None else str(int(grade)))
        self.words.setText(self.tr("No grade") if grade is None else grade_words(grade))
        self.scale.setText(
            self.tr("MedView abstains; grade it yourself")
            if grade is None
            else self.tr("ICDR grade {n} of 4").format(n=int(grade))
        )
        self.doubt.setVisible(estimate.abstained)
        self.doubt_title.setText(self._doubt_title(estimate))
        self.doubt_reason.setText(reason_words(estimate.reason))
        set_tone(self.doubt, "warning")

    def _doubt_title(self, estimate: GradeEstimate) -> str:
        if not estimate.quality.gradable:
            return self.tr("Not gradable")
        return self.tr("Why there is no grade")

    def _show_referable(self, estimate: GradeEstimate) -> None:
        if estimate.referable is None or estimate.grade is None:
            self.referable.setText(self.tr("Referable: not stated"))
            set_tone(self.referable, "")
            return
        text = self.tr("Referable: yes") if estimate.refer else self.tr("Referable: no")
        chance = self.tr("probability {share}").format(share=percent(estimate.referable))
        self.referable.setText(f"{text} · {chance}")
        set_tone(self.referable, "danger" if estimate.refer else "good")

    def _model_words(self, estimate: GradeEstimate) -> str:
        if not estimate.site:
            return estimate.model.short
        site = self.tr("Calibrated for this site ({0})").format(estimate.site)
        return f"{estimate.model.short}\n{site}"

    def _show_bars(self, estimate: GradeEstimate) -> None:
        has_any = len(estimate.probabilities) == len(Grade)
        for part in (self._bars_title, self.bars, self._rule_note):
            part.setVisible(has_any)
        if has_any:
            self.bars.show_bars(
                [
                    Bar(grade_in_full(g), p, g is estimate.grade)
                    for g, p in zip(Grade, estimate.probabilities, strict=True)
                ],
                rule_after=int(Grade.MILD),
            )

    def _show_why(self, estimate: GradeEstimate) -> None:
        """Explain what looks like a contradiction between grade, bars and referral."""
        grade, chances, lines = estimate.grade, estimate.probabilities, list[str]()
        if estimate.grade_set:
            lines.append(self._set_words(estimate))
        if grade is not None and chances and chances[grade] < max(chances):
            lines.append(
                self.tr("The grade follows the expected severity over all five probabilities.")
            )
        if grade is not None and estimate.refer and not grade.is_referable:
            lines.append(
                self.tr("Referred: the probability is above this site's referral threshold.")
                if estimate.site
                else self.tr("Referred: the probability is above the model's referral threshold.")
            )
        self.why.setText("\n".join(lines))
        self.why.setVisible(bool(lines))

    def _set_words(self, estimate: GradeEstimate) -> str:
        """Return which grades it may be at the certainty that was asked for."""
        low, high = grade_in_full(estimate.grade_set[0]), grade_in_full(estimate.grade_set[-1])
        share = percent(estimate.coverage)
        if low == high:
            return self.tr("At {share} certainty: {grade}.").format(share=share, grade=low)
        return self.tr("At {share} certainty: {low} to {high}.").format(
            share=share, low=low, high=high
        )

    def _show_witnesses(self, estimate: GradeEstimate) -> None:
        head, vote = estimate.head_grade, estimate.neighbour_grade
        self._witnesses.setVisible(head is not None or vote is not None)
        self.head.setText("–" if head is None else grade_in_full(head))
        self.vote.setText("–" if vote is None else grade_in_full(vote))
        if head is None or vote is None:
            self.agreement.setText("")
        elif head == vote:
            self.agreement.setText(self.tr("Both say the same."))
        else:
            apart = abs(int(head) - int(vote))
            self.agreement.setText(self.tr("They differ by %n grade(s).", "", apart))

    def _show_quality(self, estimate: GradeEstimate) -> None:
        quality = estimate.quality
        verdict = self.tr("Gradable") if quality.gradable else self.tr("Not gradable")
        text = self.tr("{verdict} · score {score}").format(
            verdict=verdict, score=percent(quality.score)
        )
        self.quality.setText(
            "\n".join([text, *(f"• {reason_words(reason)}" for reason in quality.reasons)])
        )
        set_tone(self.quality, "" if quality.gradable else "warning")
