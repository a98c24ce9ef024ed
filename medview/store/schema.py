"""The tables of the library, and how an older library becomes a newer one.

`application_id` marks a SQLite file as a MedView library and `user_version` holds its schema
version (https://sqlite.org/pragma.html#pragma_user_version). A new library is created at SCHEMA;
an older one is brought there by the steps of UPGRADES, each in one transaction.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    inspect,
)

APPLICATION_ID = 0x4D454456  # "MEDV"
SCHEMA = 6

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("content_digest", Text, nullable=False, unique=True),
    Column("modality", Text, nullable=False),
    Column("patient_key", Text, nullable=False),
    Column("patient_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("study_uid", Text, nullable=False),
    Column("study_date", Text, nullable=False),
    Column("study_description", Text, nullable=False),
    Column("series_uid", Text, nullable=False),
    Column("series_number", Integer),
    Column("series_description", Text, nullable=False),
    Column("body_part", Text, nullable=False),
    Column("camera", Text, nullable=False, server_default=""),
    Column("eye", Text),
    Column("eye_from", Text),
    Column("label", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("findings", Text, nullable=False, server_default=""),
    Column("outcome", Text, nullable=False, server_default=""),
    Column("tags", Text, nullable=False, server_default=""),
    Column("images", Text, nullable=False),
    Column("geometry", Text, nullable=False),
    Column("notices", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Index("cases_by_modality_label", "modality", "label"),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("model_digest", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "model_digest"),
)

# Of a series, several images beside the middle one, which stands for it in `embeddings`.
slice_embeddings = Table(
    "slice_embeddings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("model_digest", Text, nullable=False),
    Column("image", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "model_digest", "image"),
)

# No foreign key to cases: a signature outlives the removal of its case.
signed_grades = Table(
    "signed_grades",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("grade", Integer),
    Column("estimate_grade", Integer),
    Column("reader", Text, nullable=False),
    Column("signed_at", Text, nullable=False),
    Column("model_id", Text),
    Column("model_version", Text),
    Column("model_digest", Text),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

# Whose the graded and signed photographs are, also of those that were opened and never imported.
# Kept apart from signatures and trail, which name nobody, so that it can be removed.
seen_cases = Table(
    "seen_cases",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("modality", Text, nullable=False),
    Column("patient_key", Text, nullable=False),
    Column("patient_name", Text, nullable=False),
    Column("eye", Text),
    Column("source", Text, nullable=False),
    Column("study_date", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("camera", Text, nullable=False, server_default=""),
)

# A signature that was taken back stays; this says so. `signature` is its seq in signed_grades.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("signature", Integer, nullable=False, unique=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("withdrawn_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What a model said last of a case; `content` and `neighbours` are JSON (see store.estimates).
estimates = Table(
    "estimates",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("model_digest", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("neighbours", Text, nullable=False),
    Column("graded_at", Text, nullable=False),
)

worklists = Table(
    "worklists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", Text, nullable=False),
    Column("is_grading", Integer, nullable=False),  # 1: a batch was started and has not ended
    sqlite_autoincrement=True,  # a number in the audit trail never means another worklist
)

# The photographs of a worklist, as they were when it was made (`content`: JSON of a case).
worklist_entries = Table(
    "worklist_entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("worklist", Integer, ForeignKey("worklists.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", Text, nullable=False),
    Column("content", Text, nullable=False),
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
    Column("patient_key", Text, primary_key=True),
    Column("study_date", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("second_read", Integer, nullable=False),
)

# What readers made of lesion candidates: like a signature, it outlives the removal of its case.
lesion_decisions = Table(
    "lesion_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("region", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_digest", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What readers made of nodule candidates (`nodule`: JSON); the newest row of a place counts.
nodule_decisions = Table(
    "nodule_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("nodule", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_digest", Text, nullable=False),
    sqlite_autoincrement=True,
)

# Which eye a person said a photograph is of; the newest row of a case counts.
eye_corrections = Table(
    "eye_corrections",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("eye", Text, nullable=False),
    Column("was", Text),
    Column("reader", Text, nullable=False),
    Column("corrected_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What was looked for when a case was signed; `signed_at` says at which of its signatures.
lesion_checklists = Table(
    "lesion_checklists",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("signed_at", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("findings", Text, nullable=False),
    sqlite_autoincrement=True,
)

studies = Table(
    "studies",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("plan", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", Text, nullable=False),
)

# The cases of a study as they were, since a study may be of photographs outside the library.
study_photos = Table(
    "study_photos",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", Text, ForeignKey("studies.id"), nullable=False, index=True),
    Column("photo", Integer, nullable=False),
    Column("case_row", Text, nullable=False),
    UniqueConstraint("study_id", "photo"),
)

study_orders = Table(
    "study_orders",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", Text, ForeignKey("studies.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("photos", Text, nullable=False),
    UniqueConstraint("study_id", "reader"),
)

study_reads = Table(
    "study_reads",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", Text, ForeignKey("studies.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("photo", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("grade", Integer),
    Column("note", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("was_shown", Integer, nullable=False),
    Column("estimate_grade", Integer),
    Column("model_id", Text),
    Column("model_version", Text),
    Column("model_digest", Text),
    Column("read_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

study_decisions = Table(
    "study_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", Text, ForeignKey("studies.id"), nullable=False, index=True),
    Column("photo", Integer, nullable=False),
    Column("grade", Integer),
    Column("note", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

study_estimates = Table(
    "study_estimates",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("study_id", Text, ForeignKey("studies.id"), nullable=False, index=True),
    Column("photo", Integer, nullable=False),
    Column("grade", Integer),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_digest", Text, nullable=False),
    Column("estimated_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What readers made of an earlier photograph laid over today's (`alignment`: JSON).
alignment_decisions = Table(
    "alignment_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("earlier_id", Text, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("alignment", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What readers made of the evidence for a grade (`found`: JSON of what was shown, heat and all).
evidence_decisions = Table(
    "evidence_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("grade", Integer),
    Column("found", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_digest", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What a lesion model said last of the risk of macular oedema (`risk` NULL: it abstained).
oedema_estimates = Table(
    "oedema_estimates",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("model_digest", Text, primary_key=True),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("risk", Integer),
    Column("share", Float),
    Column("reason", Text, nullable=False),
    Column("estimated_at", Text, nullable=False),
)

# What readers say of it; the newest row of a case counts (`risk` NULL: taken back).
oedema_decisions = Table(
    "oedema_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("risk", Integer),
    Column("estimate", Integer),
    Column("reader", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("model_id", Text),
    Column("model_version", Text),
    Column("model_digest", Text),
    sqlite_autoincrement=True,
)

# What happened to the models of the registry; the newest row that put one to use for a task counts.
model_events = Table(
    "model_events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("step", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_digest", Text, nullable=False),
    Column("was_id", Text),
    Column("was_version", Text),
    Column("was_digest", Text),
    Column("reader", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# How a model reads the photographs of this site, as a person accepted it (`numbers` and `figures`:
# JSON), or took it back (`accepted` 0); the newest row of a digest counts.
site_calibrations = Table(
    "site_calibrations",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("model_id", Text, nullable=False),
    Column("model_version", Text, nullable=False),
    Column("model_digest", Text, nullable=False, index=True),
    Column("accepted", Integer, nullable=False),
    Column("numbers", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What readers measured (`image`, `shape`, `reading`: JSON); the newest row of a measure counts, one
# without a shape takes it away.
measures = Table(
    "measures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("measure_id", Text, nullable=False),
    Column("case_id", Text, nullable=False, index=True),
    Column("image", Text, nullable=False),
    Column("shape", Text),
    Column("reading", Text),
    Column("reader", Text, nullable=False),
    Column("drawn_at", Text, nullable=False),
    sqlite_autoincrement=True,
)

# AUTOINCREMENT keeps the highest number ever given, so that a cut tail of the trail shows.
audit_events = Table(
    "audit_events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What may only grow: no row of these is ever changed or deleted.
APPEND_ONLY = (
    "signed_grades",
    "withdrawals",
    "audit_events",
    "lesion_decisions",
    "nodule_decisions",
    "eye_corrections",
    "lesion_checklists",
    "studies",
    "study_orders",
    "study_reads",
    "study_decisions",
    "study_estimates",
    "alignment_decisions",
    "evidence_decisions",
    "oedema_decisions",
    "model_events",
    "site_calibrations",
    "measures",
)

TRIGGERS = {
    f"{table}_keep_{verb.lower()}": (
        f"CREATE TRIGGER {table}_keep_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    for table in APPEND_ONLY
    for verb in ("UPDATE", "DELETE")
}

# UPGRADES[n]: by table, what leads from schema n to n + 1, statements parted by ";". Tables and
# triggers that are new in a schema are made by `upgrade` itself, so a table the library has not yet
# is left out.
UPGRADES: dict[int, dict[str, str]] = {
    1: {"cases": "ALTER TABLE cases ADD COLUMN eye_from TEXT"},
    2: {
        "cases": "ALTER TABLE cases ADD COLUMN camera TEXT DEFAULT '' NOT NULL",
        "seen_cases": "ALTER TABLE seen_cases ADD COLUMN camera TEXT DEFAULT '' NOT NULL",
    },
    3: {},  # decisions, models and calibrations for a site have tables of their own
    4: {},  # so have measures and nodules
    5: {
        "cases": "ALTER TABLE cases ADD COLUMN findings TEXT DEFAULT '' NOT NULL;"
        "ALTER TABLE cases ADD COLUMN outcome TEXT DEFAULT '' NOT NULL;"
        "ALTER TABLE cases ADD COLUMN tags TEXT DEFAULT '' NOT NULL",
    },
}


def create(connection: Connection) -> None:
    """Create the tables of an empty library at SCHEMA."""
    _make_missing(connection)
    stamp(connection, SCHEMA)


def upgrade(connection: Connection, version: int) -> None:
    """Bring an older library to SCHEMA."""
    tables = set(inspect(connection).get_table_names())
    for step in range(version, SCHEMA):
        for table, statements in UPGRADES[step].items():
            for statement in statements.split(";") if table in tables else ():
                connection.exec_driver_sql(statement)
    _make_missing(connection)
    stamp(connection, SCHEMA)


def _make_missing(connection: Connection) -> None:
    metadata.create_all(connection)
    for statement in TRIGGERS.values():
        connection.exec_driver_sql(
            statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1)
        )


def stamp(connection: Connection, version: int) -> None:
    """Mark the file as a MedView library of this schema version."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def strange_objects(master: list[tuple[str, str, str | None]]) -> list[str]:
    """Return the names of tables, views and triggers MedView did not make.

    `master` holds (type, name, sql) of sqlite_master. A trigger or a view can change what a
    harmless statement does (https://sqlite.org/security.html), so a file with others is refused.
    """
    tables = {*metadata.tables, "sqlite_sequence"}
    return [
        name
        for kind, name, sql in master
        if (kind == "table" and name not in tables)
        or kind == "view"
        or (kind == "trigger" and TRIGGERS.get(name) != sql)
    ]


def missing_tables(master: list[tuple[str, str, str | None]]) -> list[str]:
    """Return the tables and triggers a library of this version must have and has not."""
    names = {name for _, name, _ in master}
    return sorted({*metadata.tables, *TRIGGERS} - names)
