"""Choose and measure the cut points of macular oedema for a lesion package that is there already.

`python -m medview.learning.fit_oedema PACKAGE DATA`: the network stays as it is, the card changes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from medview.learning.card import write_card
from medview.learning.export import Runner
from medview.learning.lesion_data import read_drawn
from medview.learning.lesion_macula import Score, read_macular, tell_oedema
from medview.learning.lesions_card import (
    LESION_LIMITS,
    LESION_USE,
    OEDEMA_DATA,
    learned_margins,
    network_embeddings,
)


def fit_oedema(package: Path, data: Path) -> None:
    """Write cut points and figures of photographs under data into the card of a package."""
    card = json.loads((package / "card.json").read_text("utf-8"))
    photographs = read_macular(data, read_drawn(data))
    cuts, figures = tell_oedema(
        photographs, _score(package), card["preprocess"], card["calibration"]
    )
    if cuts is None:
        raise SystemExit(f"No cut points: {figures['on']}.")
    card["calibration"]["oedema"] = cuts
    card["validation"]["hard_exudate_near_the_macula"] = figures
    card["intended_use"], card["limits"] = LESION_USE, LESION_LIMITS
    card["data"] = [card["data"][0], OEDEMA_DATA | {"images": len(photographs)}]
    write_card(package, card)


def _score(package: Path) -> Score:
    """Return the margins by similarity to the prototypes of a package."""
    embed = network_embeddings(Runner(package / "encoder.onnx"))
    with np.load(package / "gallery.npz", allow_pickle=False) as gallery:
        prototypes, labels = gallery["embeddings"], gallery["labels"].tolist()
    return learned_margins(embed, prototypes, labels)


if __name__ == "__main__":
    fit_oedema(Path(sys.argv[1]), Path(sys.argv[2]))
