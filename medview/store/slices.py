"""Embeddings of several images of each series: rows of `slice_embeddings`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from medview.domain.case import CaseId
from medview.store.schema import slice_embeddings

FloatArray = npt.NDArray[np.float32]
Slices = tuple[list[tuple[CaseId, int]], FloatArray]


def put(
    connection: Connection, case_id: CaseId, digest: str, vectors: Mapping[int, FloatArray]
) -> None:
    """Keep the embeddings of images of a case under one model, in place of earlier ones."""
    for image, vector in vectors.items():
        blob = np.ascontiguousarray(vector, dtype="<f4").tobytes()
        row = {"case_id": case_id, "model_digest": digest, "image": image, "vector": blob}
        connection.execute(
            upsert(slice_embeddings)
            .values(row)
            .on_conflict_do_update(
                index_elements=["case_id", "model_digest", "image"], set_={"vector": blob}
            )
        )


def of_model(connection: Connection, digest: str) -> Slices:
    """Return case and image of each, and all embeddings (N, D), of one model digest."""
    columns = slice_embeddings.c
    query = select(columns.case_id, columns.image, columns.vector).order_by(columns.seq)
    rows = connection.execute(query.where(columns.model_digest == digest)).all()
    vectors = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f4")
    places = [(CaseId(row.case_id), row.image) for row in rows]
    return places, vectors.reshape(len(rows), -1 if rows else 0)


def cases_with(connection: Connection, digests: Sequence[str]) -> set[CaseId]:
    """Return the cases of which images are embedded under one of these models."""
    columns = slice_embeddings.c
    query = select(columns.case_id).where(columns.model_digest.in_(digests)).distinct()
    return {CaseId(case_id) for case_id in connection.execute(query).scalars()}


def remove(connection: Connection, digest: str) -> None:
    """Remove all of a model that is gone."""
    columns = slice_embeddings.c
    connection.execute(delete(slice_embeddings).where(columns.model_digest == digest))
