"""Embed library cases that the models in use have not seen yet, after a change of model."""

from __future__ import annotations

from collections.abc import Sequence

from medview.app.embed_cases import EmbedCases
from medview.domain.case import Case
from medview.domain.job import JobContext
from medview.domain.ports import CaseLibrary

BATCH = 16


def embed_missing(
    cases: Sequence[Case], library: CaseLibrary, embed: EmbedCases, context: JobContext
) -> int:
    """Embed these cases and keep each batch durably; return how many could be embedded.

    A case whose file is gone, or that was removed meanwhile, is passed over. Stopped, it goes on
    where it was when run again.
    """
    done = 0
    for start in range(0, len(cases), BATCH):
        context.step(start, len(cases))
        batch = cases[start : start + BATCH]
        answers = list(zip(batch, embed(batch), strict=True))
        with library.transaction():
            for case, answer in answers:
                if not isinstance(answer, Exception) and library.case(case.id) is not None:
                    library.put_embedding(case.id, *answer)
                    done += 1
    context.step(len(cases), len(cases))
    return done
