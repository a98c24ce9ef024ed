"""The key pair of a site, and the public keys of other sites that somebody compared.

The private key (Ed25519, RFC 8032) is drawn at first use and never leaves the home folder, where
only its owner can read it.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medview.domain.errors import LibraryNotWritable
from medview.domain.exchange import Signer, Standing
from medview.store.files import secret_of, write_atomically

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "exchange.key"
SITES_FILE = "known-sites.json"
MOST_SITES = 10_000


class SiteKey:
    """Signs for this home; safe to call from any thread."""

    def __init__(self, home: Path) -> None:
        """Take the home folder; the key is made when it is first asked for."""
        self._file = home / KEY_FILE
        self._lock = threading.Lock()

    def public(self) -> bytes:
        """Return the public key (32 bytes); raise LibraryNotWritable when there can be none."""
        return self._private().public_key().public_bytes_raw()

    def sign(self, content: bytes) -> bytes:
        """Return the signature (64 bytes) of some bytes."""
        return self._private().sign(content)

    def _private(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        try:
            with self._lock:
                secret = secret_of(self._file)
        except OSError as error:
            raise LibraryNotWritable(
                f"The file {self._file.name} cannot be used: {error.strerror}.",
                hint="Check that the folder may be written to.",
            ) from error
        return Ed25519PrivateKey.from_private_bytes(secret)


def is_signed(content: bytes, signature: bytes, key: bytes) -> bool:
    """Return True when a signature is that of this public key for these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


class KnownSites:
    """The keys a person called known, by fingerprint, in one file of the home folder."""

    def __init__(self, home: Path) -> None:
        """Take the home folder."""
        self._file = home / SITES_FILE
        self._lock = threading.Lock()

    def all(self) -> list[Signer]:
        """Return the known sites; a file that cannot be read knows none."""
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
            return [_signer(one) for one in content["sites"][:MOST_SITES]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def standing(self, signer: Signer, own: bytes) -> tuple[Standing, str]:
        """Return whether a site is known, and by which fingerprint where that is another."""
        if signer.key == own:
            return Standing.OWN, ""
        known = self.all()
        if any(site.key == signer.key and _same(site, signer) for site in known):
            return Standing.KNOWN, ""
        namesake = next((site for site in known if _same(site, signer)), None)
        if namesake is not None:
            return Standing.OTHER_KEY, namesake.fingerprint
        return Standing.UNKNOWN, ""

    def remember(self, signer: Signer) -> None:
        """Know a site from now on, by this key alone; raise LibraryNotWritable."""
        with self._lock:
            others = [site for site in self.all() if not _same(site, signer)]
            others = [site for site in others if site.key != signer.key]
            sites = [{"name": s.name, "key": s.key.hex()} for s in [*others, signer]]
            try:
                write_atomically(self._file, json.dumps({"sites": sites}, indent=1).encode())
            except OSError as error:
                raise LibraryNotWritable(
                    f"The file {self._file.name} cannot be used: {error.strerror}.",
                    hint="Check that the folder may be written to.",
                ) from error


def _same(one: Signer, other: Signer) -> bool:
    """Return True for one name, however it is written."""
    return one.name.casefold() == other.name.casefold()


def _signer(value: Any) -> Signer:
    return Signer(str(value["name"]), bytes.fromhex(value["key"]))
