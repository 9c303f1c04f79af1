"""The page of the certificate: one sentence, level by level, and the check anybody can ask for."""
