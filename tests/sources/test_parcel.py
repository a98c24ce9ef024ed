"""Files of cases made by somebody with a key and bad intentions, and files that were damaged."""

from __future__ import annotations

import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from medview.domain.errors import CannotOpen, ExchangeError
from medview.domain.exchange import ENDING, MANIFEST, SEAL, SIGNATURE, TYPE, TYPE_MEMBER
from medview.domain.job import Cancelled, JobContext
from medview.domain.manifest import Manifest, SharedCase, SharedVectors
from medview.sources import parcel
from medview.sources.parcel import is_parcel, open_parcel, unpack
from medview.store.parcel_writer import ParcelWriter
from medview.store.site_key import is_signed

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
IMAGES = {f"cases/0000{n}/00001.jpg": b"picture %d " % n * 200 for n in (1, 2)}
VECTORS = struct.pack("<4f", 1, 0, 0, 1)


def manifest(**more: Any) -> Manifest:
    cases = tuple(SharedCase(((name, 0),), "FUNDUS", f"p-{n}") for n, name in enumerate(IMAGES))
    rows = SharedVectors("a" * 64, 2, "embeddings/1.f32", ((0, None), (1, None)))
    facts = {"site": "Clinic", "key": PUBLIC.hex(), "export": "0" * 32, "made_at": "2026-11-30"}
    return Manifest(**{**facts, "with_texts": False, "cases": cases, "vectors": (rows,), **more})


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    target = tmp_path / f"sound{ENDING}"
    with ParcelWriter(target) as writer:
        for name, content in IMAGES.items():
            writer.add(name, content, is_packed=True)
        writer.add("embeddings/1.f32", VECTORS, is_packed=False)
        writer.finish(manifest(), KEY.sign)
    return target


def forged(
    target: Path,
    sound: Path,
    change: Callable[[dict[str, Any]], object] = lambda content: None,
    more: tuple[tuple[str, bytes], ...] = (),
    instead: dict[str, bytes] | None = None,
) -> Path:
    """Write what a sender could sign: a changed manifest, or other members; seal and all."""
    with zipfile.ZipFile(sound) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    content = json.loads(held[MANIFEST])
    change(content)
    held[MANIFEST] = json.dumps(content).encode()
    held[SIGNATURE] = KEY.sign(held[MANIFEST])
    held |= instead or {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *args, **kwargs: None)  # of double names
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(TYPE_MEMBER), TYPE)
            for name, data in (*held.items(), *more):
                if name != TYPE_MEMBER:
                    archive.writestr(name, data)
            archive.comment = SEAL + PUBLIC.hex().encode() + b" " + b"0" * 128
    return sealed(target)


def sealed(path: Path) -> Path:
    import hashlib

    content = path.read_bytes()[:-128]
    path.write_bytes(content + KEY.sign(hashlib.sha256(content).digest()).hex().encode())
    return path


def taken(path: Path, folder: Path) -> list[str]:
    """Open and unpack; return what was written."""
    folder.mkdir(exist_ok=True)
    unpack(open_parcel(path, is_signed, JobContext()), folder, JobContext())
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def test_a_sound_file_is_taken(sound: Path, tmp_path: Path) -> None:
    opened = open_parcel(sound, is_signed, JobContext())
    assert is_parcel(sound) and opened.signer.name == "Clinic" and opened.signer.key == PUBLIC
    assert taken(sound, tmp_path / "out") == sorted([*IMAGES, "embeddings/1.f32"])
    for name, content in IMAGES.items():
        assert (tmp_path / "out" / name).read_bytes() == content


def test_what_is_signed_again_as_it_was_is_taken(sound: Path, tmp_path: Path) -> None:
    """The forger of these tests makes sound files, so that what it forges is what is refused."""
    assert taken(forged(tmp_path / f"same{ENDING}", sound), tmp_path / "out")


def test_every_changed_byte_is_noticed(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    drawn = random.Random(3)
    damaged = tmp_path / f"damaged{ENDING}"
    places = {*range(60), *range(len(content) - 320, len(content))}
    places |= {drawn.randrange(len(content)) for _ in range(300)}
    for place in places:
        for flip in (1, 0x20, 0xFF):
            changed = bytearray(content)
            changed[place] ^= flip
            damaged.write_bytes(changed)
            with pytest.raises(ExchangeError):
                open_parcel(damaged, is_signed, JobContext())


def test_half_a_file_and_one_with_more_behind_it_are_refused(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    damaged = tmp_path / f"half{ENDING}"
    for length in (0, 1, 40, len(content) // 2, len(content) - 129, len(content) - 1):
        damaged.write_bytes(content[:length])
        with pytest.raises(ExchangeError):
            open_parcel(damaged, is_signed, JobContext())
    damaged.write_bytes(content + b"more")
    with pytest.raises(ExchangeError, match="end of the file"):
        open_parcel(damaged, is_signed, JobContext())


def test_another_key_in_the_manifest_than_the_one_that_sealed(sound: Path, tmp_path: Path) -> None:
    """Nobody can put their seal on the signed manifest of somebody else."""
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = other.sign(zipfile.ZipFile(sound).read(MANIFEST))
    with pytest.raises(ExchangeError, match="changed after it was signed"):
        taken(forged(tmp_path / "x", sound, instead={SIGNATURE: signature}), tmp_path / "out")
    key = other.public_key().public_bytes_raw().hex()
    with pytest.raises(ExchangeError):
        taken(forged(tmp_path / "y", sound, lambda c: c.update(key=key)), tmp_path / "out")


def _rename(content: dict[str, Any], new: str) -> None:
    [old, *_] = content["members"]
    content["members"][new] = content["members"].pop(old)
    content["cases"][0]["images"][0][0] = new


@pytest.mark.parametrize(
    "change",
    [
        lambda c: _rename(c, "../../evil.jpg"),
        lambda c: _rename(c, "/tmp/evil.jpg"),
        lambda c: _rename(c, "cases/00001/evil.sh"),
        lambda c: _rename(c, "cases/00001/..\\evil.jpg"),
        lambda c: c["members"].pop("cases/00001/00001.jpg"),
        lambda c: c["members"].update({"cases/00009/00001.jpg": {"size": 1, "sha256": "0" * 64}}),
        lambda c: c["cases"].append(c["cases"][0]),
        lambda c: c["cases"].clear(),
        lambda c: c["cases"][0].update(patient="../x"),
        lambda c: c["cases"][0].update(modality="A" * 200),
        lambda c: c["cases"][0].update(eye="left"),
        lambda c: c["cases"][0].update(label="x" * 300),
        lambda c: c["cases"][0].update(tags="abc"),
        lambda c: c["cases"][0].update(study_date="yesterday"),
        lambda c: c["vectors"][0].update(length=10**12),
        lambda c: c["vectors"][0]["rows"].append([0, None]),
        lambda c: c["vectors"][0]["rows"].__setitem__(0, [7, None]),
        lambda c: c["vectors"][0]["rows"].__setitem__(0, [0, 5]),
        lambda c: c.update(format="other"),
        lambda c: c.update(version=2),
        lambda c: c.update(site=""),
        lambda c: c.update(cases={"a": 1}),
        lambda c: c.update(members=[]),
    ],
)
def test_a_manifest_that_lies_is_refused(
    change: Callable[[dict[str, Any]], object], sound: Path, tmp_path: Path
) -> None:
    path = forged(tmp_path / f"forged{ENDING}", sound, change)
    with pytest.raises(ExchangeError):
        taken(path, tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*")) and not (tmp_path / "evil.jpg").exists()


def test_members_that_are_not_what_was_promised(sound: Path, tmp_path: Path) -> None:
    name = next(iter(IMAGES))
    other = {name: b"x" * len(IMAGES[name])}
    with pytest.raises(ExchangeError, match="changed after it was signed"):
        taken(forged(tmp_path / "1", sound, instead=other), tmp_path / "out")
    for more in (((name, IMAGES[name]),), (("extra.txt", b"x"),), (("../evil", b"x"),)):
        with pytest.raises(ExchangeError):
            taken(forged(tmp_path / "2", sound, more=more), tmp_path / "out2")


def test_a_bomb_ends_at_what_it_promised(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next(iter(IMAGES))

    def large(content: dict[str, Any]) -> None:
        content["members"][name]["size"] = 2**40

    with pytest.raises(ExchangeError):
        taken(forged(tmp_path / "1", sound, large), tmp_path / "out")
    zeros = {name: b"\0" * 50_000_000}  # packed to 50 kB, promised as 2 kB
    with pytest.raises(ExchangeError):
        taken(forged(tmp_path / "2", sound, instead=zeros), tmp_path / "out")
    monkeypatch.setattr(parcel, "MOST_MEMBERS", 1)
    with pytest.raises(ExchangeError, match="more members"):
        taken(sound, tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.setattr(parcel, "MOST_BYTES", 100)
    with pytest.raises(ExchangeError, match="unpacks to more"):
        taken(sound, tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.setattr(parcel, "SPARE", 2**60)
    with pytest.raises(ExchangeError, match="the disk has"):
        taken(sound, tmp_path / "out")


def test_members_that_lie_over_each_other(sound: Path, tmp_path: Path) -> None:
    """One packed stretch that many names point to would unpack to any size."""
    content = bytearray(sound.read_bytes())
    with zipfile.ZipFile(sound) as archive:
        first, second = (archive.getinfo(name).header_offset for name in IMAGES)
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(next(reversed(IMAGES)).encode()))
    assert struct.unpack("<L", content[at + 42 : at + 46]) == (second,)
    content[at + 42 : at + 46] = struct.pack("<L", first)
    path = tmp_path / f"over{ENDING}"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match="not built"):
        taken(sealed(path), tmp_path / "out")


def test_deep_nesting_and_no_json_are_refused(sound: Path, tmp_path: Path) -> None:
    for content in (b"[" * 100_000, b"\xff\xfe", b"{}", b"null", b'{"format": "medview-cases"}'):
        instead = {MANIFEST: content, SIGNATURE: KEY.sign(content)}
        with pytest.raises(ExchangeError, match="list of contents"):
            taken(forged(tmp_path / "1", sound, instead=instead), tmp_path / "out")


def test_other_files_are_no_files_of_cases(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("mimetype", b"application/epub+zip")
    for path in (tmp_path / "a.zip", tmp_path, tmp_path / "missing"):
        assert not is_parcel(path)
        with pytest.raises((ExchangeError, CannotOpen)):
            open_parcel(path, is_signed, JobContext())


def test_cancel_is_answered(sound: Path, tmp_path: Path) -> None:
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        open_parcel(sound, is_signed, context)


def test_a_file_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / f"x{ENDING}"
    with pytest.raises(RuntimeError), ParcelWriter(target) as writer:
        writer.add(next(iter(IMAGES)), b"x", is_packed=True)
        raise RuntimeError
    assert not list(tmp_path.iterdir())
    with pytest.raises(ExchangeError, match="could not be written"):
        ParcelWriter(tmp_path / "nowhere" / "x")
