"""Linear rows, slacks, variables and candidate pairs: what rules say becomes a CP-SAT model."""
