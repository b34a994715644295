"""Pictures for the papers: what members and staff see."""

import sys
from pathlib import Path

from countersign import Server
from playwright.sync_api import sync_playwright
from staff import Staff
from test_way_back import ask
from visitor import Visitor

DESK = {"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 1}


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
        sam.sign_out()
        sam.give_password()
        sam.page.screenshot(path=str(folder / "second-step.png"))
        for number, name in enumerate(("Ada Nguyen", "Ben Okoro", "Cem Yıldız"), 1):
            someone = Visitor(chromium, server)
            someone.sign_up(email=f"{name.split()[0].lower()}@example.com", name=name)
            if number > 1:
                someone.turn_on_app(name="Phone").finish_backup_codes()
            someone.close()
        lee = Staff(chromium, server, "owner", "Lee Brandt", **DESK)
        for name, path in (
            ("overview", "/admin"), ("people", "/admin/people"), ("audit", "/admin/audit"),
            ("settings", "/admin/settings"), ("delivery", "/admin/delivery"), ("policy", "/admin/policy"),
            ("staff", "/admin/staff"),
        ):
            lee.opens(path)
            lee.page.screenshot(path=str(folder / f"console-{name}.png"))
        lee.opens("/admin/people?q=sam")
        lee.page.locator("tbody a").first.click()
        lee.confirm_it_is_me()
        lee.page.screenshot(path=str(folder / "console-person.png"))
        lee.page.get_by_role("link", name="Pause two-factor").click()
        lee.page.screenshot(path=str(folder / "console-help.png"))
        lee.opens(f"/admin/requests/{ask(sam)}")
        lee.page.screenshot(path=str(folder / "console-request.png"))
        lee.close()
        sam.close()
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
