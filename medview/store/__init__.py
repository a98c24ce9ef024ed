"""What must last: library, audit trail, model registry and settings."""
