"""The page of scenarios: kept, written by forms or by hand, solved together, laid side by side."""
