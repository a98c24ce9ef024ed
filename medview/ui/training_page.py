"""Train your own: five steps from labelled images to a model; a run goes on without this page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from medview.domain.errors import MedViewError, PlanError
from medview.domain.model import ModelCard
from medview.domain.recipes import Recipe, recipe_plans
from medview.domain.training import Request, RunStatus, TrainingCase
from medview.ui.desk import Desk
from medview.ui.reasons import in_full
from medview.ui.training_data import TrainingData
from medview.ui.training_errands import TrainingErrands
from medview.ui.training_health import TrainingHealth
from medview.ui.training_recipe import TrainingRecipe
from medview.ui.training_result import TrainingResult
from medview.ui.training_run import TrainingRun
from medview.ui.training_run_chooser import RunChooser
from medview.ui.training_source import SourceOrder
from medview.ui.training_steps import Step, StepBar
from medview.ui.training_watch import TrainingWatch
from medview.ui.widgets import button, card, label, panel, row, set_tone, with_key

if TYPE_CHECKING:
    from medview.app.collect_cases import Collected


class TrainingPage(QWidget):
    """`case_asked` carries a TrainingCase to be looked at, `problems` what was left out.

    `registered` carries a ModelCard, and whether it is to be put to use.
    """

    problems = Signal(list)
    case_asked = Signal(object)
    registered = Signal(object, bool)

    def __init__(self, desk: Desk, watch: TrainingWatch, parent: QWidget | None = None) -> None:
        """Start at the first step; runs come from the watch."""
        super().__init__(parent)
        self.setObjectName("page")
        self._watch = watch
        self._run: Path | None = None
        self._awaited: Path | None = None
        self._is_fresh = True  # nothing was chosen yet: a run at work is shown by itself
        # What health and recipes were last made for: the cases, and what the model is to be for.
        self._looked_at: tuple[tuple[TrainingCase, ...], str] = ((), "")
        self._measured: tuple[tuple[TrainingCase, ...], str, tuple[str, ...]] = ((), "", ())
        self.errands = TrainingErrands(desk, self)
        self.data = TrainingData(desk)
        self.health = TrainingHealth(desk)
        self.recipe = TrainingRecipe()
        self.run = TrainingRun(desk)
        self.result = TrainingResult(desk)
        self.steps = StepBar()
        self.runs = RunChooser(watch)
        self.trouble = label("", wraps=True)
        self.missing = label("", "small")
        self.back = button(
            self.tr("Back"), with_key(self.tr("The step before; nothing is lost"), "Alt+Left")
        )
        self.back.setShortcut("Alt+Left")
        self.on = button("", with_key(self.tr("On to the next step"), "Alt+Right"), "primary")
        self._arrange()
        self._connect()
        self._update()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return Step(self._stack.currentIndex())

    @property
    def shown_run(self) -> RunStatus | None:
        """The run of the last two steps."""
        return self._watch.runs.get(self._run) if self._run else None

    def show_step(self, number: int) -> None:
        """Show a step that may be shown, and let it begin with what the others hold."""
        step = Step(number)
        if not self._why_not(step):
            self._say_trouble(None)
            self._stack.setCurrentIndex(step)
            self._begin(step)
        self._update()

    def show_run(self, run: Path) -> None:
        """Show a run: at work, or what it came to."""
        status = self._watch.runs.get(run)
        if status is None:
            return
        is_other, self._run = run != self._run, run
        self._is_fresh = False
        self.run.show_status(status)
        self.result.show_status(status)
        if is_other:
            self.errands.fetch_cases(run)
        self.show_step(Step.RESULT if status.result else Step.RUN)

    def take_status(self, status: RunStatus) -> None:
        """Draw news of a run, if it is the one that is shown or was just started."""
        if status.run == self._awaited:
            self._awaited = None
            self.show_run(status.run)
        elif status.run == self._run:
            self.run.show_status(status)
            self.result.show_status(status)
        self._update()

    def show_newest(self) -> None:
        """Show the run at work where there is one and none is shown."""
        if self._is_fresh and self._watch.at_work:
            self.show_run(self._watch.at_work[0].run)

    def focus(self) -> None:
        """Put the keyboard on the step that is shown."""
        self.steps.buttons[self.step].setFocus()

    def _take_list(self) -> None:
        if self._run is not None and self._run not in self._watch.runs:
            self._forget_run()
        self.show_newest()
        self._update()

    def _begin(self, step: Step) -> None:
        if step is Step.HEALTH and self._looked_at != (self.data.cases, self.data.task):
            self._looked_at = (self.data.cases, self.data.task)
            self.health.take_cases(*self._looked_at)
        elif step is Step.RECIPE:
            wanted = (self.health.cases, self.data.task, self.data.modalities)
            if self._measured != wanted:
                self._measured = wanted
                self._offer_recipes()

    def _offer_recipes(self) -> None:
        """Offer the recipes at once, and have measured what they cost."""
        self.errands.stop_measuring()
        cases, task, modalities = self._measured
        labels = [case.label for case in cases]
        try:
            self.recipe.offer(recipe_plans("", task, modalities, labels))
        except PlanError as error:
            self.recipe.offer({})
            self._say_trouble(error)
            return
        self.errands.measure(cases, task, modalities)

    def _why_not(self, step: Step) -> str:
        """Return what a step still lacks, "" where it may be shown."""
        run = self.shown_run
        if step is Step.RUN:
            return "" if run else self.tr("No run was started yet.")
        if step is Step.RESULT:
            return "" if run and run.result else self.tr("The run has no result yet.")
        lacks = self.data.what_is_missing() if step > Step.DATA else ""
        if not lacks and step is Step.RECIPE:
            if self._looked_at != (self.data.cases, self.data.task):
                return self.tr("Have the cases looked at first.")
            return self.health.what_is_missing()
        return lacks

    def _go_on(self) -> None:
        if self.step is Step.RECIPE:
            self._start()
        else:
            self.show_step(self.step + 1)

    def _go_back(self) -> None:
        self.show_step(max(self.step - 1, Step.DATA))

    def _start(self) -> None:
        plan = self.recipe.plan
        if plan is not None:
            self._say_trouble(None)
            self.on.setEnabled(False)
            self.errands.stop_measuring()
            self.errands.start(plan, self.health.cases)

    def _update(self) -> None:
        self.steps.show_step(self.step, {step: not self._why_not(step) for step in Step})
        is_last = self.step is Step.RESULT
        if self.step is Step.RECIPE:
            held = self.recipe.what_is_missing()
        else:
            held = "" if is_last else self._why_not(Step(self.step + 1))
        self.missing.setText(held)
        self.back.setEnabled(self.step > Step.DATA)
        self.on.setEnabled(not held)
        self.on.setVisible(not is_last)
        self.on.setText(self._on_words())
        self.on.setShortcut("Alt+Right")  # a new text takes the key away
        self.runs.show_run(self._run)

    def _on_words(self) -> str:
        return {
            Step.DATA: self.tr("Look at their health"),
            Step.HEALTH: self.tr("Choose a recipe"),
            Step.RECIPE: self.tr("Start training"),
            Step.RUN: self.tr("See the result"),
            Step.RESULT: "",
        }[self.step]

    # --- what the errands came to

    def _show_found(self, found: Collected) -> None:
        self.data.show_found(found.cases)
        self.problems.emit(list(found.problems))

    def _show_recipes(self, recipes: list[Recipe]) -> None:
        self.recipe.show_costs(recipes)
        self._update()

    def _say_unmeasured(self, error: MedViewError) -> None:
        self.recipe.say_unmeasured()
        self._say_trouble(error)

    def _await_run(self, run: Path) -> None:
        self._awaited = run
        self._watch.look()

    def _take_cases(self, cases: Sequence[TrainingCase]) -> None:
        self.run.show_cases(cases)
        self.result.show_cases(cases)

    def _forget_run(self) -> None:
        self._run = None
        self._stack.setCurrentIndex(Step.DATA)

    def _tell_registered(self, run: Path, card: ModelCard, is_to_be_used: bool) -> None:
        if run == self._run:
            words = self.tr("Registered as {0}.").format(card.ref.short)
            self.result.say_registered(words)
        self.registered.emit(card, is_to_be_used)

    def _say_trouble(self, error: MedViewError | None) -> None:
        words = "" if error is None else in_full(error)
        self.trouble.setText(words)
        self._box.setVisible(bool(words))
        if words:
            self._update()

    # --- what the steps ask for

    def _read(self, order: SourceOrder) -> None:
        self._is_fresh = False
        self._say_trouble(None)
        self.errands.read(order)

    def _ask(self, request: Request) -> None:
        assert self._run is not None
        self.errands.ask(self._run, request)

    def _resume(self) -> None:
        assert self._run is not None
        self.errands.resume(self._run)

    def _register(self, is_to_be_used: bool) -> None:
        assert self._run is not None
        self.errands.register(self._run, is_to_be_used=is_to_be_used)

    def _arrange(self) -> None:
        frame, layout = panel(10)
        layout.addLayout(
            row(label(self.tr("Train your own"), "heading"), None, self.steps, None, self.runs)
        )
        self._box, inside = card("box")
        set_tone(self._box, "danger")
        inside.addWidget(self.trouble)
        self._box.hide()
        layout.addWidget(self._box)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        for part in (self.data, self.health, self.recipe, self.run, self.result):
            self._stack.addWidget(part)
        layout.addLayout(row(self.missing, None, self.back, self.on))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(frame)

    def _connect(self) -> None:
        self.steps.asked.connect(self.show_step)
        self.back.clicked.connect(self._go_back)
        self.on.clicked.connect(self._go_on)
        self.runs.chosen.connect(self.show_run)
        self.runs.remove_asked.connect(self.errands.remove)
        self.data.source.asked.connect(self._read)
        self.data.source.table_chosen.connect(self.errands.look_up_columns)
        self.errands.columns_known.connect(self.data.source.show_columns)
        for step in (self.data, self.health, self.recipe):
            step.changed.connect(self._update)
        for part in (self.data, self.health, self.run, self.result):
            part.case_asked.connect(self.case_asked)
        self.run.asked.connect(self._ask)
        self.run.resume_asked.connect(self._resume)
        self.result.register_asked.connect(self._register)
        self._watch.changed.connect(self.take_status)
        self._watch.listed.connect(self._take_list)
        errands = self.errands
        errands.failed.connect(self._say_trouble)
        errands.found.connect(self._show_found)
        errands.measured.connect(self._show_recipes)
        errands.unmeasured.connect(self._say_unmeasured)
        errands.started.connect(self._await_run)
        errands.asked.connect(self._watch.look)
        errands.cases_known.connect(self._take_cases)
        errands.registered.connect(self._tell_registered)
        errands.removed.connect(self._watch.look)
