"""The public shift-scheduling instances of Curtois & Qu (2014), solved as cases of ours by our own engine."""
