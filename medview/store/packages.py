"""Model packages as ZIP files: out of one clinic, into another."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO

from medview.domain.errors import (
    LibraryNotWritable,
    ModelDamaged,
    ModelError,
    ModelMissing,
    UnsafeFile,
)
from medview.store.card_checks import DIGESTED
from medview.store.files import aside, sweep, sync_folder
from medview.store.models import ModelPackage, ModelRegistry, read_package

NEEDED = ("card.json", *DIGESTED)
ALLOWED = {*NEEDED, "plan.json"}
LARGEST_MEMBER = 2**29
ASK = "Ask for the package again from where it came."


def export_package(package: ModelPackage, target: Path) -> Path:
    """Write a package as a ZIP file, whole or not at all; raise ModelDamaged when unsound."""
    package.verify()
    temporary = target.with_name(target.name + ".tmp")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(ALLOWED):
            if (package.folder / name).exists():
                archive.write(package.folder / name, name)
    temporary.replace(target)
    return target


def import_package(registry: ModelRegistry, archive: Path) -> ModelPackage:
    """Bring a package into the registry; it is put to use by `activate`, not here.

    Raises ModelMissing, ModelDamaged or UnsafeFile, and leaves nothing behind then. A damaged copy
    in the registry is replaced.
    """
    if not archive.is_file():
        raise ModelMissing(f"There is no file {archive}.", hint="Check the path.")
    return _bring_in(registry, lambda incoming: _unpack(archive, incoming))


def register_package(registry: ModelRegistry, folder: Path) -> ModelPackage:
    """Bring the package in `folder` into the registry, as `import_package` does; it stays there.

    Raises ModelDamaged when it is unsound, LibraryNotWritable, and leaves nothing behind then.
    """
    read_package(folder)  # says which folder is no package; the copy is what is verified
    return _bring_in(registry, lambda incoming: _copy_folder(folder, incoming))


def _bring_in(registry: ModelRegistry, fill: Callable[[Path], None]) -> ModelPackage:
    """Fill a hidden folder, check it, and move it to its place: whole, or not at all."""
    incoming = aside(registry.own, "incoming")
    try:
        incoming.mkdir(parents=True, exist_ok=True)
        sweep(registry.own)
        fill(incoming)
        package = read_package(incoming)
        package.verify()
        return _settle(package, registry.own)
    except OSError as error:
        raise LibraryNotWritable(
            f"The model could not be brought in ({error.strerror or error}).",
            hint=f"Free some disk space or check the rights of {registry.own}.",
        ) from error
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _copy_folder(folder: Path, incoming: Path) -> None:
    for name in sorted(ALLOWED):
        if (folder / name).exists():
            with (folder / name).open("rb") as source:
                _write(source, incoming / name)


def _settle(package: ModelPackage, own: Path) -> ModelPackage:
    ref = package.card.ref
    target = own / f"{ref.id}-{ref.digest[:12]}"
    if not _is_sound(target):
        _put_in_place(package.folder, target)
        sync_folder(own)
    return read_package(target)


def _is_sound(folder: Path) -> bool:
    try:
        read_package(folder).verify()
    except (ModelError, OSError):
        return False
    return True


def _put_in_place(folder: Path, target: Path) -> None:
    """Move a folder to `target`; what is there is moved away first, then removed."""
    damaged = aside(target.parent, "damaged")
    if target.exists():
        target.replace(damaged)
    folder.replace(target)
    if damaged.is_dir():
        shutil.rmtree(damaged, ignore_errors=True)
    damaged.unlink(missing_ok=True)


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_members(path, members)
            for member in members:
                _copy(archive, member, folder / member.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ModelDamaged(f"{path.name} is not a model package.", hint=ASK) from error


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if any(_leaves_folder(name) for name in names):
        raise UnsafeFile(f"{path.name} tries to write outside its folder.", hint=ASK)
    if missing := [name for name in NEEDED if name not in names]:
        raise ModelDamaged(
            f"{path.name} is not a model package: {', '.join(missing)} missing.", hint=ASK
        )
    if len(set(names)) != len(names) or set(names) - ALLOWED:
        raise ModelDamaged(f"{path.name} holds what no model package has.", hint=ASK)
    if any(member.file_size > LARGEST_MEMBER for member in members):
        raise ModelDamaged(f"{path.name} is too large for a model package.", hint=ASK)


def _leaves_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    with archive.open(member) as source:
        # zipfile stops at the size the directory states, so a member cannot grow beyond it.
        _write(source, target)


def _write(source: IO[bytes], target: Path) -> None:
    """Write a new file durably."""
    with target.open("xb") as copy:
        shutil.copyfileobj(source, copy, 2**20)
        copy.flush()
        os.fsync(copy.fileno())
