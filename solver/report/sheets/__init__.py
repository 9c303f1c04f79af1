"""The workbook's sheets."""
