"""Step 3: how to learn; three recipes with what they cost here, and every field for experts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medview.domain.classics import CLASSICS, with_classic
from medview.domain.recipes import Recipe
from medview.domain.training import TrainingPlan
from medview.ui.reasons import in_window_language
from medview.ui.training_advanced import AdvancedForm
from medview.ui.training_recipe_words import (
    classic_tip,
    classic_words,
    cost_words,
    recipe_title,
    recipe_words,
)
from medview.ui.widgets import card, label, row, toggle

LONGEST_TITLE = 80


class RecipeCard(QFrame):
    """One recipe: its name, what it means, and what it costs on this machine."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Say what it means; the cost comes with `show_recipe`."""
        super().__init__(parent)
        self.name = name
        frame, inside = card("chart")
        self.choice = QRadioButton(recipe_title(name))
        self.choice.setProperty("role", "heading")
        self.choice.setToolTip(recipe_words(name))
        self.cost = label("", "heading", wraps=True)
        inside.addWidget(self.choice)
        inside.addWidget(label(recipe_words(name), "quiet", wraps=True))
        inside.addStretch(1)
        inside.addWidget(self.cost)
        self.setLayout(row(frame))
        self.choice.toggled.connect(self._tell)

    def show_recipe(self, recipe: Recipe) -> None:
        """Say what it costs."""
        self.cost.setText(cost_words(recipe))

    def _tell(self, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self.name)


class TrainingRecipe(QWidget):
    """`changed` says that another plan was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start before anything was measured."""
        super().__init__(parent)
        self._plans: dict[str, TrainingPlan] = {}
        self.cards = {name: RecipeCard(name) for name in ("fast", "balanced", "best")}
        self._group = QButtonGroup(self)
        self.title = QLineEdit(maxLength=LONGEST_TITLE)
        self.device = label("", "small", wraps=True)
        self.remark = label("", "small", wraps=True)
        self.bar = QProgressBar(textVisible=False, maximum=0)
        self.classics = {name: toggle(classic_words(name), classic_tip(name)) for name in CLASSICS}
        self.advanced = toggle(self.tr("Advanced"), self.tr("Show every field of the plan (Alt+A)"))
        self.advanced.setShortcut("Alt+A")
        self.form = AdvancedForm()
        self._arrange()
        self._connect()
        self._say("")
        self._show_measuring(False)

    @property
    def plan(self) -> TrainingPlan | None:
        """The plan to run, None while there is none that can be run."""
        plan = self.form.plan
        title = self.title.text().strip()
        return replace(plan, title=title) if plan is not None and title else None

    def what_is_missing(self) -> str:
        """Return what stands in the way of starting, "" when nothing does."""
        if not self._plans:
            return self.tr("There is no recipe for these cases.")
        if self.form.plan is None:
            return self.tr("Correct the field that is named in red.")
        return "" if self.title.text().strip() else self.tr("Give the model a name.")

    def offer(self, plans: Mapping[str, TrainingPlan]) -> None:
        """Offer these plans, Balanced or what was chosen before; the costs come when measured."""
        before = next((name for name, card in self.cards.items() if card.choice.isChecked()), "")
        self._plans = dict(plans)
        for each in self.cards.values():
            each.cost.setText(self.tr("being measured …") if plans else "")
        self._show_measuring(bool(plans))
        chosen = before or "balanced"
        self.cards[chosen].choice.setChecked(True)
        self._take_recipe(chosen)

    def show_costs(self, recipes: Sequence[Recipe]) -> None:
        """Say what each recipe costs on this computer."""
        self._show_measuring(False)
        for recipe in recipes:
            self.cards[recipe.name].show_recipe(recipe)
            self.device.setText(in_window_language(recipe.device.words))

    def say_unmeasured(self) -> None:
        """Show that nothing is known of the costs; a recipe can be run all the same."""
        self._show_measuring(False)
        for each in self.cards.values():
            each.cost.setText(self.tr("not measured"))

    def _take_recipe(self, name: str) -> None:
        if name in self._plans:
            self.form.show_plan(self._plans[name])
            self._tell()

    def _take_classic(self) -> None:
        name = next(name for name, part in self.classics.items() if part is self.sender())
        plan = self.form.plan or self._recipe_plan()
        self.form.show_plan(with_classic(plan, name))
        self._tell()

    def _recipe_plan(self) -> TrainingPlan:
        """Return the plan of the chosen card."""
        name = next(name for name, card in self.cards.items() if card.choice.isChecked())
        return self._plans[name]

    def _tell(self) -> None:
        plan = self.form.plan
        for name, part in self.classics.items():
            part.setChecked(plan is not None and with_classic(plan, name) == plan)
        is_measured = plan is None or plan == self._recipe_plan()
        self._say(
            "" if is_measured else self.tr("Changed from the recipe: time and memory may differ.")
        )
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.remark.setText(words)
        self.remark.setVisible(bool(words))

    def _show_measuring(self, is_measuring: bool) -> None:
        self.bar.setVisible(is_measuring)
        for part in (*self.cards.values(), *self.classics.values(), self.form):
            part.setEnabled(bool(self._plans))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        across = row(*self.cards.values())
        for number, each in enumerate(self.cards.values()):
            self._group.addButton(each.choice)
            across.setStretch(number, 1)
        column.addLayout(across)
        column.addWidget(self.bar)
        column.addWidget(self.device)
        column.addWidget(self.remark)
        self.title.setAccessibleName(self.tr("Name of the model"))
        self.title.setPlaceholderText(self.tr("For example: Eye clinic 2026"))
        self.title.setToolTip(self.tr("Under this name it stands in the registry"))
        named = row(label(self.tr("Name of the model")), self.title)
        named.setStretch(1, 1)
        column.addLayout(named)
        column.addLayout(
            row(label(self.tr("Way of learning")), *self.classics.values(), None, self.advanced)
        )
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.form)
        self._area.hide()
        column.addWidget(self.form.fault)
        column.addWidget(self._area, 1)
        self._space = QWidget()
        column.addWidget(self._space, 1)

    def _connect(self) -> None:
        for each in self.cards.values():
            each.chosen.connect(self._take_recipe)
        for part in self.classics.values():
            part.clicked.connect(self._take_classic)
        self.advanced.toggled.connect(self._show_advanced)
        self.form.changed.connect(self._tell)
        self.title.textChanged.connect(self.changed)

    def _show_advanced(self, is_on: bool) -> None:
        self._area.setVisible(is_on)
        self._space.setVisible(not is_on)
