"""What a browser shows, and the checks that hold on every screen."""

import re
import subprocess
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from countersign import PATIENCE
from playwright.sync_api import expect

SCREENSHOTS = Path(__file__).parent / "screenshots"
PHONE, DESK = 390, 1280
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Words that no German page has.
ENGLISH = re.compile(r"\b(the|your|you|code from|password|Sign in|account|Enter|with|this)\b")
TEXT_SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}" \
    "p{margin-block-end:2em!important}"


class Screen:
    """One page in a browser context of its own, which notes every complaint of the browser."""

    def __init__(self, browser, server, **options):
        self.server = server
        self.complaints = []
        self.context = browser.new_context(
            **{"base_url": server.url, "locale": "en-GB", "timezone_id": "Europe/Paris",
               "viewport": {"width": DESK, "height": 900}, "permissions": ["clipboard-read", "clipboard-write"]}
            | options
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.tab()

    def tab(self):
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._received)
        return page

    def _heard(self, message):
        # A page that answers 4xx on purpose (a wrong code, a wait) is logged as a failed load of itself.
        where = message.location.get("url", "")
        own = message.text.startswith("Failed to load resource") and where.split("#")[0] in self._documents
        # Whoever is quicker than the page to choose a field keeps it, and Chromium says so.
        quick = message.type == "info" and message.text.startswith("Autofocus processing was blocked")
        if not own and not quick:
            self.complaints.append(f"{where}: {message.type}: {message.text}")

    _documents = frozenset()

    def _received(self, response):
        if response.request.resource_type == "document":
            if 400 <= response.status < 500:
                self._documents = self._documents | {response.url.split("#")[0]}
            elif response.status >= 500:
                self.complaints.append(f"{response.url}: {response.status}")
        elif response.status >= 400:
            self.complaints.append(f"{response.url}: {response.status}")

    def close(self):
        self.context.close()

    # Moving about

    def go(self, path):
        return self.page.goto(path if path.startswith("http") else self.server.url + path)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name):
        self.page.get_by_role("link", name=name).first.click()

    def field(self, label):
        return self.page.get_by_label(label, exact=True)

    def heading(self, text):
        return self.page.get_by_role("heading", name=text, level=1)

    def main(self):
        return self.page.locator("main").inner_text()

    def brand(self):
        """The organisation's name, as its masthead says it."""
        return self.page.locator(".brand").inner_text().strip()

    def says(self, words):
        expect(self.page.locator("main")).to_contain_text(words)

    def does_not_say(self, words):
        expect(self.page.locator("main")).not_to_contain_text(words)

    def refuses(self, words):
        """An error said twice in the same words: in the summary, which has the focus, and beside its field."""
        summary = self.page.locator(".summary-errors")
        expect(summary).to_contain_text(words)
        expect(summary).to_be_focused()
        expect(self.page.locator(".field .error").filter(has_text=words).first).to_be_visible()
        expect(self.page).to_have_title(re.compile(r"^Error: "))

    # Looking at it

    def picture(self, path, **options):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(path), full_page=True, **options)

    def looks_right(self, name):
        """Pictures at both widths in light and dark; no overflow down to 320 px; axe finds nothing; one h1."""
        page = self.page
        assert page.locator("h1").count() == 1, f"{name}: {page.locator('h1').count()} headings of level 1"
        assert page.title().strip(), f"{name}: no title"
        assert page.evaluate("document.documentElement.lang"), f"{name}: no language"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in (PHONE, DESK):
                page.set_viewport_size({"width": width, "height": 900})
                self.fits(name)
                self.picture(SCREENSHOTS / f"{name}-{width}-{scheme}.png")
            self.is_accessible(f"{name} in {scheme}")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        self.fits(name)
        self.is_accessible(f"{name} at 320")
        spacing = page.evaluate_handle(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
            " document.adoptedStyleSheets = [...document.adoptedStyleSheets, s]; return s }", TEXT_SPACING)
        self.fits(f"{name} with wide text")
        page.evaluate(
            "s => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter(x => x !== s) }", spacing)
        page.set_viewport_size({"width": DESK, "height": 900})

    def looks_right_in_german(self, name):
        assert self.page.evaluate("document.documentElement.lang") == "de"
        words = self.main().replace(self.brand(), "")
        found = ENGLISH.search(words)
        assert not found, f"{name}: {found} in:\n{words}"
        self.looks_right(f"{name}-de")

    def fits(self, name):
        wide, room = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, f"{name}: {wide} px of content in {room} px"

    def is_accessible(self, name):
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"

    def decoded_qr(self, scheme):
        """What a phone's camera reads off the screen."""
        self.page.emulate_media(color_scheme=scheme)
        with tempfile.TemporaryDirectory() as folder:
            shot = Path(folder) / "qr.png"
            self.page.locator(".qr").screenshot(path=str(shot))
            read = subprocess.run(["zbarimg", "-q", "--raw", str(shot)], capture_output=True, text=True)
        return read.stdout.strip()
