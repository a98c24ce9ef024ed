"""What is known of a photograph beside its grade: what readers accepted, listed and said of it."""

from __future__ import annotations

from dataclasses import dataclass

from medview.domain.checklist import Finding, Lesion, LesionChecklist
from medview.domain.explanation import EvidenceDecision
from medview.domain.grade import GradeEstimate, SignedGrade
from medview.domain.lesions import LESIONS, LesionDecision
from medview.domain.oedema import OedemaReading, OedemaRisk

# The line of the checklist each kind of candidate belongs to.
LISTED_AS = {
    "microaneurysm": Lesion.MICROANEURYSM,
    "haemorrhage": Lesion.HAEMORRHAGE,
    "hard_exudate": Lesion.HARD_EXUDATE,
    "soft_exudate": Lesion.SOFT_EXUDATE,
}


@dataclass(frozen=True)
class KnownFindings:
    """What is known of one photograph.

    `evidence` and `lesions` hold only what a reader accepted and nobody took back or rejected
    since; `checklist` goes with the signature that counts; `oedema` is the model's estimate and
    the reader's word.
    """

    evidence: tuple[EvidenceDecision, ...] = ()
    lesions: tuple[LesionDecision, ...] = ()
    checklist: LesionChecklist | None = None
    oedema: OedemaReading | None = None

    def evidence_for(
        self, estimate: GradeEstimate | None, signed: SignedGrade | None
    ) -> EvidenceDecision | None:
        """Return the accepted evidence for the grade that is shown or was signed, the newest."""
        models = [told.model for told in (estimate, signed) if told is not None]
        digests = {model.digest for model in models if model is not None}
        fitting = [one for one in self.evidence if one.found.model.digest in digests]
        return max(fitting, key=lambda one: one.decided_at, default=None)

    def counts(self) -> dict[str, int]:
        """Return how many candidates were accepted of each kind that has any."""
        kinds = [decision.region.kind for decision in self.lesions]
        return {kind: kinds.count(kind) for kind in LESIONS if kind in kinds}

    def present(self) -> tuple[Lesion, ...]:
        """Return the lesions a reader saw: marked present, or accepted as a candidate."""
        seen = {LISTED_AS[kind] for kind in self.counts()}
        if self.checklist is not None:
            seen |= set(self.checklist.with_finding(Finding.PRESENT))
        return tuple(lesion for lesion in Lesion if lesion in seen)

    @property
    def has_oedema(self) -> bool:
        """True when a reader, and not the model alone, suspects macular oedema."""
        listed, reading = self.checklist, self.oedema
        if listed is not None and listed.findings.get(Lesion.MACULAR_OEDEMA) is Finding.PRESENT:
            return True
        return reading is not None and reading.is_readers and reading.risk is OedemaRisk.REFERABLE

    @property
    def has_any(self) -> bool:
        """True when there is something to tell."""
        told = (self.evidence, self.lesions, self.checklist, self.oedema)
        return any(part not in (None, ()) for part in told)
