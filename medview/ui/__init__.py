"""What a user sees (PySide6); speaks to app/ in verbs through jobs.py."""
