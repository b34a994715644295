"""Pictures for the papers: a member's security page, as people see it."""

import sys
from pathlib import Path

from countersign import Server
from playwright.sync_api import sync_playwright
from visitor import Visitor


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, Server() as server:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        sam = Visitor(chromium, server, viewport={"width": 1100, "height": 760}, device_scale_factor=2)
        sam.sign_up(email="sam.okafor@example.com").turn_on_app(name="Sam’s Pixel").finish_backup_codes()
        server.clock.advance(3 * 86_400)
        sam.sign_in()
        sam.go("/security")
        sam.page.screenshot(path=str(folder / "security.png"))
        sam.close()
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
