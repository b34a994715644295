"""The check-up: a browser that skips the second step lets one forget it, so after four weeks one is asked to try."""

import re

import pytest
from playwright.sync_api import expect

DAY = 24 * 3600


@pytest.fixture
def away(visitor):
    """A member whose browser is remembered, and who has not used the second step for 28 days."""
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    visitor.give_password()
    visitor.page.get_by_label("Don’t ask again on this browser for 30 days").check()
    visitor.give_code(visitor.phone.code())
    visitor.expect_signed_in()
    visitor.server.clock.advance(28 * DAY)
    visitor.give_password()
    return visitor


def test_after_28_days_one_is_asked_to_try_it(away):
    expect(away.heading("Let’s check you can still get in")).to_be_visible()
    away.says("you have not used your authenticator app for four weeks")
    away.looks_right("check-up")
    away.follow("Enter a code")
    expect(away.heading("Confirm it’s you with a code from your app")).to_be_visible()
    away.page.locator("#code").fill(away.phone.code())
    away.press("Continue")
    expect(away.page).to_have_url(re.compile("/security$"))
    # Done with for another four weeks.
    away.server.clock.advance(DAY)
    away.give_password()
    expect(away.heading("Security")).to_be_visible()


def test_it_blocks_nothing_and_who_has_lost_the_app_sets_up_another(away):
    away.follow("Not now")
    expect(away.page).to_have_url(re.compile("/security$"))
    away.page.go_back()
    away.follow("My app is gone, set up again")
    away.page.locator("main .choice").filter(has_text="Backup code").click()
    away.page.locator("#backup").fill(away.backup_codes[0])
    away.press("Continue")
    expect(away.heading("Move to a new phone")).to_be_visible()
    away.press("Start")
    expect(away.page.locator(".qr svg")).to_be_visible()


def test_a_week_earlier_nothing_is_asked(visitor):
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    visitor.give_password()
    visitor.page.get_by_label("Don’t ask again on this browser for 30 days").check()
    visitor.give_code(visitor.phone.code())
    visitor.expect_signed_in()
    visitor.server.clock.advance(21 * DAY)
    visitor.give_password()
    expect(visitor.heading("Security")).to_be_visible()
