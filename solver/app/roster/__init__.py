"""The roster page: a day, a week, and everything about one person, class, place, post or club."""
