"""The page of the origin: what a roster was made from, so that it can be traced."""
