"""Where the public sets are that some benchmarks measure on."""

from __future__ import annotations

import os
from pathlib import Path

from medview.app.resources import resource
from medview.domain.errors import MedViewError


def data_folder() -> Path:
    """Return the folder of the public sets: MEDVIEW_DATA, or ../shared/data beside the project.

    Raises MedViewError when it is not there.
    """
    project = resource("models").parent.parent
    folder = Path(os.environ.get("MEDVIEW_DATA", project.parent / "shared/data"))
    if not (folder / "fundus").is_dir():
        raise MedViewError(
            f"There are no public sets in {folder}.", hint="Name their folder in MEDVIEW_DATA."
        )
    return folder
