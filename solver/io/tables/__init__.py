"""Tables and their columns: declared once, read, spelt and checked cell by cell."""
