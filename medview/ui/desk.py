"""What every part of the window needs at hand, passed to it when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medview.ui.jobs import JobRunner
from medview.ui.preferences import Preferences
from medview.ui.switching import Switching
from medview.ui.theme import Theme
from medview.ui.thumbnails import Thumbnails
from medview.ui.worklist import Worklist

if TYPE_CHECKING:
    from medview.app.services import Services


@dataclass(frozen=True)
class Desk:
    """The verbs, the jobs they run in, and what the window shows them with."""

    services: Services
    jobs: JobRunner
    theme: Theme
    preferences: Preferences
    worklist: Worklist
    thumbnails: Thumbnails
    switching: Switching
