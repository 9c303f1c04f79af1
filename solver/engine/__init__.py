"""The engine: stages, levels, warm start, counts, neighbourhoods, bounds, progress, stop."""
