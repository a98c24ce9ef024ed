"""Eyes, worklists, statistics, lesions and reading studies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.append_only import protect
from medview.store.migrations.steps import add_missing
from medview.store.types import WORDS

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "seen_cases",
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("modality", WORDS, nullable=False),
        sa.Column("patient_key", WORDS, nullable=False),
        sa.Column("patient_name", WORDS, nullable=False),
        sa.Column("eye", WORDS, nullable=True),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("study_date", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
        if_not_exists=True,
    )
    op.create_table(
        "withdrawals",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("signature", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("withdrawn_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("signature"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_withdrawals_case_id", "withdrawals", ["case_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "estimates",
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("neighbours", WORDS, nullable=False),
        sa.Column("graded_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "model_digest"),
        if_not_exists=True,
    )
    op.create_table(
        "worklists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("created_at", WORDS, nullable=False),
        sa.Column("is_grading", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_table(
        "worklist_entries",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("worklist", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["worklist"], ["worklists.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("worklist", "case_id"),
        if_not_exists=True,
    )
    op.create_table(
        "worklist_tasks",
        sa.Column("worklist", sa.Integer(), nullable=False),
        sa.Column("patient_key", WORDS, nullable=False),
        sa.Column("study_date", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("second_read", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["worklist"], ["worklists.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("worklist", "patient_key", "study_date"),
        if_not_exists=True,
    )
    op.create_table(
        "lesion_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("region", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("decided_at", WORDS, nullable=False),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("model_version", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_lesion_decisions_case_id",
        "lesion_decisions",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "eye_corrections",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("eye", WORDS, nullable=False),
        sa.Column("was", WORDS, nullable=True),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("corrected_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_eye_corrections_case_id",
        "eye_corrections",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "lesion_checklists",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("signed_at", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("findings", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_lesion_checklists_case_id",
        "lesion_checklists",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "studies",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("plan", WORDS, nullable=False),
        sa.Column("created_by", WORDS, nullable=False),
        sa.Column("created_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("name"),
        if_not_exists=True,
    )
    op.create_table(
        "study_photos",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("study_id", WORDS, nullable=False),
        sa.Column("photo", sa.Integer(), nullable=False),
        sa.Column("case_row", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["studies.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("study_id", "photo"),
        if_not_exists=True,
    )
    op.create_index(
        "ix_study_photos_study_id", "study_photos", ["study_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "study_orders",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("study_id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("photos", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["studies.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("study_id", "reader"),
        if_not_exists=True,
    )
    op.create_index(
        "ix_study_orders_study_id", "study_orders", ["study_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "study_reads",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("study_id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("photo", sa.Integer(), nullable=False),
        sa.Column("stage", WORDS, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("was_shown", sa.Integer(), nullable=False),
        sa.Column("estimate_grade", sa.Integer(), nullable=True),
        sa.Column("model_id", WORDS, nullable=True),
        sa.Column("model_version", WORDS, nullable=True),
        sa.Column("model_digest", WORDS, nullable=True),
        sa.Column("read_at", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["studies.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_study_reads_study_id", "study_reads", ["study_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "study_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("study_id", WORDS, nullable=False),
        sa.Column("photo", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("decided_by", WORDS, nullable=False),
        sa.Column("decided_at", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["studies.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_study_decisions_study_id",
        "study_decisions",
        ["study_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "study_estimates",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("study_id", WORDS, nullable=False),
        sa.Column("photo", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("model_id", WORDS, nullable=False),
        sa.Column("model_version", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("estimated_at", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"],
            ["studies.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_study_estimates_study_id",
        "study_estimates",
        ["study_id"],
        unique=False,
        if_not_exists=True,
    )
    op.create_table(
        "alignment_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("earlier_id", WORDS, nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("alignment", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("decided_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_alignment_decisions_case_id",
        "alignment_decisions",
        ["case_id"],
        unique=False,
        if_not_exists=True,
    )
    add_missing("cases", sa.Column("eye_from", WORDS))
    protect(
        op.get_bind(),
        [
            "withdrawals",
            "lesion_decisions",
            "eye_corrections",
            "lesion_checklists",
            "studies",
            "study_orders",
            "study_reads",
            "study_decisions",
            "study_estimates",
            "alignment_decisions",
        ],
    )
