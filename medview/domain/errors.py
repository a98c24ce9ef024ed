"""The error tree: every failure a person can meet, with what to do next.

MedViewError
├── CannotOpen              a file or folder that does not become a case
│   ├── UnreadableFile      broken, truncated, or not what its name says
│   ├── UnsupportedFormat   sound, but no decoder here reads it
│   ├── TooLarge            beyond the limits of memory, pixels or nesting
│   ├── UnsafeFile          tries to write outside, or to run code
│   ├── RegionOutside       the region asked for is no part of the image
│   ├── NoVolume            slices that are no even stack in space: no other planes
│   └── ReaderFailed        the reader process crashed or ran out of time
├── AlignmentFailed         two series that cannot be laid over each other
├── ModelError
│   ├── ModelMissing        no such model in the registry
│   ├── ModelDamaged        a file of the package does not match its digest
│   └── ModelMismatch       embeddings or inputs of another model
├── LibraryError
│   ├── LibraryBusy         another window has this library open
│   ├── LibraryDamaged      the database cannot be read
│   ├── LibraryNotWritable  disk full, read-only, no permission
│   └── LibraryUnreachable  the server of the library does not answer
├── LabelsError             a labels table that cannot be used
├── ExchangeError           a file of cases that cannot be made, or is not taken
├── StudyError              a reading study that cannot be set up or read like this
└── PlanError               a training plan that cannot be run
"""

from __future__ import annotations


class MedViewError(Exception):
    """What happened, in a clinician's words, and what to do next (`hint`)."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the message and the hint apart, so that a view can set them apart."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """One line: message, then hint."""
        return f"{self.message} {self.hint}".strip()


class CannotOpen(MedViewError):
    """A file or folder that does not become a case."""


class UnreadableFile(CannotOpen):
    """Broken, truncated, or not what its name says."""


class UnsupportedFormat(CannotOpen):
    """Sound, but no decoder here reads it."""


class TooLarge(CannotOpen):
    """Beyond the limits of memory, pixels or nesting."""


class UnsafeFile(CannotOpen):
    """Tries to write outside its folder, or to run code."""


class RegionOutside(CannotOpen):
    """The region asked for is no part of the image."""


class NoVolume(CannotOpen):
    """The slices of a series are no even stack in space, so that there are no other planes."""


class ReaderFailed(CannotOpen):
    """The reader process crashed or ran out of time or memory on this file."""


class NoReader(ReaderFailed):
    """No reader process starts, whatever the file; the hint says what to do."""

    def __init__(self, hint: str) -> None:
        """Say so, and what may help here."""
        super().__init__("The process that reads images does not start.", hint=hint)


class AlignmentFailed(MedViewError):
    """Two series that cannot be laid over each other, or not in a way that can be true."""


class ModelError(MedViewError):
    """A model package cannot be used."""


class ModelMissing(ModelError):
    """No such model in the registry."""


class ModelDamaged(ModelError):
    """A file of the package does not match its digest, or is not a model."""


class ModelMismatch(ModelError):
    """Embeddings or inputs belong to another model."""


class LibraryError(MedViewError):
    """The library cannot be used."""


class LibraryBusy(LibraryError):
    """Another window has this library open."""


class LibraryDamaged(LibraryError):
    """The database cannot be read."""


class LibraryNotWritable(LibraryError):
    """Disk full, read-only, or no permission."""


class LibraryUnreachable(LibraryError):
    """The server of the library does not answer, or does not let this user in."""


class LabelsError(MedViewError):
    """A labels table that cannot be used."""


class PlanError(MedViewError):
    """A training plan that cannot be run."""


class StudyError(MedViewError):
    """A reading study that cannot be set up or read like this."""


class ExchangeError(MedViewError):
    """A file of cases for another site cannot be made, or is not taken as it is."""
