"""Everything a user can do, as one object that the window and the command line call."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from medview.app.accept_site import AcceptSite
from medview.app.active_model import ActiveModels
from medview.app.align_series import AlignSeries
from medview.app.check_cases import Fingerprints
from medview.app.choose_library import ChooseLibrary
from medview.app.collect_cases import CollectCases
from medview.app.content_digest import ContentDigest
from medview.app.decide_evidence import DecideEvidence
from medview.app.embed_cases import EmbedCases
from medview.app.embed_missing import embed_missing
from medview.app.embed_slices import embed_slices
from medview.app.estimate_oedema import EstimateOedema
from medview.app.evaluate_model import EvaluateModel
from medview.app.explain_grade import ExplainGrade
from medview.app.explain_similar import ExplainSimilar
from medview.app.export_cases import ExportCases, Hiding
from medview.app.eyes import Eyes
from medview.app.find_nodules import FindNodules
from medview.app.find_similar import FindSimilar
from medview.app.find_together import FindTogether
from medview.app.grade_eye import GradeEye
from medview.app.import_cases import ImportReport, import_cases
from medview.app.label_next import LabelNext
from medview.app.lesions import Lesions
from medview.app.licences import Licence, installed_licences
from medview.app.manage_models import ManageModels
from medview.app.match_slices import MatchSlices
from medview.app.measures import Measures
from medview.app.open_volume import OpenVolume
from medview.app.ready_cases import ReadyCases
from medview.app.recall_findings import RecallFindings
from medview.app.receive_cases import ReceiveCases
from medview.app.recognise_sets import FoundSet, recognise_sets
from medview.app.reports import Reports
from medview.app.same_pixels import Pixels
from medview.app.sign_grade import sign_grade
from medview.app.statistics import ClinicStatistics
from medview.app.studies import Studies
from medview.app.switch_model import SwitchModel
from medview.app.take_regions import TakeRegions
from medview.app.training import Training
from medview.app.visits import CompareVisits
from medview.app.withdraw_signature import withdraw_signature
from medview.app.work_through import WorkThrough
from medview.domain.case import FUNDUS, Case, CaseId, ImageRef, OpenSummary
from medview.domain.checklist import Findings, LesionChecklist
from medview.domain.elements import Element
from medview.domain.errors import CannotOpen, LibraryDamaged, ModelError
from medview.domain.exchange import Parcel, ParcelReport, Signer
from medview.domain.feedback import Judgement
from medview.domain.grade import Grade, GradeEstimate, SignedGrade
from medview.domain.image import Picture
from medview.domain.job import Cancelled, JobContext
from medview.domain.label_queue import USUAL_COUNT, LabelQueue
from medview.domain.model import ModelCard, ModelRef
from medview.domain.neighbours import Metric, SimilarResult
from medview.domain.pairs import visit_key
from medview.domain.ports import Reader, Source
from medview.domain.pseudonym import Pseudonyms
from medview.domain.region import Region
from medview.domain.segmentation import Segmentation
from medview.domain.training import DR_GRADING
from medview.domain.worklist import is_hidden
from medview.retrieval.server import ServerIndex
from medview.store.alignments import AlignmentDecisions
from medview.store.checklists import ChecklistStore
from medview.store.estimates import Estimates
from medview.store.evidence import EvidenceDecisions
from medview.store.eye_corrections import EyeCorrections
from medview.store.lesions import LesionDecisions
from medview.store.library import Library
from medview.store.measures import MeasureStore
from medview.store.model_events import ModelEvents
from medview.store.models import ModelRegistry
from medview.store.nodules import NoduleDecisions
from medview.store.oedema import OedemaStore
from medview.store.runs import Runs
from medview.store.settings import SettingsStore
from medview.store.site_calibrations import SiteCalibrations
from medview.store.site_key import SiteKey
from medview.store.studies import StudyStore


class TrainingReader(Reader, Fingerprints, Hiding, Pixels, Protocol):
    """Reads pictures to be answered about, to be trained on and to be sent."""


class Services:
    """The verbs, all blocking and safe to call from any thread; long ones take a JobContext."""

    def __init__(
        self,
        *,
        settings: SettingsStore,
        source: Source,
        reader: TrainingReader,
        library: Library,
        registry: ModelRegistry,
        runs: Runs,
        pseudonyms: Pseudonyms,
        sample: Path,
        choose_library: ChooseLibrary,
        home: Path,
        caches: Path | None = None,
    ) -> None:
        """Take the adapters that bootstrap picked, and where what can be rebuilt is kept.

        `home` is where the key of the site lies, and the images of cases from other sites.
        """
        self.settings = settings
        self.choose_library = choose_library
        self._source = source
        self._reader = reader
        self._library = library
        self._sample = sample
        calibrations = SiteCalibrations(library.access)
        self._models = ActiveModels(
            registry.active_packages,
            library,
            calibrations.on_card,
            pseudonyms,
            caches,
            library.access.reading if library.access.is_shared else None,
        )
        self._estimates = Estimates(library.access)
        self._grade = GradeEye(
            reader,
            self._models,
            library,
            self._known,
            self._estimates.keep,
            lambda: settings.get().coverage,
        )
        self.statistics = ClinicStatistics(library, lambda ids: self.findings(ids))
        corrections = EyeCorrections(library.access)
        self.eyes = Eyes(self._grade, corrections, settings, self.statistics.remember)
        self.site = AcceptSite(
            library,
            registry,
            self._models,
            self._grade,
            calibrations,
            self._estimates,
            self.statistics.seen,
            self.eyes.known,
        )
        events = ModelEvents(library.access)
        switch = SwitchModel(registry, self._models, library, reader, events, self._reader_name)
        switch.settle()
        self.registry = ManageModels(
            registry, library, events, switch, self._reader_name, calibrations.on_card
        )
        self._similar = FindSimilar(reader, self._models, library)
        self._embed = EmbedCases(reader, self._models)
        self._label_next = LabelNext(self._models, library)
        self.evidence = ExplainGrade(reader, self._models, library)
        self.explain_similar = ExplainSimilar(reader, self._models, library)
        self._content = ContentDigest(reader)
        self.decide_evidence = DecideEvidence(EvidenceDecisions(library.access), self._reader_name)
        self.lesions = Lesions(
            reader,
            self._models,
            library,
            LesionDecisions(library.access),
            self._reader_name,
            self._library_neighbours,
        )
        self.measures = Measures(reader, MeasureStore(library.access), self._reader_name)
        self.oedema = EstimateOedema(
            self.lesions, self._models, OedemaStore(library.access), self._reader_name
        )
        self.findings = RecallFindings(library, self.oedema.readings)
        self.reports = Reports(reader, library, self.grade_eye, self.findings)
        self.worklists = WorkThrough(
            library, source, self.grade_many, self._grading_digest, self.eyes.known, self.oedema
        )
        self.visits = CompareVisits(
            reader,
            library,
            AlignmentDecisions(library.access),
            self.lesions,
            estimated=self._said_before,
            shown_signatures=self._shown_signatures,
            listed=self.worklists.cases,
            known=self.eyes.known,
            reader_name=self._reader_name,
        )
        self.open_volume = OpenVolume(reader)
        self.priors = AlignSeries(
            reader, self.open_volume, self._models, library, self._reader_name
        )
        matching = MatchSlices(reader, self.priors.accepted)
        self._together = FindTogether(self._similar, matching, self._models, library, self._known)
        self.nodules = FindNodules(
            self.open_volume,
            self._models,
            library,
            NoduleDecisions(library.access),
            self._reader_name,
        )
        self.regions = TakeRegions(reader, self._models, library, self._reader_name)
        self.collect = CollectCases(source, library, self.eyes.known)
        self.ready_cases = ReadyCases(reader)
        self.training = Training(runs, registry, lambda: reader)
        self.evaluate_model = EvaluateModel(reader, registry, pseudonyms)
        key = SiteKey(home)
        self.export_cases = ExportCases(
            reader, library, self._models, key, pseudonyms, self.eyes.known
        )
        self._receive = ReceiveCases(
            home, source, reader, library, self._models, self._embed, self._content, key
        )
        self._checklists = ChecklistStore(library.access)
        self.studies = Studies(
            StudyStore(library.access), source, self._content, self._grade, self._models
        )

    # --- opening and looking

    def open_cases(self, paths: Sequence[Path], context: JobContext) -> OpenSummary:
        """Open files and folders, emitting each Case as soon as it is known."""
        return self._source.open(paths, self.eyes.correcting(context))

    def picture(self, ref: ImageRef, max_side: int | None = None) -> Picture:
        """Return one decoded image; raise CannotOpen with the reason."""
        return self._reader.picture(ref, max_side)

    def thumbnail(self, ref: ImageRef, side: int = 160) -> npt.NDArray[np.uint8]:
        """Return (h, w, 3) for a list; raise CannotOpen with the reason."""
        return self._reader.thumbnail(ref, side)

    def elements(self, ref: ImageRef) -> list[Element]:
        """Return every element of a DICOM file; raise CannotOpen with the reason."""
        return self._reader.elements(ref)

    def segmentation(self, ref: ImageRef) -> Segmentation:
        """Return segments and frames of a DICOM segmentation; raise CannotOpen with the reason."""
        return self._reader.segmentation(ref)

    def sample_paths(self) -> list[Path]:
        """Return the folder of the drawn sample that ships with MedView."""
        return [self._sample]

    # --- answers

    def grade_eye(self, case: Case) -> GradeEstimate:
        """Grade one photograph, or abstain with the reason."""
        self.statistics.remember([case])
        return self._grade.one(case)

    def grade_many(self, cases: Sequence[Case], context: JobContext, each: bool = False) -> int:
        """Grade all, emitting a GradeEstimate or Problem each; return how many got a grade.

        The photographs of an eye are read together (see domain.eyes.by_eye, which is also the
        order of the answers) unless `each` is to be graded alone.
        """
        self.statistics.remember(cases)
        return self._grade.many(cases, context, each)

    def find_similar(
        self,
        case: Case,
        image_index: int | None = None,
        region: Region | None = None,
        metric: Metric = Metric.COSINE,
        k: int = 10,
        where: Mapping[str, str] | None = None,
        judged: Sequence[Judgement] = (),
        images: Sequence[int] = (),
        grow: bool = False,
        together: Case | None = None,
    ) -> SimilarResult:
        """Return the nearest cases, never of the query's own patient; see FindSimilar.

        With a second series of the study, `together`, the nearest studies: see FindTogether.
        """
        if together is not None:
            return self._together(
                case, together, image_index, region, metric, k, where, judged, images, grow
            )
        known = self._known(case)
        return self._similar(known, image_index, region, metric, k, where, judged, images, grow)

    def similar_filters(self, case: Case) -> dict[str, list[str]]:
        """Return what the neighbours of a case can be filtered by, each with its values."""
        return self._similar.filters(case)

    def sign_grade(
        self,
        case: Case,
        estimate: GradeEstimate | None,
        grade: Grade | None,
        note: str = "",
        findings: Findings | None = None,
    ) -> SignedGrade:
        """Keep the grade (None: ungradable) under the reader's name of the settings.

        `findings` of the lesion checklist, if there are any, are kept with it: both or neither.
        """
        reader = self.settings.get().reader_name
        self.statistics.remember([case])
        with self._library.transaction():
            signed = sign_grade(self._library, case, estimate, grade, reader, note)
            if findings:
                listed = LesionChecklist(case.id, signed.signed_at, signed.reader, findings)
                self._checklists.add(listed)
        return signed

    def lesion_checklist(self, case_id: CaseId) -> LesionChecklist | None:
        """Return the checklist kept with the newest signature of a case; None if none was."""
        signed = self.signed_grades(case_id)[-1:]
        return next(
            (
                listed
                for listed in self._checklists.of_case(case_id)
                if any(listed.signed_at == one.signed_at for one in signed)
            ),
            None,
        )

    def withdraw_signature(self, case_id: CaseId) -> SignedGrade:
        """Take back the last signature of a case that the reader of the settings made."""
        return withdraw_signature(self._library, case_id, self.settings.get().reader_name)

    def signed_grades(self, case_id: CaseId) -> list[SignedGrade]:
        """Return the signatures of a case that stand (none taken back), oldest first."""
        return self._library.signed(case_id)

    def _shown_signatures(self, case: Case) -> list[SignedGrade]:
        """Return the signatures that the reader of the settings may see: a second one is blind."""
        signed, second_reads = self.signed_grades(case.id), self.worklists.second_reads()
        hidden = is_hidden(signed, self._reader_name(), visit_key(case) in second_reads)
        return [] if hidden else signed

    # --- the library

    def import_cases(
        self,
        paths: Sequence[Path],
        labels: Path | None,
        source: str,
        context: JobContext,
        recognise: bool = True,
    ) -> ImportReport:
        """Bring labelled folders into the library; what was reported as added is durable.

        With `recognise`, public sets are imported as their own tables say.
        """
        before = self._without_slices()
        try:
            report = import_cases(
                paths,
                labels,
                source,
                context,
                opener=self._source,
                library=self._library,
                embed=self._embed,
                content=self._content,
                recognise=recognise,
            )
            with suppress(Cancelled):  # all cases are in: what is left is gone on with later
                self._embed_slices(context, older=before)
            return report
        finally:
            self._models.stale()

    def is_parcel(self, path: Path) -> bool:
        """Return True for a file of cases from another site, sound or not."""
        return self._receive.is_parcel(path)

    def look_at_parcel(self, path: Path, context: JobContext) -> Parcel:
        """Return who signed a file of cases, and what is in it; raise ExchangeError."""
        return self._receive.look(path, context)

    def remember_site(self, signer: Signer) -> None:
        """Know a site by its key from now on."""
        self._receive.sites.remember(signer)
        self._library.audit("site known", {"site": signer.name, "key": signer.fingerprint})

    def receive_cases(self, path: Path, context: JobContext) -> ParcelReport:
        """Bring the cases of such a file into the library; see ReceiveCases."""
        before = self._without_slices()
        try:
            report = self._receive(path, context)
            with suppress(Cancelled):  # as in import_cases
                self._embed_slices(context, older=before)
            return report
        finally:
            self._models.stale()

    def recognise_sets(self, paths: Sequence[Path], context: JobContext) -> tuple[FoundSet, ...]:
        """Return which public sets lie there, before anything is imported."""
        return recognise_sets(paths, context)

    def library_cases(self, modality: str = "", label: str = "", text: str = "") -> list[Case]:
        """Return the library's cases that pass the filters ("" = any)."""
        return [self.eyes.known(case) for case in self._library.cases(modality, label, text)]

    def library_ids(self, modality: str = "", label: str = "", text: str = "") -> list[CaseId]:
        """Return which of the library's cases pass the filters ("" = any)."""
        return self._library.case_ids(modality, label, text)

    def library_cases_of(self, ids: Sequence[CaseId]) -> list[Case]:
        """Return those of these cases that are still in the library, in that order."""
        return [self.eyes.known(case) for case in self._library.cases_of(ids)]

    def library_case(self, case_id: CaseId) -> Case | None:
        """Return one case of the library."""
        case = self._library.case(case_id)
        return case and self.eyes.known(case)

    def library_facets(self) -> dict[str, dict[str, int]]:
        """Return how many cases there are of each modality, label, outcome and set of tags."""
        return self._library.facets()

    def unembedded_cases(self) -> list[Case]:
        """Return the library's cases that the models in use have not embedded, or not all of."""
        digests = self._models.digests()
        whole = self._library.cases_without_embedding(digests)
        known = {case.id for case in whole}
        series = self._without_slices().values()
        return [*whole, *(case for case in series if case.id not in known)]

    def embed_missing(self, context: JobContext) -> int:
        """Embed those cases, so that they are neighbours again; return how many could be."""
        cases = self._library.cases_without_embedding(self._models.digests())
        try:
            done = embed_missing(cases, self._library, self._embed, context)
            return done + self._embed_slices(context)
        finally:
            self._models.stale()

    def _without_slices(self) -> dict[CaseId, Case]:
        """Return the series of the library of which only the middle image is embedded."""
        series = self._library.series_without_slices(self._models.digests())
        return {case.id: case for case in series}

    def _embed_slices(self, context: JobContext, older: Container[CaseId] = ()) -> int:
        """Embed the other images of those series, but for `older` ones."""
        series = [case for key, case in self._without_slices().items() if key not in older]
        return embed_slices(series, self._reader, self._models, self._library, context)

    def describe_case(self, case: Case) -> None:
        """Keep label, findings, outcome and tags of a case of the library as they are here."""
        with self._library.transaction():
            held = self._library.case(case.id)
            if held is not None and held.label != case.label:
                self._library.set_label(case.id, case.label)
            self._library.describe(case.id, case.findings, case.outcome, case.tags)
            self._estimates.forget_neighbours([case.id])  # they show, and count, what it was
        self._models.stale()

    def label_next(
        self, context: JobContext, count: int = USUAL_COUNT, modality: str = FUNDUS
    ) -> LabelQueue:
        """Return which unlabelled cases of the library to label next, the most telling first."""
        return self._label_next(context, count, modality)

    def remove_cases(self, ids: Sequence[CaseId]) -> int:
        """Remove cases and their embeddings; signatures and the audit trail stay."""
        with self._library.transaction():
            removed = self._library.remove_cases(ids)
            self._estimates.forget_neighbours(ids)
        self._models.stale(removed=ids)
        return removed

    # --- models, and about

    def model_for(self, modality: str) -> ModelCard:
        """Return the card of the model in use for a modality."""
        return self._models.for_modality(modality).card

    def licences(self) -> list[Licence]:
        """Return the licences of the parts MedView is made with."""
        return installed_licences()

    def verify_library(self) -> str:
        """Check the whole library; return what was found, raise LibraryDamaged on a fault."""
        faults = self._library.verify()
        if faults:
            hint = (
                "Ask the administrator of the server to restore the database."
                if self.library_is_shared
                else "'medview doctor --restore' puts the newest backup in its place."
            )
            raise LibraryDamaged(f"The library has {len(faults)} faults: {faults[0]}", hint=hint)
        return f"sound, {self._library.count()} cases in {self.library_place}"

    @property
    def library_place(self) -> str:
        """Where the library is, for a person to read."""
        return self._library.access.where

    @property
    def library_is_shared(self) -> bool:
        """True when other windows may write into it, and `catch_up` is worth asking."""
        return self._library.access.is_shared

    def server_searches(self) -> list[tuple[ModelRef, int, float | None]]:
        """Return of each model in use how many embeddings the server holds, and its index's recall.

        None: there is no index. Empty for a library in a file.
        """
        found = []
        for model in self._models.all():
            index = model.index if self.library_is_shared else None
            if isinstance(index, ServerIndex):
                count, tuned = index.state()
                found.append((model.card.ref, count, tuned.recall if tuned else None))
        return found

    def catch_up(self) -> bool:
        """Take in what other windows wrote; return True once when there is anything new."""
        if not self._library.changed_elsewhere():
            return False
        self.registry.switch.settle()  # another window may have put another model to use
        self._models.look_again()
        self._models.stale()
        return True

    def close(self) -> None:
        """End the readers and close the library."""
        self._reader.close()
        self._library.close()

    def _reader_name(self) -> str:
        return self.settings.get().reader_name

    def _grading_digest(self) -> str:
        return self._models.for_task(DR_GRADING).card.ref.digest

    def _said_before(self, ids: Sequence[CaseId]) -> dict[CaseId, GradeEstimate]:
        """Return what the model in use said of those cases; nothing without a model."""
        try:
            return self._estimates.of_cases(ids, self._grading_digest())
        except ModelError:
            return {}

    def _library_neighbours(self, case: Case) -> list[Case]:
        """Return the nearest of the library's own cases, nearest first."""
        near = self.find_similar(case, k=50).neighbours
        held = (self._library.case(n.case_id) for n in near if n.in_library)
        return [other for other in held if other is not None]

    def _known(self, case: Case) -> Case:
        """Return the case with the patient and modality the library knows its content under."""
        try:
            digest = self._content(case)
        except CannotOpen:  # whoever decodes it next says why
            return case
        held_id = self._library.known_contents([digest]).get(digest)
        held = self._library.case(held_id) if held_id else None
        return replace(case, patient=held.patient, modality=held.modality) if held else case
