"""A plan checked again from the case alone; the independent proof of the reachable shares."""
