"""Which pictures of a model's gallery the library on a server holds too; they are left out of it.

What is new in the library comes over once, some vectors at a time and as numbers rather than text.
Who holds which picture is remembered, so that after a removal the server is asked for those alone
whose holder is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from medview.domain.neighbours import SAME_PICTURE
from medview.retrieval.local import AT_ONCE
from medview.retrieval.server_index import written

FloatArray = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]

FEW = 32  # pictures that the server looks for itself, reading all its vectors for each
HEAD = 4  # bytes before the numbers of a vector as pgvector sends it


class HeldPictures:
    """Of the N pictures of a gallery, those that are in the library, and by which row there."""

    def __init__(self, vectors: FloatArray) -> None:
        """Take the embeddings (N, D) of the gallery, of unit length."""
        self._vectors = vectors
        self._holders: Numbers = np.zeros(len(vectors), np.int64)  # `seq` there; 0: nobody's
        self._looked_at = (0, 0)  # how many vectors of the library, up to which number

    @property
    def fresh(self) -> npt.NDArray[np.bool_]:
        """Which pictures (N,) the library did not hold at the last look."""
        return self._holders == 0

    @property
    def looked_at(self) -> int:
        """How many vectors the library had at the last look."""
        return self._looked_at[0]

    def look(self, connection: Connection, digest: str) -> None:
        """Look at what is new in the library; who held a picture and was removed is replaced."""
        if not len(self._vectors):
            return
        before, seen = self._looked_at
        query = (
            "SELECT count(*), coalesce(max(seq), 0), count(*) FILTER (WHERE seq > :seen) "
            "FROM embeddings WHERE model_digest = :digest"
        )
        asked = {"digest": digest, "seen": seen}
        count, last, newer = connection.execute(text(query), asked).one()
        holders = self._holders.copy()
        if newer:
            self._compare(connection, digest, np.flatnonzero(holders == 0), seen, holders)
        if count != before + newer:
            gone = self._gone(connection, digest, holders)
            holders[gone] = 0
            if len(gone) <= FEW:
                holders[gone] = [self._holder(connection, digest, row) for row in gone]
            else:
                self._compare(connection, digest, gone, 0, holders)
        self._holders, self._looked_at = holders, (int(count), int(last))

    def _gone(self, connection: Connection, digest: str, holders: Numbers) -> Rows:
        """Return the pictures whose holder is no longer in the library."""
        query = "SELECT seq FROM embeddings WHERE model_digest = :digest AND seq = ANY(:held)"
        asked = {"digest": digest, "held": np.unique(holders[holders > 0]).tolist()}
        there = connection.execute(text(query), asked).scalars().all()
        return np.flatnonzero((holders > 0) & ~np.isin(holders, np.array(there, np.int64)))

    def _holder(self, connection: Connection, digest: str, picture: int) -> int:
        """Return who holds a picture, by asking the server; 0 for nobody."""
        query = (
            "SELECT seq FROM embeddings WHERE model_digest = :digest "
            f"AND vector <=> CAST(:q AS vector) < {SAME_PICTURE} LIMIT 1"
        )
        asked = {"digest": digest, "q": written(self._vectors[picture])}
        return int(connection.execute(text(query), asked).scalar() or 0)

    def _compare(
        self, connection: Connection, digest: str, pictures: Rows, seen: int, holders: Numbers
    ) -> None:
        """Enter who holds these pictures, among what was added after number `seen`."""
        sought = self._vectors[pictures]
        for numbers, vectors in _portions(connection, digest, seen):
            alike = sought @ vectors.T
            held = alike.max(axis=1, initial=-1.0) > 1.0 - SAME_PICTURE
            holders[pictures[held]] = numbers[alike[held].argmax(axis=1)]


def _portions(
    connection: Connection, digest: str, seen: int
) -> Iterator[tuple[Numbers, FloatArray]]:
    """Yield what was added after number `seen`: numbers (n,) and vectors (n, D), n <= AT_ONCE."""
    query = (
        "SELECT seq, vector_send(vector) AS sent FROM embeddings "
        f"WHERE model_digest = :digest AND seq > :seen ORDER BY seq LIMIT {AT_ONCE}"
    )
    while rows := connection.execute(text(query), {"digest": digest, "seen": seen}).all():
        numbers = np.array([row.seq for row in rows], np.int64)
        yield numbers, np.stack([_received(row.sent) for row in rows])
        if len(rows) < AT_ONCE:
            return
        seen = int(numbers[-1])


def _received(sent: bytes) -> FloatArray:
    """Return the vector (D,) that the server sent: its length and nothing, then its numbers.

    `vector_send` of https://github.com/pgvector/pgvector, big-endian as all that PostgreSQL sends.
    """
    return np.frombuffer(sent, ">f4", offset=HEAD).astype(np.float32)
