"""What a clinic's grading comes to, in figures: mix, agreement, ungradable, referrals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from medview.domain.case import FUNDUS, PHOTO, CaseId, Eye
from medview.domain.checklist import Lesion
from medview.domain.findings import KnownFindings
from medview.domain.grade import Grade
from medview.domain.model import ModelRef
from medview.domain.oedema import OedemaRisk

Month = tuple[int, int]  # year, month


@dataclass(frozen=True)
class SeenCase:
    """Whose a graded photograph is; `patient` is the key, `name` may be empty."""

    patient: str
    name: str = ""
    eye: Eye | None = None
    source: str = ""
    study_date: str = ""
    title: str = ""
    modality: str = FUNDUS
    camera: str = ""

    @property
    def is_photograph(self) -> bool:
        """True for what may be of an eye: a refused CT is no ungradable photograph."""
        return self.modality in (FUNDUS, PHOTO)


@dataclass(frozen=True, order=True)
class TakenBy:
    """What took photographs: the camera their files name, else the source they came from."""

    camera: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """The camera or the source, "" when nobody knows."""
        return self.camera or self.source


@dataclass(frozen=True)
class ShownGrade:
    """What the model showed of a case at one time; `grade` None: it abstained."""

    case_id: CaseId
    at: datetime
    grade: Grade | None
    refer: bool
    gradable: bool
    model: ModelRef


@dataclass(frozen=True)
class Selection:
    """What is counted: from `since` to `until`, both days whole; "" = every reader or source."""

    since: date | None = None
    until: date | None = None
    reader: str = ""
    source: str = ""


@dataclass(frozen=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The share, None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Agreement:
    """How far signatures agree with what the model had shown.

    `kappa` (quadratic weights) and its 95 % interval are None where there is too little to tell.
    `overrides` are the signatures that differ from a grade the model had shown.
    """

    pairs: int
    patients: int
    kappa: float | None
    interval: tuple[float, float] | None
    overrides: Share


@dataclass(frozen=True)
class Referral:
    """One eye that is referable; `is_signed` tells a reader's word from the model's.

    `known` is what readers found beside the grade: an eye of a low grade, or of none (signed as
    ungradable, or the model abstained), is here when a reader suspects macular oedema.
    """

    patient: str
    name: str
    eye: Eye | None
    grade: Grade | None
    at: datetime
    is_signed: bool
    reader: str
    source: str
    study_date: str
    case_id: CaseId
    title: str
    model: str
    known: KnownFindings = field(default_factory=KnownFindings)


@dataclass(frozen=True)
class FoundCounts:
    """What readers found on the signed photographs of a selection, each counted once.

    `looked_at` are the photographs with a checklist or an accepted lesion, `lesions` those of them
    on which each lesion was seen; `oedema` the readers' words on macular oedema, `by_model` the
    model's estimates (None: it abstained); `evidence` the photographs with accepted evidence.
    """

    looked_at: int = 0
    lesions: Mapping[Lesion, int] = field(default_factory=dict)
    evidence: int = 0
    oedema: Mapping[OedemaRisk, int] = field(default_factory=dict)
    by_model: Mapping[OedemaRisk | None, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Mix:
    """Photographs by their newest result: grades 0-4, ungradable, and left open by the model."""

    grades: tuple[int, int, int, int, int]
    ungradable: int
    abstained: int = 0

    @property
    def total(self) -> int:
        """All photographs."""
        return sum(self.grades) + self.ungradable + self.abstained


@dataclass(frozen=True)
class Statistics:
    """All figures of one selection.

    `confusion[r][m]` counts signatures of grade r where the model had shown m. `readers` and
    `sources` are all there are, whatever is selected; `models` those whose results are counted,
    as `ModelRef.short` names them.
    """

    selection: Selection
    signatures: int
    signed: Mix
    shown: Mix
    confusion: tuple[tuple[int, ...], ...]
    agreement: Agreement
    by_reader: Mapping[str, Agreement]
    ungradable: Mapping[tuple[TakenBy, Month], Share]
    signed_by_month: Mapping[tuple[str, Month], int]
    referrals: tuple[Referral, ...]
    readers: tuple[str, ...]
    sources: tuple[str, ...]
    models: tuple[str, ...]
    found: FoundCounts = field(default_factory=FoundCounts)

    @property
    def is_empty(self) -> bool:
        """True when nothing was graded or signed in the selection."""
        return not (self.signed.total or self.shown.total)
