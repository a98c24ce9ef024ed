"""What the app layer needs of the world below it; adapters are picked in bootstrap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case, CaseId, ImageRef, OpenSummary
from medview.domain.elements import Element
from medview.domain.embedded import Embedded
from medview.domain.grade import SignedGrade
from medview.domain.image import Picture
from medview.domain.job import JobContext
from medview.domain.model import ModelCard
from medview.domain.region import Region
from medview.domain.report import DicomIdentity
from medview.domain.segmentation import Segmentation
from medview.domain.training import EpochReport, Request
from medview.domain.volume import Frame

FloatArray = npt.NDArray[np.float32]


class Source(Protocol):
    """Where cases come from."""

    def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        """Emit each Case to `context` as it becomes known; return what did not open."""
        ...


class Reader(Protocol):
    """Decodes untrusted files outside the window's process, within limits."""

    def picture(self, ref: ImageRef, max_side: int | None = None) -> Picture:
        """Return one decoded image, reduced so that its longer side is at most `max_side`."""
        ...

    def slices(self, refs: Sequence[ImageRef]) -> Iterator[Frame]:
        """Yield the slices of a volume in order, decoded ahead; raise CannotOpen."""
        ...

    def thumbnail(self, ref: ImageRef, side: int) -> npt.NDArray[np.uint8]:
        """Return (h, w, 3) uint8 for display, longer side at most `side`."""
        ...

    def prepare(
        self, ref: ImageRef, preprocess: Mapping[str, Any], region: Region | None = None
    ) -> Prepared:
        """Return the encoder input of one image and its quality measures."""
        ...

    def prepare_many(
        self, refs: Iterable[ImageRef], preprocess: Mapping[str, Any]
    ) -> Iterable[Prepared | Exception]:
        """Yield `prepare` of each in order, decoding ahead on all readers; errors in place."""
        ...

    def squares(
        self, refs: Iterable[ImageRef], kind: str, side: int
    ) -> Iterator[npt.NDArray[np.uint8] | Exception]:
        """Yield each image as training keeps it, (side, side, C) uint8, in order."""
        ...

    def identity(self, ref: ImageRef) -> DicomIdentity | None:
        """Return patient, study and image as a DICOM file names them; None for other files."""
        ...

    def elements(self, ref: ImageRef) -> list[Element]:
        """Return every element of a DICOM file; raise CannotOpen with the reason."""
        ...

    def segmentation(self, ref: ImageRef) -> Segmentation:
        """Return segments and frames of a segmentation object; raise CannotOpen for no such."""
        ...

    def digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the SHA-256 of each file or ZIP member; raise CannotOpen for the first unread."""
        ...

    def close(self) -> None:
        """End the reader processes."""
        ...


class Prepared(Protocol):
    """One encoder input: `tensor` (3, S, S) float32 in [0, 1], and what the gate saw.

    `fault` says why no grade may be given ("This is not a fundus photograph."), "" when one may.
    """

    @property
    def tensor(self) -> FloatArray:
        """The encoder input."""
        ...

    @property
    def measures(self) -> Mapping[str, float]:
        """Quality measures; for the kind "retina" where the tensor lies on the photograph.

        For what is no fundus, `width` and `height` in pixels of what was prepared.
        """
        ...

    @property
    def fault(self) -> str:
        """Why no grade may be given."""
        ...


class Encoder(Protocol):
    """A model at work."""

    @property
    def card(self) -> ModelCard:
        """The card of the model."""
        ...

    def embed(self, images: FloatArray) -> FloatArray:
        """Return unit-length embeddings (N, D) of images (N, 3, S, S) in [0, 1]."""
        ...

    def outputs(self, images: FloatArray) -> dict[str, FloatArray]:
        """Return every output of the network by name, `embedding` among them."""
        ...


class CaseLibrary(Protocol):
    """What must last: cases, embeddings, signed grades, audit. Safe to call from any thread."""

    def add_case(self, case: Case, content_digest: str) -> bool:
        """Add one case durably; False when its content is there already."""
        ...

    def case(self, case_id: CaseId) -> Case | None:
        """Return one case, or None when it is not in the library."""
        ...

    def cases(self, modality: str = "", label: str = "", text: str = "") -> list[Case]:
        """Return the cases that pass the filters ("" = any)."""
        ...

    def studies_of(self, ids: Sequence[CaseId]) -> dict[CaseId, tuple[str, str]]:
        """Return the study UID and the series description of those of these that are there."""
        ...

    def remove_cases(self, ids: Sequence[CaseId]) -> int:
        """Remove cases and their embeddings; signed grades and audit stay."""
        ...

    def put_embedding(self, case_id: CaseId, digest: str, vector: FloatArray) -> None:
        """Keep the embedding of a case under ONE model digest."""
        ...

    def embeddings(self, digest: str) -> tuple[list[CaseId], FloatArray]:
        """Return all ids and embeddings (N, D) of one model digest."""
        ...

    def embedded(self, digest: str) -> list[Embedded]:
        """Return which embeddings there are of one model, of whole cases first, without numbers."""
        ...

    def vectors(
        self, wanted: Sequence[Embedded]
    ) -> Mapping[tuple[CaseId, int | None, int], FloatArray]:
        """Return the vectors (D,) of those that are still there, by their keys."""
        ...

    def sign(self, signed: SignedGrade) -> None:
        """Keep a signed grade durably before returning, vouched for by the audit trail."""
        ...

    def withdraw(self, case_id: CaseId, reader: str, at: datetime) -> SignedGrade | None:
        """Take back a reader's last standing signature of a case; return it, None without one."""
        ...

    def signed(self, case_id: CaseId) -> list[SignedGrade]:
        """Return the signatures of a case that stand (none taken back), oldest first."""
        ...

    def all_signed(self) -> list[SignedGrade]:
        """Return every signature, oldest first."""
        ...

    def audit(self, event: str, details: Mapping[str, Any]) -> None:
        """Append one event; the trail is never changed."""
        ...

    def audit_trail(self, since: datetime | None = None) -> list[Mapping[str, Any]]:
        """Return the events, oldest first."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Group writes: all or none."""
        ...


class RunListener(Protocol):
    """Who hears of a training run, and may ask something of it."""

    def on_step(self, done: int, total: int, loss: float, seconds_left: float | None) -> None:
        """Hear of the steps done and in all, the loss, and the seconds left once they are known."""
        ...

    def on_epoch(self, report: EpochReport) -> None:
        """Hear what an epoch came to."""
        ...

    def tell(self, text: str) -> None:
        """Hear what happened, in plain words."""
        ...

    def request(self) -> Request:
        """Return what is asked of the run now."""
        ...


class DeafListener:
    """A RunListener who hears nothing and lets the run go on."""

    def on_step(self, done: int, total: int, loss: float, seconds_left: float | None) -> None:
        """Do nothing."""

    def on_epoch(self, report: EpochReport) -> None:
        """Do nothing."""

    def tell(self, text: str) -> None:
        """Do nothing."""

    def request(self) -> Request:
        """Return that the run goes on."""
        return Request.GO_ON
