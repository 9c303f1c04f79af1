"""A new case from a few answers."""
