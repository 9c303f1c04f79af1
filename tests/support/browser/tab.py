"""Debian's Chromium, and tabs that wait until the app has answered and keep what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Response,
    sync_playwright,
)

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    # No name is ever looked up: only this machine's own address can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WATCH = Path(__file__).with_name("watch.js").read_text("utf-8")
QUIET = 120
"""Milliseconds without a change after which a page counts as idle."""
PATIENCE = 120.0
"""Seconds that any answer may take on a busy machine before it counts as none."""
FIRST_PAGE = "start"
"""It has no address of its own: the app opens with it."""
LOCAL = frozenset({"127.0.0.1", ""})
PROBES = ("/_stcore/health", "/_stcore/host-config")
OUTSIDE_HTTP = frozenset({"data", "blob", "about"})
Theme = Literal["light", "dark"]


@dataclass(slots=True)
class Troubles:
    """What should not have happened in a tab."""

    console: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join((*self.console, *self.failed, *self.abroad, *self.dialogs))

    def __bool__(self) -> bool:
        return bool(str(self))


@dataclass(frozen=True, slots=True)
class Answer:
    """How long an answer took, in seconds: until the script had run, and until all it changed was drawn."""

    ran: float
    drawn: float


class Tab:
    """One tab of one browser session on the app."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.troubles = Troubles()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.console.append(str(error)))
        page.on("request", self._request)
        page.on("websocket", lambda socket: self._abroad(socket.url))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)
        page.on("dialog", self._dialog)

    def open(self, page: str = FIRST_PAGE, **query: str) -> None:
        """Open a page of the app by its address and wait until it is there."""
        self.go(page, **query)
        self.idle()

    def go(self, page: str = FIRST_PAGE, **query: str) -> None:
        """Begin to open a page of the app by its address."""
        place = "" if page == FIRST_PAGE else page
        self.page.goto(f"{self.url}/{place}" + (f"?{urlencode(query)}" if query else ""))

    def idle(self, quiet: int = QUIET) -> None:
        """Wait until the app has nothing more to say and everything is drawn."""
        self.page.wait_for_function(f"window.afterbellWatch && window.afterbellWatch.settled({quiet})")

    def act(self, does: Callable[[], object]) -> Answer:
        """Do something that the app must answer, wait for the answer, and return how long it took."""
        asks = self._watched("asks")
        does()
        self.page.wait_for_function(f"window.afterbellWatch.asks > {asks}")
        return self._answer()

    def look(self, does: Callable[[], object]) -> Answer:
        """Do something that the page itself answers, such as opening a popover, and wait for it."""
        does()
        return self._answer()

    def _answer(self) -> Answer:
        self.idle()
        asked, ended, drawn = (self._watched(name) for name in ("asked", "ended", "painted"))
        return Answer((ended - asked) / 1000, (max(drawn, ended) - asked) / 1000)

    def dismiss(self) -> None:
        """Close what lies over the page, if anything does."""
        over = self.page.locator('[role="dialog"]')
        if over.count():
            self.page.keyboard.press("Escape")
            over.first.wait_for(state="detached")
            self.idle()

    def widget(self, key: str) -> Locator:
        """Return what was drawn with a key."""
        return self.page.locator(f".st-key-{key}")

    def like(self, start: str) -> Locator:
        """Return the first of what was drawn with a key that begins so: the rest names a duty or a run."""
        return self.page.locator(f'[class*="st-key-{start}"]').first

    def click(self, key: str) -> Answer:
        """Press the button with a key and wait for the answer."""
        button = self.widget(key).get_by_role("button").first
        button.scroll_into_view_if_needed()
        return self.act(button.click)

    def turn_to(self, page: str) -> Answer:
        """Turn to another page by the navigation, as a user does."""
        return self.ask(page)()

    def ask(self, page: str) -> Callable[[], Answer]:
        """Ask for another page and return what waits for the answer: meanwhile others may ask too."""
        # The address of the page that is opened first is that of the app.
        ends = f"/{page}" if page != FIRST_PAGE else f":{urlsplit(self.url).port}/"
        asks = self._watched("asks")
        self.page.locator(f'[data-testid="stSidebarNavLink"][href$="{ends}"]').click()

        def answer() -> Answer:
            self.page.wait_for_function(f"window.afterbellWatch.asks > {asks}")
            return self._answer()

        return answer

    def choose(self, key: str, text: str) -> Answer:
        """Choose one of the options of a selection box by what it says."""
        self.widget(key).locator("input").first.click()
        option = self.page.get_by_role("option", name=text, exact=True)
        option.wait_for()
        return self.act(option.click)

    def pick(self, key: str, which: int | str) -> Answer:
        """Choose one of the parts of a segmented control or of pills, by its place or by what it says."""
        parts = self.widget(key).locator("button[data-variant]")
        part = parts.nth(which) if isinstance(which, int) else parts.filter(has_text=which).first
        if part.get_attribute("aria-checked") == "true":
            return self.look(part.focus)
        return self.act(part.click)

    def fill(self, key: str, text: str) -> Answer:
        """Write into a text field and confirm it."""
        box = self.widget(key).locator("input, textarea").first
        if box.input_value() == text:
            return self.look(box.focus)
        box.fill(text)
        return self.act(lambda: box.press("Enter"))

    def text(self) -> str:
        """Return all that the page says, that of components too."""
        return str(self.page.evaluate("window.afterbellWatch.text(document.body)"))

    def _watched(self, name: str) -> float:
        return float(self.page.evaluate(f"window.afterbellWatch ? window.afterbellWatch.{name} : 0"))

    def _console(self, said: ConsoleMessage) -> None:
        # What could not be loaded is told by its request, with its address.
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.troubles.console.append(f"console: {said.text}")

    def _request(self, request: Request) -> None:
        self._abroad(request.url)

    def _abroad(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in OUTSIDE_HTTP and (parts.hostname or "") not in LOCAL:
            self.troubles.abroad.append(f"asked for {url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.troubles.dialogs.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _failed(self, request: Request) -> None:
        # A request that is given up because the user turned to another page is no trouble.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.troubles.failed.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        # Streamlit looks for its own server below the page's address first, then above.
        probed = response.url.endswith(PROBES) and response.status == HTTPStatus.NOT_FOUND
        if response.status >= HTTPStatus.BAD_REQUEST and not probed:
            self.troubles.failed.append(f"{response.status}: {response.url}")


@dataclass(slots=True)
class Chromium:
    """The browser, and the sessions opened in it."""

    browser: Browser
    tabs: list[Tab] = field(default_factory=list)

    def session(self, url: str, *, width: int = 1440, height: int = 900, theme: Theme = "light") -> Tab:
        """Open a tab in a session of its own: nothing is shared with other sessions."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale="zh-CN",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.add_init_script(WATCH)
        tab = Tab(context.new_page(), url)
        self.tabs.append(tab)
        return tab

    def troubles(self) -> str:
        """Return what should not have happened in any tab."""
        return "\n".join(str(tab.troubles) for tab in self.tabs if tab.troubles)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start Debian's Chromium without a window; it ends with everything opened in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield Chromium(browser)
        finally:
            browser.close()
