"""``python -m solver.reference``: write every page that is made from the declarations."""

from __future__ import annotations

from solver.reference import data_format, policies, rules

for page in (data_format, policies, rules):
    page.PAGE.write_text(page.markdown(), encoding="utf-8", newline="\n")
