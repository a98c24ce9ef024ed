"""The tables of the library, in a SQLite file or on a PostgreSQL server.

A change here needs its revision in migrations/versions (see migrate.py), and SCHEMA its number.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from medview.store.types import WORDS, Vector

SCHEMA = 7

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", WORDS, nullable=False, unique=True),
    Column("content_digest", WORDS, nullable=False, unique=True),
    Column("modality", WORDS, nullable=False),
    Column("patient_key", WORDS, nullable=False),
    Column("patient_name", WORDS, nullable=False),
    Column("title", WORDS, nullable=False),
    Column("study_uid", WORDS, nullable=False),
    Column("study_date", WORDS, nullable=False),
    Column("study_description", WORDS, nullable=False),
    Column("series_uid", WORDS, nullable=False),
    Column("series_number", Integer),
    Column("series_description", WORDS, nullable=False),
    Column("body_part", WORDS, nullable=False),
    Column("camera", WORDS, nullable=False, server_default=""),
    Column("eye", WORDS),
    Column("eye_from", WORDS),
    Column("label", WORDS, nullable=False),
    Column("source", WORDS, nullable=False),
    Column("findings", WORDS, nullable=False, server_default=""),
    Column("outcome", WORDS, nullable=False, server_default=""),
    Column("tags", WORDS, nullable=False, server_default=""),
    Column("images", WORDS, nullable=False),
    Column("geometry", WORDS, nullable=False),
    Column("notices", WORDS, nullable=False),
    Column("added_at", WORDS, nullable=False),
    Index("cases_by_modality_label", "modality", "label"),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("model_digest", WORDS, nullable=False),
    Column("vector", Vector, nullable=False),
    UniqueConstraint("case_id", "model_digest"),
)

# Of a series, several images beside the middle one, which stands for it in `embeddings`.
slice_embeddings = Table(
    "slice_embeddings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("model_digest", WORDS, nullable=False),
    Column("image", Integer, nullable=False),
    Column("vector", Vector, nullable=False),
    UniqueConstraint("case_id", "model_digest", "image"),
)

# No foreign key to cases: a signature outlives the removal of its case.
signed_grades = Table(
    "signed_grades",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("grade", Integer),
    Column("estimate_grade", Integer),
    Column("reader", WORDS, nullable=False),
    Column("signed_at", WORDS, nullable=False),
    Column("model_id", WORDS),
    Column("model_version", WORDS),
    Column("model_digest", WORDS),
    Column("note", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# Whose the graded and signed photographs are, also of those that were opened and never imported.
# Kept apart from signatures and trail, which name nobody, so that it can be removed.
seen_cases = Table(
    "seen_cases",
    metadata,
    Column("case_id", WORDS, primary_key=True),
    Column("modality", WORDS, nullable=False),
    Column("patient_key", WORDS, nullable=False),
    Column("patient_name", WORDS, nullable=False),
    Column("eye", WORDS),
    Column("source", WORDS, nullable=False),
    Column("study_date", WORDS, nullable=False),
    Column("title", WORDS, nullable=False),
    Column("camera", WORDS, nullable=False, server_default=""),
)

# A signature that was taken back stays; this says so. `signature` is its seq in signed_grades.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("signature", Integer, nullable=False, unique=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("reader", WORDS, nullable=False),
    Column("withdrawn_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What a model said last of a case; `content` and `neighbours` are JSON (see store.estimates).
estimates = Table(
    "estimates",
    metadata,
    Column("case_id", WORDS, primary_key=True),
    Column("model_digest", WORDS, primary_key=True),
    Column("content", WORDS, nullable=False),
    Column("neighbours", WORDS, nullable=False),
    Column("graded_at", WORDS, nullable=False),
)

worklists = Table(
    "worklists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", WORDS, nullable=False, unique=True),
    Column("created_at", WORDS, nullable=False),
    Column("is_grading", Integer, nullable=False),  # 1: a batch was started and has not ended
    sqlite_autoincrement=True,  # a number in the audit trail never means another worklist
)

# The photographs of a worklist, as they were when it was made (`content`: JSON of a case).
worklist_entries = Table(
    "worklist_entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("worklist", Integer, ForeignKey("worklists.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", WORDS, nullable=False),
    Column("content", WORDS, nullable=False),
    UniqueConstraint("worklist", "case_id"),
)

# Who is to read a patient's visit, and whether a second reader is wanted.
worklist_tasks = Table(
    "worklist_tasks",
    metadata,
    Column(
        "worklist",
        Integer,
        ForeignKey("worklists.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("patient_key", WORDS, primary_key=True),
    Column("study_date", WORDS, primary_key=True),
    Column("reader", WORDS, nullable=False),
    Column("second_read", Integer, nullable=False),
)

# What readers made of lesion candidates: like a signature, it outlives the removal of its case.
lesion_decisions = Table(
    "lesion_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("region", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("model_digest", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What readers made of nodule candidates (`nodule`: JSON); the newest row of a place counts.
nodule_decisions = Table(
    "nodule_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("nodule", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("model_digest", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# Which eye a person said a photograph is of; the newest row of a case counts.
eye_corrections = Table(
    "eye_corrections",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("eye", WORDS, nullable=False),
    Column("was", WORDS),
    Column("reader", WORDS, nullable=False),
    Column("corrected_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What was looked for when a case was signed; `signed_at` says at which of its signatures.
lesion_checklists = Table(
    "lesion_checklists",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("signed_at", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("findings", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

studies = Table(
    "studies",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", WORDS, nullable=False, unique=True),
    Column("name", WORDS, nullable=False, unique=True),
    Column("plan", WORDS, nullable=False),
    Column("created_by", WORDS, nullable=False),
    Column("created_at", WORDS, nullable=False),
)

# The cases of a study as they were, since a study may be of photographs outside the library.
study_photos = Table(
    "study_photos",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", WORDS, ForeignKey("studies.id"), nullable=False, index=True),
    Column("photo", Integer, nullable=False),
    Column("case_row", WORDS, nullable=False),
    UniqueConstraint("study_id", "photo"),
)

study_orders = Table(
    "study_orders",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", WORDS, ForeignKey("studies.id"), nullable=False, index=True),
    Column("reader", WORDS, nullable=False),
    Column("photos", WORDS, nullable=False),
    UniqueConstraint("study_id", "reader"),
)

study_reads = Table(
    "study_reads",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", WORDS, ForeignKey("studies.id"), nullable=False, index=True),
    Column("reader", WORDS, nullable=False),
    Column("position", Integer, nullable=False),
    Column("photo", Integer, nullable=False),
    Column("stage", WORDS, nullable=False),
    Column("grade", Integer),
    Column("note", WORDS, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("was_shown", Integer, nullable=False),
    Column("estimate_grade", Integer),
    Column("model_id", WORDS),
    Column("model_version", WORDS),
    Column("model_digest", WORDS),
    Column("read_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

study_decisions = Table(
    "study_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", WORDS, ForeignKey("studies.id"), nullable=False, index=True),
    Column("photo", Integer, nullable=False),
    Column("grade", Integer),
    Column("note", WORDS, nullable=False),
    Column("decided_by", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

study_estimates = Table(
    "study_estimates",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", WORDS, ForeignKey("studies.id"), nullable=False, index=True),
    Column("photo", Integer, nullable=False),
    Column("grade", Integer),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("model_digest", WORDS, nullable=False),
    Column("estimated_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What readers made of an earlier photograph laid over today's (`alignment`: JSON).
alignment_decisions = Table(
    "alignment_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("earlier_id", WORDS, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("alignment", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What readers made of the evidence for a grade (`found`: JSON of what was shown, heat and all).
evidence_decisions = Table(
    "evidence_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("verdict", WORDS, nullable=False),
    Column("grade", Integer),
    Column("found", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("model_digest", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What a lesion model said last of the risk of macular oedema (`risk` NULL: it abstained).
oedema_estimates = Table(
    "oedema_estimates",
    metadata,
    Column("case_id", WORDS, primary_key=True),
    Column("model_digest", WORDS, primary_key=True),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("risk", Integer),
    Column("share", Float),
    Column("reason", WORDS, nullable=False),
    Column("estimated_at", WORDS, nullable=False),
)

# What readers say of it; the newest row of a case counts (`risk` NULL: taken back).
oedema_decisions = Table(
    "oedema_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("risk", Integer),
    Column("estimate", Integer),
    Column("reader", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    Column("model_id", WORDS),
    Column("model_version", WORDS),
    Column("model_digest", WORDS),
    sqlite_autoincrement=True,
)

# What happened to the models of the registry; the newest row that put one to use for a task counts.
model_events = Table(
    "model_events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("step", WORDS, nullable=False),
    Column("task", WORDS, nullable=False),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("model_digest", WORDS, nullable=False),
    Column("was_id", WORDS),
    Column("was_version", WORDS),
    Column("was_digest", WORDS),
    Column("reader", WORDS, nullable=False),
    Column("at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# How a model reads the photographs of this site, as a person accepted it (`numbers` and `figures`:
# JSON), or took it back (`accepted` 0); the newest row of a digest counts.
site_calibrations = Table(
    "site_calibrations",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("model_id", WORDS, nullable=False),
    Column("model_version", WORDS, nullable=False),
    Column("model_digest", WORDS, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("numbers", WORDS, nullable=False),
    Column("figures", WORDS, nullable=False),
    Column("reader", WORDS, nullable=False),
    Column("decided_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# What readers measured (`image`, `shape`, `reading`: JSON); the newest row of a measure counts, one
# without a shape takes it away.
measures = Table(
    "measures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("measure_id", WORDS, nullable=False),
    Column("case_id", WORDS, nullable=False, index=True),
    Column("image", WORDS, nullable=False),
    Column("shape", WORDS),
    Column("reading", WORDS),
    Column("reader", WORDS, nullable=False),
    Column("drawn_at", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", WORDS, nullable=False),
    Column("event", WORDS, nullable=False),
    Column("details", WORDS, nullable=False),
    Column("hash", WORDS, nullable=False),
    sqlite_autoincrement=True,
)

# One row. `revision` counts what windows wrote to a server, so that others see it; `last_event` is
# the highest number of an event ever given, so that a cut tail of the trail shows.
library_state = Table(
    "library_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    Column("last_event", Integer, nullable=False),
)

# Which revision of the schema this is; Alembic's own table.
alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), primary_key=True),
)
