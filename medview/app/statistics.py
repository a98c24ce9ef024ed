"""The figures of the clinic: read, counted, written; one object for window and command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.app.charts import Chart, Look
from medview.app.count_results import Results, count
from medview.app.export_statistics import referrals_csv
from medview.app.gather_report import Findings
from medview.domain.case import Case
from medview.domain.job import JobContext
from medview.domain.statistics import Referral, Selection, Statistics
from medview.store.files import write_atomically
from medview.store.library import Library
from medview.store.seen_cases import SeenCases


class ClinicStatistics:
    """Blocking, and safe to call from any thread."""

    def __init__(self, library: Library, findings: Findings) -> None:
        """Count what this library holds; `findings` recalls what readers found on cases."""
        self._library, self._findings = library, findings
        self.seen = SeenCases(library.access)

    def remember(self, cases: Sequence[Case]) -> None:
        """Keep whose these cases are, so that their results can be counted and called back."""
        self.seen.remember(cases)

    def figures(self, selection: Selection) -> Statistics:
        """Return the figures of what is selected."""
        signed, shown = self._library.all_signed(), self.seen.shown()
        ids = dict.fromkeys([*(s.case_id for s in signed), *(s.case_id for s in shown)])
        known = self._findings(list(ids))
        return count(Results(signed, shown, self.seen.all(), known), selection)

    def export_referrals(self, path: Path, referrals: Sequence[Referral]) -> Path:
        """Write the referral list as CSV (UTF-8 with BOM); whole or not at all."""
        write_atomically(path, referrals_csv(referrals).encode("utf-8-sig"))
        return path

    def picture(
        self,
        chart: Chart,
        look: Look,
        size: tuple[int, int],
        scale: float,
        context: JobContext,
    ) -> npt.NDArray[np.uint8]:
        """Return a chart of `size` points, width first, as RGBA (h, w, 4); `scale` pixels a point.

        Charts are drawn one at a time; one that is not wanted any more when its turn comes is not
        drawn.
        """
        from medview.app.draw_chart import as_pixels  # loads matplotlib

        return as_pixels(chart, look, size, scale, context)

    def save_picture(self, chart: Chart, look: Look, path: Path) -> Path:
        """Write a chart as PNG, or as SVG when the name ends so; whole or not at all."""
        from medview.app.draw_chart import as_file

        write_atomically(path, as_file(chart, look, path.suffix.lower().lstrip(".")))
        return path
