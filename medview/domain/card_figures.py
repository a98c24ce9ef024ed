"""The figures of model cards, so that two cards can be laid beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from medview.domain.model import ModelCard


@dataclass(frozen=True)
class CardFigure:
    """One figure of a card: the estimate, and its 95 % interval where the card has one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class FigurePair:
    """The same figure of two cards; None where a card does not have it."""

    name: str
    one: CardFigure | None
    other: CardFigure | None

    @property
    def difference(self) -> float | None:
        """The first less the other, None unless both have it."""
        if self.one is None or self.other is None:
            return None
        return self.one.value - self.other.value


def figures_of(card: ModelCard) -> dict[str, CardFigure]:
    """Return the estimates of a card's validation by name, parts of a name joined by " · "."""
    return dict(_figures(card.validation, ()))


def side_by_side(one: ModelCard, other: ModelCard) -> list[FigurePair]:
    """Return every figure of two cards: those both have first, each in the order of the cards."""
    ones, others = figures_of(one), figures_of(other)
    names = dict.fromkeys([*(n for n in ones if n in others), *ones, *others])
    return [FigurePair(name, ones.get(name), others.get(name)) for name in names]


def _figures(values: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, CardFigure]]:
    for name, value in values.items():
        if not isinstance(value, Mapping):
            continue
        place = (*path, str(name).replace("_", " "))
        figure = _figure(value)
        if figure is not None:
            yield " · ".join(place), figure
        else:
            yield from _figures(value, place)


def _figure(value: Mapping[str, Any]) -> CardFigure | None:
    """Return an estimate as cards write it: `value`, with `ci95` or `low` and `high`."""
    if not _is_number(value.get("value")):
        return None
    ends = value.get("ci95") or [value.get("low"), value.get("high")]
    if isinstance(ends, list | tuple) and len(ends) == 2 and all(map(_is_number, ends)):
        return CardFigure(float(value["value"]), float(ends[0]), float(ends[1]))
    return CardFigure(float(value["value"]))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
