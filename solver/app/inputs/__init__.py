"""The page Inputs: one session's work on a case, its tables and settings, its day drawn."""
