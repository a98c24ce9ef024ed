"""Embeddings of several images of each series: rows of `slice_embeddings`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, delete, select

from medview.domain.case import CaseId
from medview.store.schema import slice_embeddings
from medview.store.upsert import insert_or_replace

FloatArray = npt.NDArray[np.float32]


def put(
    connection: Connection, case_id: CaseId, digest: str, vectors: Mapping[int, FloatArray]
) -> None:
    """Keep the embeddings of images of a case under one model, in place of earlier ones."""
    keys = ("case_id", "model_digest", "image")
    statement = insert_or_replace(connection, slice_embeddings, keys, ["vector"])
    for image, vector in vectors.items():
        row = {"case_id": case_id, "model_digest": digest, "image": image, "vector": vector}
        connection.execute(statement, row)


def stacked(vectors: Sequence[FloatArray]) -> FloatArray:
    """Return vectors (D,) of one length as (N, D), which is (0, 0) of none."""
    return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)


def cases_with(digests: Sequence[str]) -> Select[Any]:
    """Return the query of the cases of which images are embedded under one of these models."""
    columns = slice_embeddings.c
    return select(columns.case_id).where(columns.model_digest.in_(digests))


def remove(connection: Connection, digest: str) -> None:
    """Remove all of a model that is gone."""
    columns = slice_embeddings.c
    connection.execute(delete(slice_embeddings).where(columns.model_digest == digest))
