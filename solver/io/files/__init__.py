"""Folders, workbooks and uploads: where tables come from and how they are written."""
