"""The command `similar`: the nearest cases of an image."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from medview.app.services import Services
from medview.cli.console import first_case, open_paths, opened, positive, report
from medview.domain.case import Case, CaseId
from medview.domain.errors import CannotOpen, MedViewError
from medview.domain.feedback import Judgement
from medview.domain.model import NOTICE
from medview.domain.neighbours import Metric, Neighbour, SimilarResult
from medview.domain.region import Region
from medview.domain.slices import spaced
from medview.domain.together import Together, partners_of

QUERY = "QUERY"  # in the place of a case: the image that is searched with


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `similar` to the commands."""
    similar = commands.add_parser("similar", parents=[common], help="the nearest cases")
    similar.add_argument("path", type=Path, metavar="PATH")
    similar.add_argument("--k", type=positive, default=10, help="how many (10)")
    similar.add_argument("--slice", type=positive, metavar="N", help="image N of a series, from 1")
    similar.add_argument(
        "--slices", type=_slices, metavar="A-B[/N]", help="images A to B, every N-th, as one query"
    )
    similar.add_argument(
        "--grow", action="store_true", help="the region, through the slices where it looks the same"
    )
    similar.add_argument("--region", type=_region, metavar="X,Y,W,H", help="in pixels")
    similar.add_argument("--metric", choices=[str(m) for m in Metric], default="cosine")
    similar.add_argument(
        "--with",
        dest="together",
        type=Path,
        metavar="PATH",
        help="search together with this series of the same study, such as the PET of a CT",
    )
    similar.add_argument(
        "--where", nargs="+", type=_pair, default=[], metavar="FIELD=VALUE", action="extend"
    )
    similar.add_argument(
        "--more",
        nargs="+",
        default=[],
        metavar="CASE",
        help="search for more like these neighbours",
    )
    similar.add_argument(
        "--less", nargs="+", default=[], metavar="CASE", help="and for fewer like these"
    )
    for name, words in (
        ("--more-here", "search for more like this region of a neighbour (QUERY: of the image)"),
        ("--less-here", "and for less like this region"),
    ):
        similar.add_argument(
            name,
            nargs="+",
            action=RegionSaid,
            default=[],
            metavar=("CASE X,Y,W,H", "N"),
            help=words + "; N: on image N of a series, from 1",
        )
    similar.set_defaults(run=run_similar)


class RegionSaid(argparse.Action):
    """Takes CASE X,Y,W,H and the number of an image, which may be left out; may be repeated."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Add one judgement to the option's list."""
        given = list(values or ())
        try:
            case, region, *number = given
            image = positive(number[0]) - 1 if number else None
            said = Judgement(
                CaseId(case), str(option_string).startswith("--more"), image, _region(region)
            )
            if len(number) > 1:
                raise ValueError
        except (ValueError, argparse.ArgumentTypeError):
            parser.error(f"{option_string}: give CASE X,Y,W,H, and the number of an image if any")
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), said])


def run_similar(options: argparse.Namespace) -> int:
    """Print the nearest cases of one image."""
    with opened(options) as services:
        case = first_case(services, options.path)
        if options.slice and options.slice > len(case.images):
            raise MedViewError(
                f"There is no image {options.slice}: the series has {len(case.images)}."
            )
        second = _second(services, case, options) if options.together else None
        try:
            result = services.find_similar(
                case,
                image_index=options.slice - 1 if options.slice else None,
                region=options.region,
                images=_images(options.slices, len(case.images)),
                grow=options.grow,
                metric=Metric(options.metric),
                k=options.k,
                where=dict(options.where),
                judged=_judged(options, case),
                together=second,
            )
        except ValueError as error:
            raise MedViewError(str(error)) from error
    report(options, similar_result(options.path, result), similar_lines(result))
    return 0


def _judged(options: argparse.Namespace, case: Case) -> list[Judgement]:
    """Return what is said of neighbours, and of regions on them or on the case itself."""
    image = options.slice - 1 if options.slice else None
    return [
        *(Judgement(CaseId(name), True) for name in options.more),
        *(Judgement(CaseId(name), False) for name in options.less),
        *(_on_query(one, case, image) for one in (*options.more_here, *options.less_here)),
    ]


def _on_query(one: Judgement, case: Case, image: int | None) -> Judgement:
    """Return a judgement with the case, and the image searched with, in the place of QUERY."""
    if one.case_id != QUERY:
        return one
    shown = image if one.image_index is None else one.image_index
    return replace(one, case_id=case.id, image_index=shown)


def _second(services: Services, case: Case, options: argparse.Namespace) -> Case:
    """Return the series of `--with`: of several there the first that goes with the case."""
    if "modality" in dict(options.where):
        raise MedViewError("With two series, each is searched among its own kind of image.")
    found = open_paths(services, [options.together])[0]
    if not found:
        raise CannotOpen(
            f"Nothing in {options.together} could be opened.", hint="See the lines above."
        )
    fitting = partners_of(case, found).cases
    return fitting[0] if fitting else found[0]


def similar_result(path: Path, result: SimilarResult) -> dict[str, Any]:
    """Return what `similar --json` prints."""
    return {
        "query": {
            "path": str(path),
            "slices": [image + 1 for image in result.asked],
            "with": _together_record(result.together),
            "model": {"id": result.model.id, "digest": result.model.digest},
        },
        "metric": str(result.metric),
        "unlike": result.unlike,
        "notice": NOTICE,
        "outcomes": {
            "known": result.outcomes.known,
            "shares": [
                {"outcome": s.outcome, "count": s.count, "ci95": [s.low, s.high]}
                for s in result.outcomes.shares
            ],
        },
        "neighbours": [
            {
                "case": n.case_id,
                "rank": n.rank,
                "distance": n.distance,
                "label": n.label,
                "patient": n.patient,
                "source": n.source,
                "modality": n.modality,
                "findings": n.findings,
                "outcome": n.outcome,
                "tags": list(n.tags),
                "image": None if n.image is None else n.image + 1,
                "lacks": n.lacks,
                "parts": [
                    {
                        "case": part.case_id,
                        "kind": part.kind,
                        "distance": part.distance,
                        "image": None if part.image is None else part.image + 1,
                    }
                    for part in n.parts
                ],
            }
            for n in result.neighbours
        ],
    }


def _together_record(together: Together | None) -> dict[str, Any] | None:
    if together is None:
        return None
    return {
        "case": together.case.id,
        "kinds": list(together.kinds),
        "slices": [image + 1 for image in together.images],
        "place": together.meeting.name.lower(),
        "absent": list(together.absent),
        "without_region": together.without_region,
    }


def similar_lines(result: SimilarResult) -> Iterator[str]:
    """Yield the neighbours for a person to read."""
    if result.together is not None:
        yield from _together_lines(result.together)
    for n in result.neighbours:
        words = (f"{n.rank}", f"{n.distance:.4f}", n.label or "-", n.case_id, n.source)
        yield "\t".join((*words, *_parts_words(n)))
    for share in result.outcomes.shares:
        yield (
            f"{share.outcome}: {share.count} of {result.outcomes.known} with a known outcome "
            f"(95 % interval {100 * share.low:.0f}-{100 * share.high:.0f} %)"
        )
    if result.unlike:
        yield "Nothing similar: the image is unlike all that the model knows. Do not rely on these."
    yield f"{NOTICE} Model: {result.model.short}"


def _together_lines(together: Together) -> Iterator[str]:
    slices = ", ".join(str(image + 1) for image in together.images)
    yield f"{' with '.join(together.kinds)}: image {slices}, {together.meeting}."
    if together.without_region:
        yield f"Of the {together.kinds[1]} the whole image is searched with, not the region."
    for kind in together.absent:
        yield f"No study that was found has a {kind}: the other series alone decides."


def _parts_words(neighbour: Neighbour) -> Iterator[str]:
    for part in neighbour.parts:
        yield f"{part.kind} {part.distance:.4f} {part.case_id}"
    if neighbour.lacks:
        yield f"no {neighbour.lacks}: ranked by the other series alone"


def _region(text: str) -> Region:
    parts = text.split(",")
    if len(parts) != 4:
        raise argparse.ArgumentTypeError("give X,Y,W,H in pixels, such as 120,80,64,64")
    return Region(*(int(part) for part in parts))


def _slices(text: str) -> tuple[int, int, int]:
    found = re.fullmatch(r"(\d+)-(\d+)(?:/([1-9]\d*))?", text)
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError("give FIRST-LAST or FIRST-LAST/STEP, such as 10-40/5")
    return int(found[1]), int(found[2]), int(found[3] or 1)


def _images(slices: tuple[int, int, int] | None, count: int) -> tuple[int, ...]:
    """Return the images, from 0, of a range of slices, from 1; no more than searching takes."""
    if slices is None:
        return ()
    first, last, step = slices
    if last > count:
        raise MedViewError(f"There is no image {last}: the series has {count}.")
    asked = range(first - 1, last, step)
    return tuple(asked[place] for place in spaced(len(asked)))


def _pair(text: str) -> tuple[str, str]:
    field, separator, value = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError("give FIELD=VALUE, such as modality=CT")
    return field, value
