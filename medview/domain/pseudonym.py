"""A name for a patient where their own must not stand: in the files of a model."""

from __future__ import annotations

import hashlib

LENGTH = 16  # hexadecimal digits: no two of a billion patients are likely to share them


def pseudonym(key: str) -> str:
    """Return the same name for the same key, which cannot be read back from it.

    A query's own patient is so known among a model's cases. It hides identity from whoever has no
    list of keys; who has one can try them one by one.
    """
    return "p-" + hashlib.sha256(f"medview patient {key}".encode()).hexdigest()[:LENGTH]
