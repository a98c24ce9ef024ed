"""Take in a file of cases from another site: checked as a whole, then imported case by case.

The images are kept in the home folder, since they must outlive the file. Cases whose pixels the
library has are told and not added; patients of another site never become one's own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from medview.app.active_model import ActiveModels
from medview.app.import_cases import Embed, Embedding, import_cases
from medview.app.same_pixels import Pixels, Twins
from medview.app.sent_vectors import SentVectors
from medview.domain.case import (
    EYE_CONFLICT,
    Case,
    CaseId,
    Eye,
    EyeFrom,
    OpenSummary,
    Patient,
    Problem,
)
from medview.domain.errors import ExchangeError
from medview.domain.exchange import Parcel, ParcelReport
from medview.domain.image import Notice
from medview.domain.job import JobContext
from medview.domain.manifest import SharedCase
from medview.domain.ports import Source
from medview.sources.parcel import OpenedParcel, is_parcel, open_parcel, unpack
from medview.store.files import aside, sweep, sync_folder, sync_tree
from medview.store.library import Library
from medview.store.site_key import KnownSites, SiteKey, is_signed

FOLDER = "exchange"  # of the home, for the images of other sites


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
        vectors = SentVectors(opened, folder, self._models)
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


@dataclass
class _Run:
    """One file being taken in; implements domain.ports.Source and a Labeller for the import."""

    opener: Source
    reader: Pixels
    library: Library
    own_embed: Embed
    content: Callable[[Case], str]
    opened: OpenedParcel
    vectors: SentVectors
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
        twins = Twins(self.reader, self.library)
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
        told = replace(
            told,
            modality=shared.modality,
            study_date=shared.study_date,
            camera=case.camera or shared.camera,
        )
        return _with_eye(told, shared)

    def _twin(self, case: Case, number: int, twins: Twins) -> Case | None:
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


def _with_eye(case: Case, shared: SharedCase) -> Case:
    """Return a photograph with the eye that the sender says, and with their doubt."""
    if not shared.eye or not shared.eye_from:
        return case
    eye, source = Eye(shared.eye), EyeFrom(shared.eye_from)
    notices = tuple(notice for notice in case.notices if notice.code != EYE_CONFLICT)
    if shared.eye_is_doubtful:
        text = f"The {source} says {eye}, but the optic disc lies as in {eye.other}."
        notices += (Notice(EYE_CONFLICT, text),)
    return replace(case, eye=eye, eye_from=source, notices=notices)


def _places(case: Case, folder: Path, shared: SharedCase) -> dict[int, int]:
    """Return where each image of the file stands in the case."""
    here = {(ref.path, ref.frame): place for place, ref in enumerate(case.images)}
    return {
        number: here[(str(folder / name), frame)]
        for number, (name, frame) in enumerate(shared.images)
    }
