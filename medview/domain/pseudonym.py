"""A name for a patient where their own must not stand: in the files of a model."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Container
from dataclasses import dataclass

LENGTH = 16  # hexadecimal digits: no two of a billion patients are likely to share them


@dataclass(frozen=True)
class Pseudonyms:
    """The pseudonyms of one home, by its secret `salt`.

    Whoever has a list of patients, but not the salt, cannot find them in a model that left the
    house by trying their keys one by one. Without a salt the names are those of models that were
    trained before homes had one.
    """

    salt: bytes = b""

    def of(self, key: str) -> str:
        """Return the same name for the same key, which cannot be read back from it."""
        text = f"medview patient {key}".encode()
        if not self.salt:
            return "p-" + hashlib.sha256(text).hexdigest()[:LENGTH]
        return "p-" + hmac.new(self.salt, text, "sha256").hexdigest()[:LENGTH]

    def names(self, key: str) -> tuple[str, ...]:
        """Return what a patient may be called in a model: by their own key, and hidden."""
        return (key, self.of(key), UNSALTED.of(key)) if key else ()

    def name_among(self, key: str, known: Container[str]) -> str:
        """Return the name a patient has among those known; their own key when they are none."""
        return next((name for name in self.names(key) if name in known), key)


UNSALTED = Pseudonyms()
