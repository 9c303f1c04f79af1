"""Where a solve runs: processes of our own, what travels between them, and who begins and ends them.

Nothing heavy is imported here: each process brings in what it needs.
"""
