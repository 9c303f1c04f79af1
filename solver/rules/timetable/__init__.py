"""Rules of the club timetable, one requirement a file."""
