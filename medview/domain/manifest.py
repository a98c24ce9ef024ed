"""The manifest of a file of cases: what is in it, checked word by word when it comes from outside.

Nothing in it names a patient, a file or a folder of the sender.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from medview.domain.case import FUNDUS, PHOTO, Eye, EyeFrom, printable

FORMAT, VERSION = "medview-cases", 1
MOST_CASES = 50_000
MOST_TAGS = 50
_IMAGE = re.compile(r"cases/\d{5}/\d{5}\.(dcm|jpg|png|tif)")
_VECTORS = re.compile(r"embeddings/\d{1,3}\.f32")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True)
class Member:
    """One member of the ZIP: its bytes unpacked, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class SharedCase:
    """One case without whose it is; `images` are (member, frame) in reading order."""

    images: tuple[tuple[str, int], ...]
    modality: str
    patient: str
    study_date: str = ""
    body_part: str = ""
    camera: str = ""
    eye: str = ""
    eye_from: str = ""
    eye_is_doubtful: bool = False  # the optic disc says another, and nobody has decided
    label: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()
    findings: str = ""

    @property
    def folder(self) -> str:
        """The folder of its images within the file."""
        return self.images[0][0].rpartition("/")[0]

    @property
    def is_photograph(self) -> bool:
        """True where facts come from the manifest, since the picture file holds none."""
        return self.modality in (FUNDUS, PHOTO)


@dataclass(frozen=True)
class SharedVectors:
    """Embeddings (rows, length) float32 of one model, little endian in `member`.

    A row is (case, image): the number of a case and of its image, None for the whole case.
    """

    model: str
    length: int
    member: str
    rows: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True)
class Manifest:
    """All of it; `export` is drawn at random, `key` the public key in hexadecimal digits."""

    site: str
    key: str
    export: str
    made_at: str
    with_texts: bool
    cases: tuple[SharedCase, ...]
    vectors: tuple[SharedVectors, ...] = ()
    members: Mapping[str, Member] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """Return the manifest as JSON."""
        content = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0).encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest of a file; raise ValueError for anything that is not as it should be."""
    try:
        found = json.loads(content)
        if found["format"] != FORMAT or found["version"] != VERSION:
            raise ValueError("another format")
        manifest = Manifest(
            site=_line(found["site"], 80),
            key=_matching(_DIGEST, found["key"]),
            export=_matching(re.compile("[0-9a-f]{32}"), found["export"]),
            made_at=_line(found["made_at"], 40),
            with_texts=found["with_texts"] is True,
            cases=_each(_case, found["cases"], MOST_CASES),
            vectors=_each(_vectors, found["vectors"], 100),
            members={_member_name(name): _member(one) for name, one in found["members"].items()},
        )
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("no manifest") from error
    _check_whole(manifest)
    return manifest


def _check_whole(manifest: Manifest) -> None:
    """Raise ValueError unless every member is used, and everything used is a member."""
    images = {name for case in manifest.cases for name, _ in case.images}
    for case in manifest.cases:
        if {name.rpartition("/")[0] for name, _ in case.images} != {case.folder}:
            raise ValueError("a case of two folders")
    if len({case.folder for case in manifest.cases}) != len(manifest.cases):
        raise ValueError("two cases of one folder")
    if images | {one.member for one in manifest.vectors} != set(manifest.members):
        raise ValueError("members that are not listed")
    if not manifest.site or not manifest.cases:
        raise ValueError("nothing in it")
    for vectors in manifest.vectors:
        if manifest.members[vectors.member].size != 4 * vectors.length * len(vectors.rows):
            raise ValueError("embeddings of another size")
        for number, image in vectors.rows:
            if not 0 <= number < len(manifest.cases):
                raise ValueError("embeddings of no case")
            if image is not None and not 0 <= image < len(manifest.cases[number].images):
                raise ValueError("embeddings of no image")


def _case(value: Any) -> SharedCase:
    images = _each(lambda one: (_matching(_IMAGE, one[0]), _count(one[1])), value["images"], 20_000)
    if not images or len(set(images)) != len(images):
        raise ValueError("images twice, or none")
    eye, eye_from = str(value["eye"]), str(value["eye_from"])
    return SharedCase(
        images=images,
        modality=_matching(re.compile("[A-Z0-9]{2,16}"), value["modality"]),
        patient=_matching(re.compile("[A-Za-z0-9-]{1,40}"), value["patient"]),
        study_date=_matching(_DATE, value["study_date"]),
        body_part=_line(value["body_part"], 100),
        camera=_line(value["camera"], 100),
        eye=str(Eye(eye)) if eye else "",
        eye_from=str(EyeFrom(eye_from)) if eye_from else "",
        eye_is_doubtful=value["eye_is_doubtful"] is True,
        label=_line(value["label"], 200),
        outcome=_line(value["outcome"], 200),
        tags=_each(lambda tag: _line(tag, 100).replace(",", " "), value["tags"], MOST_TAGS),
        findings=_text(value["findings"], 20_000),
    )


def _vectors(value: Any) -> SharedVectors:
    return SharedVectors(
        model=_matching(_DIGEST, value["model"]),
        length=min(max(_count(value["length"]), 1), 100_000),
        member=_matching(_VECTORS, value["member"]),
        rows=_each(
            lambda row: (_count(row[0]), None if row[1] is None else _count(row[1])),
            value["rows"],
            1_000_000,
        ),
    )


def _member_name(name: str) -> str:
    if not (_IMAGE.fullmatch(name) or _VECTORS.fullmatch(name)):
        raise ValueError("a member of another kind")
    return name


def _member(value: Any) -> Member:
    return Member(_count(value["size"]), _matching(_DIGEST, value["sha256"]))


def _each(read: Callable[[Any], Any], values: Sequence[Any], most: int) -> tuple[Any, ...]:
    if not isinstance(values, list) or len(values) > most:
        raise ValueError("too many, or no list")
    return tuple(map(read, values))


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("no number")
    return value


def _matching(form: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError("not of its form")
    return value


def _line(value: Any, most: int) -> str:
    """Return one line without control characters."""
    return " ".join(_text(value, most).split())


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("no text, or too long")
    return "".join(c for c in printable(value) if c.isprintable() or c in "\n\t")
