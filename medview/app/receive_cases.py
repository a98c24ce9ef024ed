"""Take in a file of cases from another site: checked as a whole, then imported case by case.

The images are kept in the home folder, since they must outlive the file. Cases whose pixels the
library has are told and not added; patients of another site never become one's own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medview.app.active_model import ActiveModels
from medview.app.import_cases import Embed, Embedding, import_cases
from medview.domain.case import Case, CaseId, Eye, EyeFrom, ImageRef, OpenSummary, Patient, Problem
from medview.domain.errors import CannotOpen, ExchangeError, MedViewError
from medview.domain.exchange import Parcel, ParcelReport
from medview.domain.job import JobContext
from medview.domain.manifest import SharedCase
from medview.domain.ports import Source
from medview.sources.parcel import OpenedParcel, is_parcel, open_parcel, unpack
from medview.store.files import aside, sweep, sync_folder, sync_tree
from medview.store.library import Library
from medview.store.site_key import KnownSites, SiteKey, is_signed

FOLDER = "exchange"  # of the home, for the images of other sites
ALIKE = 0.999  # cosine of two embeddings of the same pixels by the same model
MANY = 20  # possible twins from which on embeddings choose among them
NEAR_MM = 0.01  # positions of the same slice, after two ways through decimal text

FloatArray = npt.NDArray[np.float32]


class Pixels(Protocol):
    """What reads files outside the window's process."""

    def pixel_digests(self, refs: Sequence[ImageRef]) -> list[str]:
        """Return the SHA-256 of the pixels of each file; raise CannotOpen."""
        ...


class ReceiveCases:
    """Looks at files of cases, and imports them."""

    def __init__(
        self,
        home: Path,
        source: Source,
        reader: Pixels,
        library: Library,
        models: ActiveModels,
        embed: Embed,
        content: Callable[[Case], str],
        key: SiteKey,
    ) -> None:
        """Take what opens, reads, embeds and keeps; images are kept below `home`."""
        self._kept = home / FOLDER
        self._source = source
        self._reader = reader
        self._library = library
        self._models = models
        self._embed = embed
        self._content = content
        self._key = key
        self.sites = KnownSites(home)

    def is_parcel(self, path: Path) -> bool:
        """Return True for a file of cases, sound or not."""
        return is_parcel(path)

    def look(self, path: Path, context: JobContext) -> Parcel:
        """Return what a file says of itself and who signed it; nothing is imported.

        Raises ExchangeError when it was changed or is not built as it should be.
        """
        return self._told(open_parcel(path, is_signed, context))

    def __call__(self, path: Path, context: JobContext) -> ParcelReport:
        """Import a file; a case that cannot be used is told, and the others go on.

        Raises ExchangeError before anything is imported, LibraryError, and Cancelled with all so
        far kept.
        """
        opened = open_parcel(path, is_signed, context)
        parcel = self._told(opened)
        folder = self._keep_images(opened, context)
        vectors = _Vectors(opened, folder, self._models)
        run = _Run(
            self._source, self._reader, self._library, self._embed, self._content, opened, vectors
        )
        try:
            added = run.all(folder, context)
        finally:
            _prune(folder, self._library)
            self._library.audit(
                "cases received",
                {
                    "site": parcel.signer.name,
                    "fingerprint": parcel.signer.fingerprint,
                    "standing": str(parcel.standing),
                    "manifest": parcel.digest,
                    "added": [case.id for case in run.added],
                    "known": [case.id for case in run.known],
                    "left_out": len(run.problems),
                },
            )
        return ParcelReport(
            parcel,
            added=added,
            duplicates=run.duplicates,
            embedded=sum(case.id in vectors.used for case in run.added),
            known=tuple(case.title for case in run.known),
            skipped=tuple(run.problems),
        )

    def _told(self, opened: OpenedParcel) -> Parcel:
        manifest = opened.manifest
        standing, other = self.sites.standing(opened.signer, self._key.public())
        return Parcel(
            path=str(opened.path),
            signer=opened.signer,
            standing=standing,
            cases=len(manifest.cases),
            images=len({name for case in manifest.cases for name, _ in case.images}),
            size=opened.size,
            made_at=manifest.made_at,
            with_texts=manifest.with_texts,
            known_key=other,
            digest=opened.digest,
        )

    def _keep_images(self, opened: OpenedParcel, context: JobContext) -> Path:
        """Return the folder of the unpacked images, every byte checked and on the disk.

        Of a file that was imported before, only what is missing is added.
        """
        place = self._kept / opened.digest[:16]
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            sweep(self._kept)
            incoming = aside(self._kept, "incoming")
            shutil.rmtree(incoming, ignore_errors=True)
            incoming.mkdir()
            try:
                unpack(opened, incoming, context)
                sync_tree(incoming)
                _move(incoming, place)
            finally:
                shutil.rmtree(incoming, ignore_errors=True)
            sync_folder(self._kept)
        except OSError as error:
            raise ExchangeError(
                f"The images could not be kept ({error.strerror or error}).",
                hint="Free some disk space; then import the file again.",
            ) from error
        return place


def _move(incoming: Path, place: Path) -> None:
    """Give each unpacked folder its name below `place`; one that is there stays as it is."""
    for folder in sorted([*incoming.glob("cases/*"), *incoming.glob("embeddings")]):
        target = place / folder.relative_to(incoming)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            folder.replace(target)
        sync_folder(target.parent)


def _prune(place: Path, library: Library) -> None:
    """Remove the folders of cases that the library did not take, and the embeddings."""
    cases = library.cases_in(str(place))
    held = {str(Path(ref.path).parent) for case in cases for ref in case.images}
    for folder in place.glob("cases/*"):
        if str(folder) not in held:
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(place / "embeddings", ignore_errors=True)
    for folder in (place / "cases", place):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


class _Vectors:
    """The embeddings that came with the cases, of the models in use here."""

    def __init__(self, opened: OpenedParcel, folder: Path, models: ActiveModels) -> None:
        self._models = models
        self._of: dict[tuple[str, int], dict[int | None, FloatArray]] = {}
        self._distrusted: set[str] = set()
        self._tried: set[str] = set()
        self.used: set[CaseId] = set()
        in_use = set(models.digests())
        for one in opened.manifest.vectors:
            if one.model not in in_use:
                continue
            flat = np.frombuffer((folder / one.member).read_bytes(), "<f4")
            for (number, image), vector in zip(one.rows, flat.reshape(-1, one.length), strict=True):
                if np.isfinite(vector).all() and abs(float(np.linalg.norm(vector)) - 1) < 1e-3:
                    key = (one.model, number)
                    self._of.setdefault(key, {})[image] = vector.astype(np.float32)

    def of(self, case: Case, number: int, embed: Embed) -> Embedding | None:
        """Return the vector of a case, None when there is none that can be relied on.

        The first one of each model is held against our own of the same pixels: a sender whose
        model or machine computes otherwise is not believed further.
        """
        digest = self.model_of(case)
        found = self._of.get((digest, number), {}).get(None)
        if found is None or digest in self._distrusted:
            return None
        if digest not in self._tried:
            own = next(iter(embed([case])))
            if isinstance(own, Exception):
                return None
            self._tried.add(digest)
            if len(own[1]) != len(found) or float(own[1] @ found) < ALIKE:
                self._distrusted.add(digest)
                return None
        return digest, found

    def slices_of(self, case: Case, number: int) -> dict[int, FloatArray]:
        """Return the vectors of images of a case, by the number of the image in the file."""
        digest = self.model_of(case)
        found = self._of.get((digest, number), {})
        if digest in self._distrusted:
            return {}
        return {image: vector for image, vector in found.items() if image is not None}

    def model_of(self, case: Case) -> str:
        """Return the digest of the model in use for a case, "" without one."""
        try:
            return self._models.for_modality(case.modality).card.ref.digest
        except MedViewError:
            return ""


@dataclass
class _Run:
    """One file being taken in; implements domain.ports.Source and a Labeller for the import."""

    opener: Source
    reader: Pixels
    library: Library
    own_embed: Embed
    content: Callable[[Case], str]
    opened: OpenedParcel
    vectors: _Vectors
    problems: list[Problem] = field(default_factory=list)
    known: list[Case] = field(default_factory=list)
    added: list[Case] = field(default_factory=list)
    duplicates: int = 0
    _given: dict[CaseId, tuple[int, Embedding | Exception]] = field(default_factory=dict)
    _places: dict[CaseId, dict[int, int]] = field(default_factory=dict)

    def all(self, folder: Path, context: JobContext) -> int:
        """Import every case below `folder`; return how many were added."""
        self._folder = folder
        report = import_cases(
            [folder],
            None,
            self.opened.signer.name,
            _Noting(context, self._note_added),
            opener=self,
            library=self.library,
            embed=self.embed,
            content=self.content,
            label=self,
        )
        self.problems += report.skipped
        self.duplicates = len(self.known) + report.duplicates
        return report.added

    # --- as a source

    def open(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        """Emit each case that is not in the library; see domain.ports.Source."""
        twins = _Twins(self.reader, self.library)
        count = 0
        for number, shared in enumerate(self.opened.manifest.cases):
            context.step(number, len(self.opened.manifest.cases), "Looking at the images")
            case = self._case(number, shared)
            if case is None:
                continue
            twin = self.library.case(case.id) or self._twin(case, number, twins)
            if twin is not None:
                self.known.append(twin)
            else:
                count += 1
                context.emit(case)
        return OpenSummary(count)

    def _case(self, number: int, shared: SharedCase) -> Case | None:
        """Return one case as its images tell it, or None with a problem told."""
        found: list[Case] = []
        summary = self.opener.open([self._folder / shared.folder], JobContext(on_item=found.append))
        wanted = {(str(self._folder / name), frame) for name, frame in shared.images}
        for case in found:
            if {(ref.path, ref.frame) for ref in case.images} == wanted:
                own = self._described(case, number, shared)
                self._places[own.id] = _places(own, self._folder, shared)
                return own
        why = summary.problems[0] if summary.problems else None
        self.problems.append(
            Problem(
                self._title(number),
                why.message if why else "Its images are not those that the file promises.",
                why.hint if why else "Ask the sender.",
            )
        )
        return None

    def _title(self, number: int) -> str:
        return f"{self.opened.signer.name} {number + 1}"

    def _described(self, case: Case, number: int, shared: SharedCase) -> Case:
        """Return the case with what the sender says of it, and a patient of theirs alone."""
        patient = f"{self.opened.signer.mark}-{shared.patient}"
        told = replace(
            case,
            patient=Patient(patient),
            title=self._title(number),
            body_part=case.body_part or shared.body_part,
            label=shared.label,
            outcome=shared.outcome,
            tags=shared.tags,
            findings=shared.findings,
            source=self.opened.signer.name,
        )
        if not case.is_photograph or not shared.is_photograph:
            return told
        return replace(
            told,
            modality=shared.modality,
            study_date=shared.study_date,
            camera=case.camera or shared.camera,
            eye=Eye(shared.eye) if shared.eye else case.eye,
            eye_from=EyeFrom(shared.eye_from) if shared.eye_from else case.eye_from,
        )

    def _twin(self, case: Case, number: int, twins: _Twins) -> Case | None:
        answer = self.vectors.of(case, number, self.own_embed)
        if answer is not None:
            self.vectors.used.add(case.id)
            self._given[case.id] = (number, answer)
        else:
            own = next(iter(self.own_embed([case])))
            self._given[case.id] = (number, own)
        return twins.of(case, self._given[case.id][1])

    # --- as a labeller

    def look_over(self, cases: Sequence[Case]) -> None:
        """Do nothing: every case brings its own label."""

    def __call__(self, case: Case) -> Case:
        """Return the case as it is."""
        return case

    def unused(self) -> list[Problem]:
        """Return nothing: there is no table."""
        return []

    # --- as what embeds

    def embed(self, cases: Sequence[Case]) -> Iterator[Embedding | Exception]:
        """Yield the vectors that were found while the cases were opened."""
        for case in cases:
            yield self._given[case.id][1]

    def _note_added(self, case: Case) -> None:
        """Keep the vectors of images too, once their case is in the library."""
        self.added.append(case)
        number = self._given[case.id][0]
        places = self._places[case.id]
        slices = self.vectors.slices_of(case, number) if case.id in self.vectors.used else {}
        here = {places[image]: vector for image, vector in slices.items()}
        if here:
            self.library.put_slices(case.id, self.vectors.model_of(case), here)


class _Noting(JobContext):
    """A context that has each case seen before it is handed on, and is cancelled with it."""

    def __init__(self, outer: JobContext, note: Callable[[Case], None]) -> None:
        super().__init__()
        self._outer = outer
        self._note = note

    @property
    def is_cancelled(self) -> bool:
        return self._outer.is_cancelled

    def step(self, done: int, total: int, text: str = "") -> None:
        self._outer.step(done, total, text)

    def emit(self, item: Case) -> None:
        self._note(item)
        self._outer.emit(item)


def _places(case: Case, folder: Path, shared: SharedCase) -> dict[int, int]:
    """Return where each image of the file stands in the case."""
    here = {(ref.path, ref.frame): place for place, ref in enumerate(case.images)}
    return {
        number: here[(str(folder / name), frame)]
        for number, (name, frame) in enumerate(shared.images)
    }


class _Twins:
    """Finds the case of the library that has the same pixels, whatever its files say else."""

    def __init__(self, reader: Pixels, library: Library) -> None:
        self._reader = reader
        self._library = library
        self._cases: dict[tuple[str, int], list[Case]] = {}
        self._read: set[str] = set()
        self._digests: dict[CaseId, tuple[str, ...]] = {}
        self._vectors: dict[str, tuple[list[CaseId], FloatArray]] = {}

    def of(self, case: Case, answer: Embedding | Exception) -> Case | None:
        """Return the twin of a case, None when there is none; `answer` is its embedding."""
        if case.modality not in self._read:
            self._read.add(case.modality)
            for other in self._library.cases(case.modality):
                self._cases.setdefault((other.modality, len(other.images)), []).append(other)
        alike = self._cases.get((case.modality, len(case.images)), [])
        alike = [other for other in alike if _same_place(case, other)]
        if len(alike) > MANY and not isinstance(answer, Exception):
            near = self._near(*answer)
            alike = [other for other in alike if other.id in near]
        if not alike:
            return None
        own = self._digest(case)
        return next((other for other in alike if own and self._digest(other) == own), None)

    def _near(self, model: str, vector: FloatArray) -> set[CaseId]:
        """Return the cases whose embedding is that of the same pixels."""
        if model not in self._vectors:
            self._vectors[model] = self._library.embeddings(model)
        ids, matrix = self._vectors[model]
        if not ids or matrix.shape[1] != len(vector):
            return set()
        return {ids[place] for place in np.flatnonzero(matrix @ vector > ALIKE)}

    def _digest(self, case: Case) -> tuple[str, ...]:
        """Return the digests of the pixels of a case's files with their frames, () when unread."""
        if case.id not in self._digests:
            frames: dict[ImageRef, list[int]] = {}
            for ref in case.images:
                frames.setdefault(ImageRef(ref.path, ref.member), []).append(ref.frame)
            try:
                found: Iterable[str] = self._reader.pixel_digests(list(frames))
            except CannotOpen:  # it was moved, or its drive is not there: no twin of anything
                found = ()
            pairs = zip(found, frames.values(), strict=False)
            self._digests[case.id] = tuple(f"{digest} {shown}" for digest, shown in pairs)
        return self._digests[case.id]


def _same_place(one: Case, other: Case) -> bool:
    """Return True for slices that lie at the same places, or of which no place is known."""
    if len(one.position_mm) != len(other.position_mm):
        return False
    return all(
        abs(a - b) < NEAR_MM for a, b in zip(one.position_mm, other.position_mm, strict=True)
    )
