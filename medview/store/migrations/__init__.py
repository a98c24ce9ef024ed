"""Revisions of the library's schema, run by Alembic (see store/migrate.py)."""
