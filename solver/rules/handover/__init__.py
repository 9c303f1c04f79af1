"""Rules of the hand-over, one requirement a file."""
