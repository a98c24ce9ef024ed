"""The elements of a DICOM file, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Element:
    """One element: `level` counts the sequences it lies in; `value` is text, never pixels."""

    level: int
    tag: str
    vr: str
    name: str
    value: str

    @property
    def text(self) -> str:
        """The element in one line, to be searched and copied."""
        return "\t".join((">" * self.level + self.tag, self.vr, self.name, self.value))
