"""The models in use: each with its encoder, its gallery, and the library it searches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medview.domain.case import Case, CaseId
from medview.domain.errors import ModelMissing
from medview.domain.model import ModelCard, trained_word
from medview.domain.ports import CaseLibrary
from medview.domain.pseudonym import Pseudonyms
from medview.domain.registry import SEARCHING
from medview.domain.training import SIMILARITY
from medview.inference.encoder import OnnxEncoder
from medview.inference.feature_maps import FeatureMaps
from medview.inference.patches import PatchMaps
from medview.retrieval.kept import KeptVectors
from medview.retrieval.local import Entry, LocalIndex
from medview.retrieval.server import Reading, ServerIndex
from medview.store.gallery import Gallery
from medview.store.models import ModelPackage


class ActiveModel:
    """One model package at work; encoder and index are made when first asked for."""

    def __init__(
        self,
        package: ModelPackage,
        library: CaseLibrary,
        card: ModelCard,
        pseudonyms: Pseudonyms,
        caches: Path | None = None,
        server: Reading | None = None,
    ) -> None:
        """Take the package, and its card as this site reads it; nothing is loaded yet.

        Patients may stand in its gallery under `pseudonyms`; `caches` is the folder where a large
        index is kept; `server` is how to ask the library's server, which then searches itself.
        """
        self._server = server
        self.card = card
        self.pseudonyms = pseudonyms
        self._caches = caches
        self._package = package
        self._library = library
        self._lock = threading.Lock()
        self._encoder: OnnxEncoder | None = None
        self._index: LocalIndex | ServerIndex | None = None
        self._kept: KeptVectors | None = None
        self._maps: FeatureMaps | None = None
        self._patches: PatchMaps | None = None

    @property
    def encoder(self) -> OnnxEncoder:
        """The network, loaded once."""
        with self._lock:
            if self._encoder is None:
                self._encoder = OnnxEncoder(self.card, self._package.onnx_file)
            return self._encoder

    def feature_maps(self) -> FeatureMaps:
        """Return the network's first layers; raise ModelDamaged when it has none such."""
        with self._lock:
            if self._maps is None:
                self._maps = FeatureMaps(self.card, self._package.onnx_file)
            return self._maps

    def patches(self) -> PatchMaps:
        """Return what gives each place its embedding; raise ModelDamaged when there is no such."""
        with self._lock:
            if self._patches is None:
                self._patches = PatchMaps(self.card, self._package.onnx_file)
            return self._patches

    @property
    def index(self) -> LocalIndex | ServerIndex:
        """The vectors of this model in library and gallery; brought up to date after `stale`."""
        with self._lock:
            if self._index is None:
                kept = self._kept
                self._index = self._renewed(kept) if kept is not None else self._build_index()
            return self._index

    @property
    def gallery(self) -> Gallery:
        """What ships with the model to vote: labelled embeddings."""
        return self._package.gallery()

    def patients_met(self, cases: Sequence[Case]) -> dict[str, str]:
        """Return the patients of library cases whom the model learned from: keys by gallery names.

        They stand in its gallery under their name or a pseudonym, or are known by the same picture.
        """
        from medview.learning.answers import known_patients

        keys = {case.id: case.patient.key for case in cases if case.patient.key}
        known = set(self.gallery.patients)
        met = {self.pseudonyms.name_among(key, known): key for key in keys.values()}
        ids, vectors = self._library.embeddings(self.card.ref.digest)
        rows = [row for row, case_id in enumerate(ids) if case_id in keys]
        asked = [keys[ids[row]] for row in rows]
        names = known_patients(self.gallery, vectors[rows], asked, self.pseudonyms)
        met |= dict(zip(names, asked, strict=True))
        return {name: key for name, key in met.items() if name in known}

    def stale(self, removed: Sequence[CaseId] = ()) -> None:
        """Bring the index up to date when it is next asked: the library changed.

        What is new is found by itself; `removed` cases may come again with other pixels.
        """
        with self._lock:
            if isinstance(self._index, ServerIndex):
                self._index.stale()
                return
            self._index = None
            if self._kept is not None:
                self._kept.forget(removed)

    def _build_index(self) -> LocalIndex | ServerIndex:
        gallery = self._package.gallery()
        shipped = [
            Entry(CaseId(case_id), label, patient, source, modality, in_library=False)
            for case_id, label, patient, source, modality in zip(
                gallery.case_ids,
                gallery.labels,
                gallery.patients,
                gallery.sources,
                gallery.modalities,
                strict=True,
            )
        ]
        if self._server is not None:
            digest = self.card.ref.digest
            return ServerIndex(self._server, digest, shipped, gallery.embeddings, self.pseudonyms)
        cache = self._caches and self._caches / f"{self.card.ref.digest}.index"
        self._kept = KeptVectors(shipped, gallery.embeddings, self.pseudonyms, cache)
        return self._renewed(self._kept)

    def _renewed(self, kept: KeptVectors) -> LocalIndex:
        listed = self._library.embedded(self.card.ref.digest)
        return kept.renewed(listed, self._library.vectors)


class ActiveModels:
    """Finds the model for a modality."""

    def __init__(
        self,
        packages: Callable[[], Sequence[ModelPackage]],
        library: CaseLibrary,
        of_site: Callable[[ModelCard], ModelCard],
        pseudonyms: Pseudonyms,
        caches: Path | None = None,
        server: Reading | None = None,
    ) -> None:
        """`packages` returns the active package of each task; `caches` is where indexes are kept.

        `of_site` returns a card with the calibration that was accepted for this site;
        `pseudonyms` are what patients are called in own models.
        """
        self._packages = packages
        self._library = library
        self._of_site = of_site
        self._pseudonyms = pseudonyms
        self._caches = caches
        self._server = server
        self._models: list[ActiveModel] | None = None
        self._lock = threading.Lock()

    def all(self) -> list[ActiveModel]:
        """Return every active model."""
        with self._lock:
            if self._models is None:
                self._models = [self._active(package) for package in self._packages()]
            return self._models

    def instead(self, package: ModelPackage) -> ActiveModels:
        """Return the models as they will be with this package in use for its task."""
        fresh = self._active(package)
        now = self.all()
        task = package.card.task
        later = [fresh if model.card.task == task else model for model in now]
        twin = ActiveModels(
            self._packages,
            self._library,
            self._of_site,
            self._pseudonyms,
            self._caches,
            self._server,
        )
        twin._models = later if fresh in later else [*now, fresh]
        return twin

    def take(self, models: ActiveModels) -> None:
        """Use these from now on, in one step: who asked before is answered by the old ones."""
        later = models.all()
        with self._lock:
            self._models = later

    def for_task(self, task: str) -> ActiveModel:
        """Return the model of a task; raise ModelMissing when there is none."""
        for model in self.all():
            if model.card.task == task:
                return model
        raise ModelMissing(
            f"No model for '{task}' is installed.",
            hint="Install MedView again, or import a model package.",
        )

    def for_modality(self, modality: str) -> ActiveModel:
        """Return the model that knows a modality; others go to the similarity model."""
        word = trained_word(modality)
        for model in self.all():
            if word in model.card.modalities and model.card.task in SEARCHING:
                return model
        return self.for_task(SIMILARITY)

    def _active(self, package: ModelPackage) -> ActiveModel:
        card = self._of_site(package.card)
        return ActiveModel(
            package, self._library, card, self._pseudonyms, self._caches, self._server
        )

    def digests(self) -> list[str]:
        """Return the digest of every active model."""
        return [model.card.ref.digest for model in self.all()]

    def forget(self) -> None:
        """Look again which models are in use."""
        with self._lock:
            self._models = None

    def look_again(self) -> None:
        """Forget the models when others are in use by now."""
        in_use = {package.card.ref.digest for package in self._packages()}
        if in_use != set(self.digests()):
            self.forget()

    def stale(self, removed: Sequence[CaseId] = ()) -> None:
        """Tell every model that the library changed, and which cases are gone."""
        for model in self.all():
            model.stale(removed)


def flip_averaged(
    model: ActiveModel, images: npt.NDArray[np.float32]
) -> dict[str, npt.NDArray[np.float32]]:
    """Return the network's outputs, averaged with the mirror image where the card asks for it."""
    if model.card.calibration.get("flips"):
        return model.encoder.outputs_with_flip(images)
    return model.encoder.outputs(images)
