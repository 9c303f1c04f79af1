"""The flow problem of an account of fairness: what is shared, among whom; no algorithm."""
