"""The page of the hand-over: which day, the gates' minutes, in whose hands one class is."""
