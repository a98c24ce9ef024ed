"""Where files live, and writing them so that a crash leaves the old or the new, never half."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import threading
from pathlib import Path

import platformdirs

HOME_VARIABLE = "MEDVIEW_HOME"
SECRET_BYTES = 32
ASIDE = ("incoming", "damaged", "deleted", "removed", "probe")  # kinds that `sweep` knows


def home_folder(chosen: Path | None = None) -> Path:
    """Return the folder of library, settings and own models: --home, MEDVIEW_HOME, or default."""
    if chosen is not None:
        return chosen.expanduser().resolve()
    named = os.environ.get(HOME_VARIABLE, "")
    if named:
        return Path(named).expanduser().resolve()
    return Path(platformdirs.user_data_path("MedView", appauthor=False))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: temporary file, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def secret_of(path: Path) -> bytes:
    """Return the secret bytes kept in `path`, drawn at random the first time they are asked for.

    Of several processes that ask at once, all get those of the first. Raises OSError.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for us alone
        drawn = Path(name)
        with open(handle, "wb") as stream:
            stream.write(secrets.token_bytes(SECRET_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            _place_first(drawn, path)
        finally:
            drawn.unlink(missing_ok=True)
        sync_folder(path.parent)
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        raise OSError(errno.EIO, "is damaged", str(path))
    return secret


def _place_first(drawn: Path, path: Path) -> None:
    """Give `drawn` the name of `path`, unless another has it already."""
    with contextlib.suppress(FileExistsError):
        try:
            if os.name == "posix":
                path.hardlink_to(drawn)
            else:
                drawn.rename(path)  # which replaces nothing on Windows
        except FileExistsError:
            raise
        except OSError:  # FAT and many network drives know no second name of a file
            with path.open("xb") as stream:
                stream.write(drawn.read_bytes())
                stream.flush()
                os.fsync(stream.fileno())


def aside(folder: Path, kind: str) -> Path:
    """Return a hidden name in `folder` for what is not whole yet, or about to go; see `sweep`."""
    return folder / f".{kind}-{os.getpid()}-{threading.get_ident()}"


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left aside: one process at a time writes here."""
    for kind in ASIDE:
        for left in folder.glob(f".{kind}-*"):
            if left.name.split("-")[1] != str(os.getpid()):
                shutil.rmtree(left, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable (POSIX; Windows cannot open folders)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Make every file below `folder`, and what names it, durable."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)
