"""What everything stands on: quantities, words in two languages, faults, folders that change as a whole."""
