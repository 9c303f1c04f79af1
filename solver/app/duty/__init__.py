"""The panel of one duty: who is on it, who else could be, and changing it by hand."""

from solver.app.duty.panel import show_duty as show_duty
