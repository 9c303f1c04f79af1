"""The grid of a table as a user has it: cells by row and heading, typed into, with messages at them."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.support.browser.tab import Answer, Tab

FAULT = "ag-fault"


class Grid:
    """The table that the page of inputs shows."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.root = tab.page.locator(".ag-root")

    def cell(self, row: int, heading: str) -> Locator:
        """Return a cell: rows count from 0 without the heads, columns are named by what stands above."""
        head = self.root.locator(".tabulator-col", has_text=heading).first
        field = head.get_attribute("tabulator-field")
        return self.root.locator(".tabulator-row").nth(row).locator(f'[tabulator-field="{field}"]')

    def type(self, row: int, heading: str, text: str) -> Answer:
        """Type over a cell and press Enter; the answer is there when its check is."""
        self.cell(row, heading).click()
        self.tab.page.keyboard.type(text)
        return self.tab.act(lambda: self.tab.page.keyboard.press("Enter"))

    def message(self, row: int, heading: str) -> str:
        """Return what is said at a cell when the cursor is on it."""
        self.cell(row, heading).click()
        bubble = self.root.locator(".ag-bubble")
        bubble.wait_for()
        return bubble.inner_text()

    def faulty(self) -> Locator:
        """Return the cells that are marked; the number of their row is marked too."""
        return self.root.locator(f".tabulator-cell.{FAULT}:not(.ag-number)")
