"""The page of fairness: figures made once for a plan, filters over people, tables."""
