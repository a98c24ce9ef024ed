"""All training runs of a home folder."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

from medview.domain.errors import LibraryNotWritable, PlanError
from medview.domain.training import TrainingCase, TrainingPlan
from medview.store.files import aside, sweep
from medview.store.run_folder import RunFolder


class Runs:
    """Finds, makes and removes run folders in `<home>/runs`."""

    def __init__(self, folder: Path) -> None:
        """Name the folder of the runs; it is made with the first of them."""
        self.folder = folder

    def create(self, plan: TrainingPlan, cases: Sequence[TrainingCase]) -> RunFolder:
        """Make a run of a plan, whole or not at all. Raises LibraryNotWritable with the reason."""
        path: Path | None = None
        try:
            path = self._new_folder()
            run = RunFolder(path)
            run.set_up(plan, cases)
            run.hold_reserve()
        except OSError as error:
            if path is not None:
                shutil.rmtree(path, ignore_errors=True)
            raise LibraryNotWritable(
                f"The run could not be set up ({error.strerror or error}).",
                hint=f"Free some disk space or check the rights of {self.folder}.",
            ) from error
        return run

    def _new_folder(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = self.folder / f"{date.today():%Y%m%d}-{number:03d}"
            try:
                path.mkdir()
            except FileExistsError:
                continue
            break
        return path

    def all(self) -> list[RunFolder]:
        """Return the runs, the newest first by name; a folder without a plan is none."""
        plans = sorted(self.folder.glob("[!.]*/plan.json"), reverse=True)
        return [RunFolder(plan.parent) for plan in plans]

    def find(self, name: str | Path) -> RunFolder:
        """Return the run of a name, or in a folder. Raises PlanError, naming those there are."""
        for path in (self.folder / name, Path(name)):
            if (path / "plan.json").is_file():
                return RunFolder(path.resolve())
        known = ", ".join(run.path.name for run in self.all()) or "none"
        raise PlanError(f"There is no run '{name}'.", hint=f"Runs: {known}.")

    def remove(self, run: RunFolder) -> None:
        """Delete a run nobody works on. Raises PlanError while it is at work, LibraryNotWritable.

        The folder is moved aside first: what a crash leaves of it is no run any more.
        """
        if run.is_worked_on:
            raise PlanError("The run is still at work.", hint="Stop or cancel it first.")
        gone = aside(self.folder, "removed")
        sweep(self.folder)
        try:
            shutil.rmtree(gone, ignore_errors=True)
            run.path.replace(gone)
        except OSError as error:
            raise LibraryNotWritable(
                f"The run could not be removed ({error.strerror or error}).",
                hint=f"Check the rights of {self.folder}.",
            ) from error
        shutil.rmtree(gone, ignore_errors=True)
