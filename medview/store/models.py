"""The registry of models: those that ship with MedView, and those the user brought in."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from medview.domain.errors import LibraryNotWritable, ModelDamaged, ModelError, ModelMissing
from medview.domain.model import ModelCard
from medview.domain.registry import TASKS
from medview.store.card import REIMPORT, read_card
from medview.store.files import aside, sha256_of, sweep, write_atomically
from medview.store.gallery import Gallery, read_gallery
from medview.store.onnx_file import check_onnx
from medview.store.weights import check_weights

log = logging.getLogger(__name__)

OUTPUTS = {
    "dr-grading": {"embedding", "grade_logits", "quality_logits", "evidence", "patches"},
    "similarity": {"embedding"},
    "lesion-segmentation": {"embedding"},
    "nodule-detection": {"embedding"},
    "region-similarity": {"embedding"},
}


@dataclass(frozen=True)
class ModelPackage:
    """One package on the disk, its card checked; its files are checked when first used."""

    folder: Path
    card: ModelCard
    files: dict[str, str]

    @cached_property
    def onnx_file(self) -> Path:
        """The network, which is what the card vouches for; raises ModelDamaged."""
        return self._vouched("encoder.onnx")

    @cached_property
    def _gallery(self) -> Gallery:
        return read_gallery(self._vouched("gallery.npz"), self.card.dimension)

    def gallery(self) -> Gallery:
        """Return the gallery, which is what the card vouches for; raises ModelDamaged."""
        return self._gallery

    def verify(self) -> None:
        """Check every file to the last byte; raise ModelDamaged at the first fault."""
        check_onnx(self._vouched("encoder.onnx"), OUTPUTS[self.card.task])
        check_weights(self._vouched("weights.safetensors"))
        read_gallery(self._vouched("gallery.npz"), self.card.dimension)

    def _vouched(self, name: str) -> Path:
        path = self.folder / name
        try:
            found = sha256_of(path)
        except OSError as error:
            raise ModelDamaged(
                f"Model '{self.card.ref.id}' lacks {name}.", hint=REIMPORT
            ) from error
        if found != self.files[name]:
            raise ModelDamaged(
                f"{name} of model '{self.card.ref.id}' is not the file its card vouches for.",
                hint=REIMPORT,
            )
        return path


def read_package(folder: Path) -> ModelPackage:
    """Return the package in `folder`; raise ModelDamaged when its card cannot be used."""
    card, files = read_card(folder / "card.json")
    return ModelPackage(folder, card, files)


class ModelRegistry:
    """Finds packages and remembers which one is in use for each task."""

    def __init__(self, bundled: Path, own: Path) -> None:
        """`bundled` ships with MedView and is only read; `own` is in the home folder."""
        self._bundled = bundled
        self.own = own

    def packages(self) -> list[ModelPackage]:
        """Return every package whose card can be used, own ones first; others are logged."""
        return list(self._sound())

    def _sound(self) -> Iterator[ModelPackage]:
        seen = set()
        for package in [*self._in(self.own), *self._in(self._bundled)]:
            if package.card.ref.digest not in seen:
                seen.add(package.card.ref.digest)
                yield package

    def _in(self, folder: Path) -> Iterator[ModelPackage]:
        for card in _cards(folder):
            try:
                yield read_package(card.parent)
            except ModelError as error:
                log.warning("%s", error)

    def package(self, name: str) -> ModelPackage:
        """Return the package of an id (the active one of several) or of the start of a digest."""
        found = [p for p in self.packages() if _answers_to(p, name)]
        active = [p for p in self.active_packages() if _answers_to(p, name)]
        if not found:
            known = sorted({p.card.ref.id for p in self.packages()})
            raise ModelMissing(
                f"There is no model '{name}'.", hint=f"Installed: {', '.join(known) or 'none'}."
            )
        return next(iter([*active, *found]))

    def in_use(self, task: str) -> ModelPackage | None:
        """Return the package in use for a task, None without one."""
        return next((p for p in self.active_packages() if p.card.task == task), None)

    def active_packages(self) -> list[ModelPackage]:
        """Return the package in use of each task: the one activated, else the one that ships."""
        packages = self.packages()
        chosen = self.chosen()
        in_use = (
            next((p for p in packages if p.card.ref.digest == chosen.get(task)), None)
            or next((p for p in reversed(packages) if p.card.task == task), None)
            for task in TASKS
        )
        return [package for package in in_use if package]

    def use(self, package: ModelPackage) -> None:
        """Write down that a package is in use for its task, where every process can read it.

        Raises LibraryNotWritable.
        """
        chosen = self.chosen() | {package.card.task: package.card.ref.digest}
        try:
            self.own.mkdir(parents=True, exist_ok=True)
            write_atomically(self._active_file, json.dumps(chosen, indent=1).encode())
        except OSError as error:
            raise LibraryNotWritable(
                "Which model is in use could not be written.",
                hint=f"Free some disk space or check the rights of {self.own}.",
            ) from error

    def ships(self, digest: str) -> bool:
        """True for a model that came with MedView."""
        return any(package.card.ref.digest == digest for package in self._in(self._bundled))

    def remove(self, package: ModelPackage) -> None:
        """Remove a package of the user's own, at once; raise LibraryNotWritable when it stays."""
        gone = aside(self.own, "deleted")
        sweep(self.own)
        try:
            shutil.rmtree(gone, ignore_errors=True)
            package.folder.replace(gone)
        except OSError as error:
            raise LibraryNotWritable(
                f"The model could not be deleted ({error.strerror or error}).",
                hint=f"Check the rights of {self.own}.",
            ) from error
        shutil.rmtree(gone, ignore_errors=True)

    def verify(self, name: str) -> None:
        """Check every file of a package; raise ModelMissing or ModelDamaged."""
        self.package(name).verify()

    def chosen(self) -> dict[str, str]:
        """Return the digest that was put to use for each task, where one was."""
        try:
            content = json.loads(self._active_file.read_text(encoding="utf-8"))
            return {str(task): str(digest) for task, digest in dict(content).items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            log.warning("Which models are in use could not be read: %s", error)
            return {}

    @property
    def _active_file(self) -> Path:
        return self.own / "active.json"


def _cards(folder: Path) -> list[Path]:
    return sorted(folder.glob("[!.]*/card.json"))


def _answers_to(package: ModelPackage, name: str) -> bool:
    ref = package.card.ref
    return ref.id == name or (len(name) >= 6 and ref.digest.startswith(name))
