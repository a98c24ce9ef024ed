"""The one place that picks adapters: a home folder becomes Services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from medview.app.choose_library import ChooseLibrary, chosen_place, setting_of
from medview.app.resources import resource
from medview.app.services import Services
from medview.app.train_model import TrainModel
from medview.app.training import Training
from medview.domain.errors import LibraryError, LibraryNotWritable
from medview.domain.model import ModelRef
from medview.domain.pseudonym import Pseudonyms
from medview.retrieval.server_index import Tuned, build_index
from medview.sources.folder import FolderSource
from medview.sources.reader import ReaderPool
from medview.sources.reader_overlays import OverlayReaderPool
from medview.store import backup
from medview.store.address import Place, ServerAddress, library_file, library_place, place_of
from medview.store.files import home_folder, secret_of
from medview.store.library import Library
from medview.store.models import ModelRegistry
from medview.store.move import move
from medview.store.runs import Runs
from medview.store.server_access import ServerAccess
from medview.store.settings import SettingsStore


def build_services(home: Path | None = None, library: str | None = None) -> Services:
    """Return the services on a home folder (None: MEDVIEW_HOME, or the system's place).

    `library` is a file or a server; None: MEDVIEW_LIBRARY, or what the settings say, or the file of
    the home folder. Raises LibraryBusy when another window has the file, LibraryDamaged,
    LibraryNotWritable, LibraryUnreachable.
    """
    folder = home_folder(home)
    settings = SettingsStore(folder / "settings.json")
    place = library_place(library, settings.get().library, folder)
    opened = Library(place)
    reader = OverlayReaderPool()
    return Services(
        settings=settings,
        source=FolderSource(reader),
        reader=reader,
        library=opened,
        registry=model_registry(folder),
        runs=Runs(folder / "runs"),
        pseudonyms=home_pseudonyms(folder),
        sample=resource("sample"),
        choose_library=ChooseLibrary(settings, library_file(folder), place, opened),
        home=folder,
        caches=folder / "indexes",
    )


def build_training(home: Path | None = None) -> Training:
    """Return the verbs about runs alone: they can be watched beside a window that is open."""
    folder = home_folder(home)
    return Training(Runs(folder / "runs"), model_registry(folder), ReaderPool)


def build_trainer(home: Path) -> TrainModel:
    """Return what works on the runs of a home folder; it never opens the library."""
    return TrainModel(ReaderPool(), model_registry(home), partial(home_pseudonyms, home))


def restore_library(home: Path | None = None, library: str | None = None) -> Path:
    """Put the newest sound backup in the place of a damaged file; return the backup used.

    Raises LibraryDamaged when there is none, LibraryBusy when a window has the library,
    LibraryError for a library on a server, whose backups are its administrator's.
    """
    place = home_library(home, library)
    if isinstance(place, ServerAddress):
        raise LibraryError(
            f"The library on {place.server} has no backups here.",
            hint="Ask the administrator of the server to restore the database.",
        )
    return backup.restore(place)


def move_library(
    to: str,
    home: Path | None = None,
    library: str | None = None,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, int]:
    """Copy the library to an empty place, a file or a server; return how many rows each table has.

    The old one stays as it is, and in use. `tell` hears of how many rows how many are done. Raises
    LibraryError when the place is not empty or what arrived is not what was sent: nothing is kept.
    """
    source, target = Library(home_library(home, library)), None
    try:
        target = Library(place_of(to))
        return move(source, target, tell)
    finally:
        source.close()
        if target is not None:
            target.close()


def use_library(place: str, home: Path | None = None) -> str:
    """Set where the library of a home folder is, once it could be opened; return where that is.

    "" is the file of the home folder. Raises LibraryError as build_services does, and for an
    address with a password, which does not belong into the settings.
    """
    folder = home_folder(home)
    own = library_file(folder)
    opened = Library(chosen_place(place, own))
    try:
        where = opened.access.where
    finally:
        opened.close()
    settings = SettingsStore(folder / "settings.json")
    settings.set(library=setting_of(place, own))
    return where


def index_library(
    home: Path | None = None, library: str | None = None
) -> Iterator[tuple[ModelRef, Tuned | None]]:
    """Have the server index the embeddings of each model in use, and yield what came of it.

    None: there are too few for an index to pay, or it did not find enough of the true neighbours,
    and every embedding is looked at. Raises LibraryError for a library in a file.
    """
    opened = Library(home_library(home, library))
    try:
        access = opened.access
        if not isinstance(access, ServerAccess):
            raise LibraryError(
                "A library in a file is searched by the window, and needs no index.",
                hint="Only a library on a server does.",
            )
        for package in model_registry(home_folder(home)).active_packages():
            ref = package.card.ref
            yield ref, build_index(access.autocommit, ref.digest)
    finally:
        opened.close()


def home_library(home: Path | None = None, library: str | None = None) -> Place:
    """Return where the library of a home folder is; see build_services for `library`."""
    folder = home_folder(home)
    setting = SettingsStore(folder / "settings.json").get().library
    return library_place(library, setting, folder)


def home_pseudonyms(home: Path) -> Pseudonyms:
    """Return what patients are called in the models of a home folder, by its own secret.

    Raises LibraryNotWritable when the secret can neither be read nor made.
    """
    file = home / "pseudonyms.key"
    try:
        return Pseudonyms(secret_of(file))
    except OSError as error:
        raise LibraryNotWritable(
            f"The file {file.name} cannot be used: {error.strerror}.",
            hint="Check that the folder may be written to.",
        ) from error


def model_registry(home: Path) -> ModelRegistry:
    """Return the bundled models and a home folder's own."""
    return ModelRegistry(resource("models"), home / "models")
