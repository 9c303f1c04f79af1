"""The parts of the page Start: cards of cases, the form of a new school, taking a workbook in."""
