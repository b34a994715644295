"""A session that ends because nobody did anything: asked before, told after, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

SOON = "You’ll be signed out soon"
ENDED = "You’ve been signed out. Sign in to carry on: what you typed here is kept"


@pytest.fixture
def writing(visitor):
    """Somebody in the middle of a form, in a browser whose clock the story moves."""
    visitor.sign_up()
    visitor.page.clock.install()
    visitor.go("/security/name")
    visitor.field("Your name").fill("Samantha Okafor")
    return visitor


def wait(visitor, seconds):
    visitor.server.clock.advance(seconds)
    visitor.page.clock.fast_forward(seconds * 1000)


def sign_in_again(visitor):
    visitor.page.wait_for_url(re.compile("/sign-in"))
    visitor.field("Password").fill(visitor.password)
    if not visitor.field("Email address").input_value():
        visitor.field("Email address").fill(visitor.email)
    visitor.press("Sign in")
    visitor.page.wait_for_url(re.compile("/security/name"))


def test_two_minutes_before_the_end_one_press_stays(writing):
    asked = writing.page.get_by_role("alert").filter(has_text=SOON)
    wait(writing, 57 * 60)
    expect(asked).to_have_count(0)
    wait(writing, 2 * 60)
    expect(asked).to_be_visible()
    writing.looks_right("session-ends")
    writing.page.get_by_role("button", name="Stay signed in").click()
    expect(asked).not_to_be_visible()
    wait(writing, 30 * 60)
    writing.press("Save")
    writing.page.wait_for_url(re.compile("/security$"))
    expect(writing.page.locator(".masthead")).to_contain_text(writing.email)


def test_after_the_end_what_was_typed_is_there_again(writing):
    wait(writing, 61 * 60)
    expect(writing.page.get_by_role("alert").filter(has_text=ENDED)).to_be_visible()
    writing.page.locator(".session-end").get_by_role("link", name="Sign in").click()
    sign_in_again(writing)
    expect(writing.field("Your name")).to_have_value("Samantha Okafor")


def test_a_form_sent_too_late_is_there_again_after_signing_in(writing):
    # This tab slept: nothing was said.
    writing.server.clock.advance(61 * 60)
    writing.press("Save")
    expect(writing.page.get_by_text("You’ve been signed out. Sign in to carry on").first).to_be_visible()
    sign_in_again(writing)
    expect(writing.field("Your name")).to_have_value("Samantha Okafor")
    writing.press("Save")
    writing.page.wait_for_url(re.compile("/security$"))
    # Once, and not over what was kept.
    writing.go("/security/name")
    writing.field("Your name").fill("Sam")
    writing.press("Save")
    writing.page.wait_for_url(re.compile("/security$"))
    writing.go("/security/name")
    expect(writing.field("Your name")).to_have_value("Sam")
