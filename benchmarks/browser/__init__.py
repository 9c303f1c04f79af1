"""The app in a real browser, measured, and looked at page by page; ``tests.support.browser`` drives it."""
