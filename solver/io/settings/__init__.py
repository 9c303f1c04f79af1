"""A school's settings: read from ``school.toml``, edited, and written."""
