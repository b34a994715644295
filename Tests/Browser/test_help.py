"""Help, and what stands on every page."""

import re

import pytest
from playwright.sync_api import expect

SUPPORT = "support@example.org"


@pytest.mark.parametrize("topic", ["clock", "new-phone", "lost-phone", "apps"])
def test_help_can_be_read_by_anyone_about(visitor, topic):
    visitor.go(f"/help/{topic}")
    visitor.says("Did this help?")
    visitor.looks_right(f"help-{topic}")


def test_p20_the_clock_page_shows_our_clock_and_the_visitors_platform_first(visit):
    page = visit(user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1")
    page.go("/help/clock")
    page.says("Set Automatically")
    assert page.main().index("iPhone") < page.main().index("Android")
    assert re.search(r"\d\d:\d\d:\d\d", page.main())


def test_the_clock_page_goes_on_and_names_its_zone(visitor):
    visitor.go("/help/clock")
    clock = visitor.page.locator("main .our-clock-time [data-clock]")
    shown = clock.inner_text()
    assert re.fullmatch(r"\d\d:\d\d:\d\d", shown)
    expect(clock).not_to_have_text(shown, timeout=3_000)
    expect(visitor.page.locator("main .our-clock-time .zone")).not_to_be_empty()


def test_the_index_of_help_leads_to_each_topic(visitor):
    visitor.go("/sign-in")
    visitor.page.locator("footer").get_by_role("link", name="Help").click()
    visitor.looks_right("help")
    for topic in ("clock", "new-phone", "lost-phone", "apps"):
        expect(visitor.page.locator(f"main a[href='/help/{topic}']").first).to_be_visible()


@pytest.mark.parametrize("settings", [{"support_contact": SUPPORT}])
def test_p31_the_support_contact_is_on_every_page(visitor):
    for path in ("/sign-in", "/sign-up", "/password/forgot", "/help", "/help/clock", "/no-such-page"):
        visitor.go(path)
        expect(visitor.page.locator("body")).to_contain_text(SUPPORT)
    visitor.protected()
    for path in ("/security", "/security/devices", "/security/activity", "/security/password"):
        visitor.go(path)
        expect(visitor.page.locator("body")).to_contain_text(SUPPORT)
    visitor.sign_out()
    visitor.give_password()
    expect(visitor.page.locator("body")).to_contain_text(SUPPORT)


def test_a_page_that_is_not_there_says_so(visitor):
    assert visitor.go("/no-such-page").status == 404
    visitor.looks_right("not-found")


def test_i_cannot_get_a_code_leads_on(visitor):
    visitor.protected().sign_out()
    visitor.give_password()
    visitor.follow("I can’t get a code")
    visitor.looks_right("lost")


def test_password_managers_find_the_way_to_change_a_password(visitor):
    answer = visitor.page.request.get("/.well-known/change-password", max_redirects=0)
    assert answer.status in (302, 303, 307) and answer.headers["location"].endswith("/security/password")
    assert visitor.page.request.get("/.well-known/no-such-thing", max_redirects=0).status == 404


def test_pages_carry_the_headers_that_guard_them(visitor):
    visitor.sign_up().begin_app()
    answer = visitor.page.reload()
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "no-store" in headers["cache-control"]
    for cookie in visitor.context.cookies():
        assert cookie["httpOnly"] and cookie["sameSite"] in ("Lax", "Strict"), cookie["name"]
        assert cookie["name"].startswith("__Host-") and cookie["secure"], cookie["name"]


def test_a_form_sent_from_another_site_is_refused(visitor, server):
    visitor.sign_up()
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in visitor.context.cookies())
    body = b"csrf=guess"
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": server.url},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": server.url},  # from here, but without the token
        {},
    ):
        form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        status, _, _ = server.request("/sign-out", body, headers=form | headers)
        assert status == 403, headers
    visitor.expect_signed_in()
