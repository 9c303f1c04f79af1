"""What must agree between the tables of a case."""
