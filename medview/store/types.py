"""Columns that both databases have, each in its own way."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

FloatArray = npt.NDArray[np.float32]

SERVER = "postgresql"  # the dialect of a server

# Compared and sorted by its bytes on both: a server would follow the language of its country.
WORDS = Text().with_variant(Text(collation="C"), SERVER)


class Vector(TypeDecorator[FloatArray]):
    """An embedding (D,) float32: a blob in a file, a `vector` of pgvector on a server."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column type of a database."""
        if dialect.name != SERVER:
            return dialect.type_descriptor(LargeBinary())
        from pgvector.sqlalchemy import VECTOR

        return dialect.type_descriptor(VECTOR())

    def process_bind_param(self, value: FloatArray | None, dialect: Dialect) -> Any:
        """Return what the database is handed."""
        if value is None or dialect.name == SERVER:
            return value
        return np.ascontiguousarray(value, dtype="<f4").tobytes()

    def process_result_value(self, value: Any, dialect: Dialect) -> FloatArray | None:
        """Return the embedding (D,)."""
        if value is None or dialect.name == SERVER:
            return None if value is None else np.array(value, np.float32)
        return np.frombuffer(value, dtype="<f4")
