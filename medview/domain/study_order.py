"""What is random in a reading study, drawn from its seed: sample, orders, repeats, letters."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LEAST_GAP = 0.25  # of the photographs lie between the two showings of one, at least


def drawn(seed: int, *words: object) -> float:
    """Return a number in [0, 1) that is the same for the same words on every machine and day.

    A hash, because no random generator of a library promises the same order for ever.
    """
    text = "\n".join(str(word) for word in (seed, *words))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7]) / 2**56


def sampled(count: int, most: int, seed: int) -> list[int]:
    """Return at most `most` (0: all) of `count` positions, drawn by the seed, in rising order."""
    chosen = sorted(range(count), key=lambda i: drawn(seed, "sample", i))[: most or count]
    return sorted(chosen)


def reading_order(seed: int, reader: str, count: int, repeat_share: float) -> tuple[int, ...]:
    """Return the order in which one reader sees `count` photographs, hidden repeats among them.

    A repeat comes at least a quarter of the photographs after the first showing.
    """
    first = sorted(range(count), key=lambda photo: drawn(seed, reader, photo))
    gap = max(1, round(count * LEAST_GAP))
    early = first[: max(count - gap, 0)]
    wanted = min(_repeats(count, repeat_share), len(early))
    again = sorted(early, key=lambda photo: drawn(seed, reader, photo, "again"))[:wanted]
    keys = {(photo, False): float(place) for place, photo in enumerate(first)}
    for photo in again:
        soonest = first.index(photo) + gap
        late = drawn(seed, reader, photo, "when") * (count - soonest)
        keys[photo, True] = soonest + late
    return tuple(photo for photo, _ in sorted(keys, key=lambda key: (keys[key], key[1])))


def _repeats(count: int, share: float) -> int:
    """Return how many come up again: at least one when any share was asked for."""
    return max(1, round(count * share)) if share > 0 else 0


def letters(seed: int, photo: int, readers: Sequence[str]) -> list[tuple[str, str]]:
    """Return (letter, reader) in an order of its own for each photograph, so that A is nobody."""
    mixed = sorted(readers, key=lambda reader: drawn(seed, "letter", photo, reader))
    return [(chr(ord("A") + place), reader) for place, reader in enumerate(mixed)]
