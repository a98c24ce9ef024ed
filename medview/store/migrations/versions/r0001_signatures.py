"""Cases, embeddings, signatures and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from medview.store.append_only import protect
from medview.store.types import WORDS, Vector

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Add what is new."""
    op.create_table(
        "cases",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("content_digest", WORDS, nullable=False),
        sa.Column("modality", WORDS, nullable=False),
        sa.Column("patient_key", WORDS, nullable=False),
        sa.Column("patient_name", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("study_uid", WORDS, nullable=False),
        sa.Column("study_date", WORDS, nullable=False),
        sa.Column("study_description", WORDS, nullable=False),
        sa.Column("series_uid", WORDS, nullable=False),
        sa.Column("series_number", sa.Integer(), nullable=True),
        sa.Column("series_description", WORDS, nullable=False),
        sa.Column("body_part", WORDS, nullable=False),
        sa.Column("eye", WORDS, nullable=True),
        sa.Column("label", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("images", WORDS, nullable=False),
        sa.Column("geometry", WORDS, nullable=False),
        sa.Column("notices", WORDS, nullable=False),
        sa.Column("added_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("content_digest"),
        sa.UniqueConstraint("id"),
        if_not_exists=True,
    )
    op.create_index(
        "cases_by_modality_label", "cases", ["modality", "label"], unique=False, if_not_exists=True
    )
    op.create_table(
        "embeddings",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("model_digest", WORDS, nullable=False),
        sa.Column("vector", Vector(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("case_id", "model_digest"),
        if_not_exists=True,
    )
    op.create_table(
        "signed_grades",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_id", WORDS, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("estimate_grade", sa.Integer(), nullable=True),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("signed_at", WORDS, nullable=False),
        sa.Column("model_id", WORDS, nullable=True),
        sa.Column("model_version", WORDS, nullable=True),
        sa.Column("model_digest", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "ix_signed_grades_case_id", "signed_grades", ["case_id"], unique=False, if_not_exists=True
    )
    op.create_table(
        "audit_events",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("event", WORDS, nullable=False),
        sa.Column("details", WORDS, nullable=False),
        sa.Column("hash", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    protect(op.get_bind(), ["signed_grades", "audit_events"])
