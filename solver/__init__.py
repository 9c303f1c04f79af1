"""Afterbell 课后排: a timetable and staffing optimizer for schools' after-school service."""

__version__ = "0.1.0"
