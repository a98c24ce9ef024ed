"""Cases that go from one site to another: what is sent, by whom, and what came of it."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from medview.domain.case import CaseId, Problem
from medview.domain.pseudonym import Pseudonyms

ENDING = ".medview-cases"
# The first member of the file, not packed, so that its first bytes tell what it is.
TYPE_MEMBER, TYPE = "mimetype", b"application/x-medview-cases"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
# The comment at the very end of the ZIP: a word, the public key and, over the SHA-256 of all that
# stands before it, a signature: a byte changed anywhere is noticed, also between the members.
SEAL = b"MedView cases 1 "
KEY_DIGITS, SEAL_DIGITS = 64, 128
MOST_MEMBERS = 200_000
MOST_BYTES = 64 * 1024**3  # of all members, unpacked
MOST_OF_ONE = 512 * 1024**2
MOST_OF_MANIFEST = 128 * 1024**2
SHORTEST = 3  # characters of a name or number below which it is found in any text by chance
LONG = 5  # characters from which on it is found also within a longer word
LEAST_DAYS, MORE_DAYS = 400, 3000  # dates go back by more than a year and less than ten


class Standing(StrEnum):
    """Whether the signature is that of a site one knows."""

    OWN = "own"
    KNOWN = "known"
    UNKNOWN = "unknown"
    OTHER_KEY = "other key"  # a site of this name is known, by another key


@dataclass(frozen=True)
class Signer:
    """Who signed: the name a site gives itself, and its public key (Ed25519, 32 bytes)."""

    name: str
    key: bytes

    @property
    def fingerprint(self) -> str:
        """The first 128 bits of the SHA-256 of the key, in fours for reading aloud."""
        digits = hashlib.sha256(self.key).hexdigest()[:32]
        return " ".join(digits[at : at + 4] for at in range(0, 32, 4))

    @property
    def mark(self) -> str:
        """Eight digits that set the patients of this site apart from all others."""
        return self.fingerprint.replace(" ", "")[:8]


@dataclass(frozen=True)
class Secrets:
    """What hides the patients of one export: `home` is the same in each, `once` drawn anew."""

    home: bytes
    once: bytes

    def disguise(self, key: str, forbidden: tuple[str, ...]) -> Disguise:
        """Return how the files of a patient are disguised, who is not to be named in them.

        Pseudonym and moved dates are the same in every export of this home, so that the receiver
        keeps the visits of a patient together and in order; the UIDs are not. The pseudonym is
        another than in the models of this home, so that the two cannot be held together.
        """
        own = hmac.new(self.home, b"exchange", "sha256").digest()
        drawn = hmac.new(own, f"days {key}".encode(), "sha256").digest()
        days = LEAST_DAYS + int.from_bytes(drawn[:4], "big") % (MORE_DAYS - LEAST_DAYS)
        return Disguise(Pseudonyms(own).of(key), self.once, days, forbidden)


@dataclass(frozen=True)
class Disguise:
    """How the files of one patient are made to name nobody.

    `salt` makes new UIDs of old ones, `days` is what dates go back by, and no text that holds one
    of the `forbidden` words is kept.
    """

    pseudonym: str
    salt: bytes
    days: int
    forbidden: tuple[str, ...] = ()


def telling_words(names: Iterable[str], others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what must stand in no text: names and numbers with their parts, others as a whole.

    Of "Meyer-Lund^Ann" that is each of the three too; of a UID or an institution, only all of it.
    """
    found = [" ".join(text.split()) for text in (*names, *others)]
    found += [part for text in names for part in re.split(r"[\W_]+", text)]
    return tuple(dict.fromkeys(w.casefold() for w in found if len(w) >= SHORTEST))


def names_somebody(text: str, forbidden: Iterable[str]) -> bool:
    """Return True when a text holds one of the words, whatever their case.

    Short ones count where they stand alone: "Ann" is not named in "annular".
    """
    folded = " ".join(text.casefold().split())
    alone = set(re.split(r"\W+", folded))
    return any(
        word in folded if len(word) >= LONG or not word.isalnum() else word in alone
        for word in forbidden
    )


@dataclass(frozen=True)
class ExportOrder:
    """Which cases go into a file, and whether findings, free text, go with them."""

    cases: tuple[CaseId, ...]
    site: str
    with_texts: bool = False


@dataclass(frozen=True)
class ExportPreview:
    """What would leave the house, before it does.

    `texts` are the findings as they would be sent, by the title of their case; `words` all labels,
    outcomes and tags; `held_back` what will be left out, and why.
    """

    cases: int
    images: int
    patients: int
    heads: int  # series of a head: a face can be made of them
    words: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    held_back: tuple[Problem, ...]


@dataclass(frozen=True)
class ExportReport:
    """What an export came to; `seconds` it took, `size` bytes of the file."""

    cases: int
    images: int
    size: int
    seconds: float
    signer: Signer
    skipped: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Parcel:
    """What a file of cases says of itself, its signature and every byte having been checked."""

    path: str
    signer: Signer
    standing: Standing
    cases: int
    images: int
    size: int  # bytes of all members, unpacked
    made_at: str
    with_texts: bool
    known_key: str = ""  # the fingerprint this name is known by, where it is another
    digest: str = ""  # SHA-256 of the manifest


@dataclass(frozen=True)
class ParcelReport:
    """What bringing in a file came to.

    Of those added, `embedded` came with a vector of the model in use. `known` names the cases of
    the library that have the pixels of one in the file, which was not added again.
    """

    parcel: Parcel
    added: int
    duplicates: int
    embedded: int
    known: tuple[str, ...] = ()
    skipped: tuple[Problem, ...] = ()
