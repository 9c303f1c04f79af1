"""The editable table: Tabulator in the browser, operations on typed text here.

What is typed travels as small operations (``operations.py``) and is done to the case's text; rows and faults
travel back (``component.py``). The JavaScript stands in files of one idea each, joined in order when the
component is declared.
"""
