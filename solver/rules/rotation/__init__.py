"""Rules of the term's rotation, one requirement a file."""
