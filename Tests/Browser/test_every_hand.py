"""The whole way by keyboard, without JavaScript, in another language, in forced colours."""

import re

import pytest
from countersign import code_in
from phone import Phone
from playwright.sync_api import expect
from visitor import PASSWORD


def test_by_keyboard_alone(visitor, server):
    page = visitor.page

    def reach(label, limit=60):
        """Tabs until the control of this accessible name has the focus, which must be seen."""
        for _ in range(limit):
            focused = page.evaluate(
                "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
                " const name = e === document.body ? ''"
                "  : e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText;"
                " return [name, s.outlineStyle, parseFloat(s.outlineWidth)] })()")
            if label in focused[0]:
                assert focused[1] != "none" and focused[2] >= 2, f"no focus to be seen on {label}"
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{label} cannot be reached by Tab on {page.url}")

    visitor.go("/help")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    visitor.go("/sign-up")
    for label, text in (("Email address", "sam@example.com"), ("Your name", "Sam"), ("Create a password", PASSWORD)):
        reach(label)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-up/confirm*")
    reach("6-digit code")
    page.keyboard.type(code_in(server.mail("sam@example.com", "confirm")))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-up" not in url)
    if "/sign-in" in page.url:
        reach("Email address")
        page.keyboard.type("sam@example.com")
        reach("Password")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
    visitor.go("/security/two-factor/new")
    reach("Authenticator app")
    page.keyboard.press("Enter")
    page.wait_for_url("**/app/new*")
    reach("I can’t scan the code")
    page.keyboard.press("Enter")
    expect(page.locator(".secret")).to_be_visible()
    phone = Phone(visitor.shown_key(), server.clock)
    reach("6-digit code")
    page.keyboard.type(phone.code())
    page.keyboard.press("Enter")
    expect(visitor.heading("Save your backup codes")).to_be_visible()
    reach("I’ve saved these codes")
    page.keyboard.press("Space")
    reach("Finish")
    page.keyboard.press("Enter")
    page.wait_for_url("**/security/offer")
    reach("Not now")
    page.keyboard.press("Enter")
    page.wait_for_url("**/security")
    visitor.says("On since")


def test_without_javascript(visit, server):
    visitor = visit(java_script_enabled=False)
    visitor.sign_up()
    visitor.turn_on_app()
    expect(visitor.page.get_by_role("button", name="Copy all")).to_have_count(0)
    expect(visitor.page.locator(".codes")).to_be_visible()
    visitor.press("Finish")
    expect(visitor.page.locator(".summary-errors")).to_contain_text("Save your codes, then tick the box")
    visitor.finish_backup_codes()
    visitor.sign_out()
    visitor.give_password().give_code("12345")
    expect(visitor.page.locator(".summary-errors")).to_contain_text("You’ve not entered enough numbers")
    visitor.give_code(visitor.phone.code())
    visitor.expect_signed_in()
    visitor.sign_out()
    visitor.give_password().give_code(visitor.backup_codes[0])
    visitor.says("4 backup codes left")
    visitor.go("/security/devices")
    visitor.says("This browser")


def test_the_language_can_be_chosen_and_stays_chosen(visitor):
    visitor.go("/language")
    visitor.looks_right("language")
    visitor.press("Deutsch")
    visitor.go("/sign-in")
    assert visitor.page.evaluate("document.documentElement.lang") == "de"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_every_control_has_an_edge(visit, scheme):
    visitor = visit(forced_colors="active", color_scheme=scheme)
    visitor.sign_up().begin_app()
    edges = visitor.page.eval_on_selector_all(
        ".btn, .input, .card", "all => all.filter(e => e.checkVisibility())"
        ".map(e => parseFloat(getComputedStyle(e).borderTopWidth))")
    assert edges and all(edge >= 1 for edge in edges), edges
    assert visitor.decoded_qr(scheme).startswith("otpauth://totp/"), "the QR code cannot be read in forced colours"


def test_the_times_are_the_readers_own(visit):
    visitor = visit(timezone_id="Asia/Tokyo")
    visitor.sign_up()
    visitor.go("/security/activity")
    times = visitor.page.locator("time[datetime]")
    assert times.count() > 0
    hour = visitor.page.evaluate(
        "new Date(document.querySelector('main time[datetime]').dateTime)"
        ".toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'})")
    expect(times.first).to_contain_text(hour)
