"""Write cases of the library into one file for another site: de-identified, signed, sealed."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import numpy as np

from medview.app.active_model import ActiveModels
from medview.domain.case import Case, CaseId, ImageRef, Problem
from medview.domain.errors import CannotOpen, ExchangeError
from medview.domain.exchange import (
    Disguise,
    ExportOrder,
    ExportPreview,
    ExportReport,
    Secrets,
    Signer,
    names_somebody,
    telling_words,
)
from medview.domain.job import JobContext
from medview.domain.manifest import Manifest, SharedCase, SharedVectors
from medview.domain.pseudonym import Pseudonyms
from medview.store.library import Library
from medview.store.parcel_writer import ParcelWriter
from medview.store.site_key import SiteKey

STANDS_IN = "unknown-"  # how the key of a patient begins whom the file does not name
IN_MEMORY = 64 * 1024**2  # bytes of one case; a longer one goes through the disk
LONGEST_SITE = 80
# Words of descriptions that tell a series of a head, from which a face can be made.
HEAD = ("head", "brain", "skull", "face", "orbit", "sinus", "neck", "kopf", "schaedel", "cerebr")
SOLID = ("CT", "MR", "PT")


class Hiding(Protocol):
    """What reads files outside the window's process and leaves out whose they are."""

    def deidentified(
        self, refs: Sequence[ImageRef], disguise: Disguise
    ) -> Iterator[tuple[bytes, str] | Exception]:
        """Yield each file without whose it is, and the ending of its name; errors in place."""
        ...


class ExportCases:
    """Makes files of cases; what names somebody is left out, and said so."""

    def __init__(
        self,
        reader: Hiding,
        library: Library,
        models: ActiveModels,
        key: SiteKey,
        pseudonyms: Pseudonyms,
        known: Callable[[Case], Case],
    ) -> None:
        """Take what reads, what is exported from, and what signs and hides.

        `known` answers a case with the eye that a person said it is of.
        """
        self._known = known
        self._reader = reader
        self._library = library
        self._models = models
        self._key = key
        self._pseudonyms = pseudonyms

    def signer(self, site: str) -> Signer:
        """Return who signs here; the key is made the first time."""
        return Signer(site, self._key.public())

    def preview(self, order: ExportOrder) -> ExportPreview:
        """Return what would leave the house; images are looked at only by the export itself."""
        cases = self._cases(order.cases)
        telling = self._telling(cases)
        noted = [_notes(case, telling[case.id], order.with_texts) for case in cases]
        told = [shared for shared, _ in noted]
        words = {w for one in told for w in (one.label, one.outcome, *one.tags) if w}
        return ExportPreview(
            cases=len(cases),
            images=sum(len(_files(case)) for case in cases),
            patients=len({case.patient.key for case in cases}),
            heads=sum(map(_shows_head, cases)),
            words=tuple(sorted(words)),
            texts=tuple(
                (case.title, one.findings)
                for case, one in zip(cases, told, strict=True)
                if one.findings
            ),
            held_back=tuple(problem for _, problems in noted for problem in problems),
        )

    def __call__(self, order: ExportOrder, target: Path, context: JobContext) -> ExportReport:
        """Write the file; what cannot be sent is left out and told, and the rest goes on.

        Raises ExchangeError when nothing is left or the file cannot be written, and Cancelled:
        there is then no file.
        """
        started = time.monotonic()
        site = " ".join(order.site.split())[:LONGEST_SITE]
        if not site:
            raise ExchangeError(
                "The file needs the name of your site: it tells the receiver who signed it.",
                hint="Write it in the export window, or give it to the command.",
            )
        signer = self.signer(site)
        cases = self._cases(order.cases)
        with ParcelWriter(target) as writer:
            hidden = Secrets(self._pseudonyms.salt, secrets.token_bytes(32))
            run = _Run(self._reader, writer, hidden, self._telling(cases))
            run.all(cases, order.with_texts, context)
            if not run.sent:
                raise ExchangeError(_nothing_left(run.problems), hint="No file was written.")
            manifest = Manifest(
                site=site,
                key=signer.key.hex(),
                export=secrets.token_hex(16),
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                with_texts=order.with_texts,
                cases=tuple(shared for _, shared in run.sent),
                vectors=tuple(self._vectors([case for case, _ in run.sent], writer)),
            )
            context.step(len(cases), len(cases), "Signing")
            digest = writer.finish(manifest, self._key.sign)
        self._library.audit(
            "cases exported",
            {
                "cases": [case.id for case, _ in run.sent],
                "site": site,
                "fingerprint": signer.fingerprint,
                "manifest": digest,
                "with_texts": order.with_texts,
                "left_out": len(cases) - len(run.sent),
            },
        )
        return ExportReport(
            cases=len(run.sent),
            images=run.images,
            size=target.stat().st_size,
            seconds=time.monotonic() - started,
            signer=signer,
            skipped=tuple(run.problems),
        )

    def _cases(self, ids: Sequence[CaseId]) -> list[Case]:
        cases = self._library.cases_of(list(dict.fromkeys(ids)))
        return [self._known(case) for case in cases]

    def _telling(self, cases: Sequence[Case]) -> dict[CaseId, tuple[str, ...]]:
        """Return what must stand in nothing that is sent of each case.

        Names of a patient are those of all their cases: a photograph often tells a number alone.
        """
        names = self._library.patient_names()
        return {
            case.id: telling_words(
                (*sorted(names.get(case.patient.key, set())), _number_of(case)),
                (case.study_uid, case.series_uid),
            )
            for case in cases
        }

    def _vectors(self, cases: Sequence[Case], writer: ParcelWriter) -> Iterator[SharedVectors]:
        """Write the embeddings of the models in use, and yield what they are of."""
        numbers = {case.id: number for number, case in enumerate(cases)}
        for digest in sorted(set(self._models.digests())):
            listed = [one for one in self._library.embedded(digest) if one.case_id in numbers]
            found = self._library.vectors(listed)
            kept = [one for one in listed if one.key in found]
            if not kept:
                continue
            stacked = np.stack([found[one.key] for one in kept]).astype("<f4")
            name = f"embeddings/{writer.count('embeddings/') + 1}.f32"
            writer.add(name, stacked.tobytes(), is_packed=False)
            rows = tuple((numbers[one.case_id], one.image) for one in kept)
            yield SharedVectors(digest, stacked.shape[1], name, rows)


@dataclass
class _Run:
    """One export under way."""

    reader: Hiding
    writer: ParcelWriter
    secrets: Secrets
    telling: Mapping[CaseId, tuple[str, ...]]
    sent: list[tuple[Case, SharedCase]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    images: int = 0

    def all(self, cases: Sequence[Case], with_texts: bool, context: JobContext) -> None:
        """Write every case that can be sent."""
        for number, case in enumerate(cases):
            context.step(number, len(cases), "De-identifying")
            shared, held_back = _notes(case, self.telling[case.id], with_texts)
            self.problems += held_back
            try:
                self._send(case, shared, context, (number, len(cases)))
            except CannotOpen as error:
                self.problems.append(Problem(case.title, error.message, error.hint))

    def _send(
        self, case: Case, shared: SharedCase, context: JobContext, place: tuple[int, int]
    ) -> None:
        """Write the images of one case, all of them or none."""
        files = _files(case)
        disguise = self.secrets.disguise(case.patient.key, self.telling[case.id])
        folder = f"cases/{len(self.sent) + 1:05}"
        names: list[str] = []
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            sizes: list[int] = []
            for found in self.reader.deidentified(files, disguise):
                context.step(*place, "De-identifying")
                if isinstance(found, Exception):
                    raise found
                kept.write(found[0])
                sizes.append(len(found[0]))
                names.append(f"{folder}/{len(names) + 1:05}{found[1]}")
            kept.seek(0)
            for name, size in zip(names, sizes, strict=True):
                context.step(*place, "De-identifying")
                self.writer.add(name, kept.read(size), is_packed=name.endswith(".dcm"))
        self.images += len(names)
        by_file = dict(zip(files, names, strict=True))
        images = tuple((by_file[_file(ref)], ref.frame) for ref in case.images)
        whole = _disguised(case, shared, disguise, images)
        self.sent.append((case, whole))


def _nothing_left(problems: Sequence[Problem]) -> str:
    if not problems:
        return "There is no case to export."
    return f"None of the cases can be sent. The first reason: {problems[-1].message}"


def _file(ref: ImageRef) -> ImageRef:
    return ImageRef(ref.path, ref.member)


def _files(case: Case) -> list[ImageRef]:
    """Return the files of a case, each once and in order."""
    return list(dict.fromkeys(map(_file, case.images)))


def _number_of(case: Case) -> str:
    """Return the number of a patient, "" where a stand-in was made up for one."""
    return "" if case.patient.key.startswith(STANDS_IN) else case.patient.key


def _notes(
    case: Case, forbidden: Sequence[str], with_texts: bool
) -> tuple[SharedCase, list[Problem]]:
    """Return what people wrote of a case as it may be sent, and what is held back.

    A text that names the patient is left out as a whole: what else it tells is not known.
    """
    problems = []

    def safe(text: str, what: str) -> str:
        if not names_somebody(text, forbidden):
            return text
        problems.append(
            Problem(
                case.title,
                f"Left out was {what}: the name or number of the patient stands in it.",
                "Change it with Describe, then export again.",
            )
        )
        return ""

    shared = SharedCase(
        images=(("", 0),),
        modality=case.modality,
        patient="",
        body_part=safe(case.body_part, "its body part")[:100],
        camera=safe(case.camera, "its camera")[:100],
        eye=str(case.eye) if case.eye else "",
        eye_from=str(case.eye_from) if case.eye_from else "",
        eye_is_doubtful=case.eye_is_contradicted,
        label=safe(case.label, "its label")[:200],
        outcome=safe(case.outcome, "its outcome")[:200],
        tags=tuple(t for t in (safe(tag, "one of its tags")[:100] for tag in case.tags) if t)[:50],
        findings=safe(case.findings, "its findings text")[:20_000] if with_texts else "",
    )
    return shared, problems


def _disguised(
    case: Case, shared: SharedCase, disguise: Disguise, images: tuple[tuple[str, int], ...]
) -> SharedCase:
    """Return what is sent of a case, with its images and a pseudonym."""
    facts: Mapping[str, str] = {
        "patient": disguise.pseudonym,
        "study_date": _moved(case.study_date, disguise.days),
    }
    return SharedCase(**{**vars(shared), **facts, "images": images})


def _moved(date: str, days: int) -> str:
    """Return YYYY-MM-DD so many days earlier, "" for no date."""
    try:
        return (datetime.strptime(date, "%Y-%m-%d") - timedelta(days=days)).strftime("%Y-%m-%d")
    except (ValueError, OverflowError):
        return ""


def _shows_head(case: Case) -> bool:
    words = f"{case.body_part} {case.study_description} {case.series_description}".casefold()
    return case.modality in SOLID and case.is_series and any(word in words for word in HEAD)
