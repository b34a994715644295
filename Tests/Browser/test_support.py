"""Support helps somebody who cannot sign in: P16, P19, P29, P30 and every act of it, as staff and as the person."""

import re

import pytest
from countersign import code_in, text_of
from playwright.sync_api import expect
from staff import Staff


@pytest.fixture
def staff(browser, server):
    opened = []

    def open_staff(role="supporter", **options):
        lee = Staff(browser, server, role, **options)
        opened.append(lee)
        return lee

    yield open_staff
    complaints = [complaint for lee in opened for complaint in lee.complaints]
    for lee in opened:
        lee.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def finds(lee, sam):
    """Opens the person's page."""
    lee.opens("/admin/people")
    lee.page.locator("#q").fill(sam.email)
    lee.press("Find")
    lee.page.locator("main").get_by_role("link", name=re.compile("^Sam")).click()
    lee.confirm_it_is_me()
    expect(lee.heading("Sam Okafor")).to_be_visible()


def fills_in(lee, what="Lost or broken phone", how="Video call"):
    lee.page.get_by_label(what).check()
    lee.page.get_by_label(how).check()


def helps(lee, sam, link, button, picture=None, **more):
    """From the person's page through form and confirmation."""
    finds(lee, sam)
    lee.follow(link)
    if picture:
        lee.looks_right(f"{picture}-form")
    lee.press("Next")
    expect(lee.page.get_by_role("alert")).to_contain_text("Choose what happened")
    fills_in(lee)
    for label, ticked in more.items():
        lee.page.locator(f"#{label}").set_checked(ticked)
    lee.press("Next")
    expect(lee.heading("Is this right?")).to_be_visible()
    if picture:
        lee.looks_right(f"{picture}-confirm")
    lee.press(button)


def test_P19_P30_two_factor_is_paused_by_support_and_ends_by_itself(staff, visit, server):
    sam = visit().protected()
    sam.sign_out()
    lee = staff()
    helps(lee, sam, "Pause two-factor", "Pause two-factor", "support-pause")
    lee.says("Done. The person was emailed")
    lee.says("Two-factor is paused until")
    lee.looks_right("support-person-paused")
    mail = server.mail(sam.email, "paused")
    assert "lost phone" in text_of(mail) and "/not-me/" in text_of(mail)
    sam.give_password()
    expect(sam.heading("Security")).to_be_visible()
    sam.says("By Lee Brandt (lost phone)")
    sam.looks_right("security-paused")
    server.clock.advance(24 * 3600)
    sam.go("/security")
    expect(sam.page).to_have_url(re.compile("/sign-in"))
    sam.give_password()
    expect(sam.page).to_have_url(re.compile("/sign-in/app"))


def test_P30_the_person_turns_it_back_on(staff, visit):
    sam = visit().protected()
    sam.sign_out()
    lee = staff()
    helps(lee, sam, "Pause two-factor", "Pause two-factor")
    sam.give_password()
    sam.press("Turn back on now")
    sam.says("Two-factor is back on")
    sam.sign_out()
    sam.give_password()
    expect(sam.page).to_have_url(re.compile("/sign-in/app"))


def test_a_pause_that_ends_while_the_person_signs_in(staff, visit, server):
    sam = visit().protected()
    sam.sign_out()
    lee = staff()
    helps(lee, sam, "Pause two-factor", "Pause two-factor", **{"email-code": True})
    sam.give_password()
    expect(sam.page).to_have_url(re.compile("/sign-in/email"))
    code = code_in(server.mail(sam.email, "sign-in code"))
    server.clock.advance(24 * 3600)
    sam.give_code(code)
    sam.expect_signed_out()


def test_P29_a_one_time_code_gets_the_person_in_to_set_up_a_new_phone(staff, visit):
    sam = visit().protected()
    sam.sign_out()
    lee = staff()
    helps(lee, sam, "Make a one-time code", "Make the code", "support-code")
    expect(lee.heading("A code for Sam Okafor")).to_be_visible()
    code = lee.page.locator("#bypass-code").text_content().strip()
    assert re.fullmatch("[2-9a-z]{5}-[2-9a-z]{5}", code)
    lee.press("Copy")
    assert lee.page.evaluate("navigator.clipboard.readText()") == code
    lee.looks_right("support-code-made")
    sam.give_password()
    sam.follow("Use another way")
    sam.looks_right("methods-with-code-from-support")
    sam.follow("Code from support")
    sam.page.locator("#bypass").fill("22222-22222")
    sam.press("Sign in")
    expect(sam.page.get_by_role("alert")).to_contain_text("That code is not correct")
    sam.looks_right("bypass-code-wrong")
    sam.page.locator("#bypass").fill(code.upper())
    sam.press("Sign in")
    expect(sam.heading("Set up your second step again")).to_be_visible()
    sam.looks_right("setup-again")
    sam.go("/security")
    expect(sam.page).to_have_url(re.compile("/setup"))
    sam.turn_on_app().finish_backup_codes()
    sam.expect_signed_in()
    lee.follow("Done")
    lee.page.reload()
    expect(lee.page.locator("body")).not_to_contain_text(code)


def test_P16_lost_or_stolen_everything_goes_at_once_and_old_codes_with_it(staff, visit):
    sam = visit().protected()
    old = sam.backup_codes[0]
    lee = staff()
    helps(lee, sam, "Ask to set up again", "Ask to set up again", "support-again", lost=True)
    lee.says("None. The password alone is enough.")
    sam.expect_signed_out()
    sam.give_password()
    expect(sam.heading("Set up your second step again")).to_be_visible()
    sam.turn_on_app().finish_backup_codes()
    assert old not in sam.backup_codes


def test_the_other_acts(staff, visit, server):
    sam = visit().protected()
    lee = staff()
    helps(lee, sam, "Sign out everywhere", "Sign out everywhere")
    sam.expect_signed_out()
    helps(lee, sam, "Exempt from the policy", "Make the exception", "support-exempt")
    lee.says("Exempt until")
    helps(lee, sam, "End the exception", "End the exception")
    helps(lee, sam, "Freeze the account", "Freeze")
    sam.give_password()
    sam.says("Your account is frozen")
    helps(lee, sam, "Open the account again", "Open it again")
    sam.sign_in()
    finds(lee, sam)
    lee.page.get_by_role("link", name="Remove").first.click()
    lee.looks_right("support-remove-form")
    fills_in(lee)
    lee.press("Next")
    lee.press("Remove it")
    lee.says("None. The password alone is enough.")
    assert "was removed from your account" in text_of(server.mail(sam.email, "removed a way"))


def test_staff_without_the_right_are_refused(staff, visit):
    sam = visit().protected()
    auditor = staff("auditor")
    finds(auditor, sam)
    auditor.says("You can look here, but not change anything.")
    auditor.go(re.sub("$", "/help/suspend", auditor.page.url))
    expect(auditor.heading("You can’t open this page")).to_be_visible()


def test_a_request_to_get_in_is_decided_in_the_console(staff, visit, server):
    sam = visit().protected()
    sam.sign_out()
    sam.give_password()
    sam.follow("I can’t get a code")
    sam.follow("Ask for help getting in")
    sam.page.locator("#reason").fill("My phone is at the bottom of the sea <b>&</b>")
    sam.page.get_by_role("button", name=re.compile("^Send a code")).click()
    code = code_in(server.mail(sam.email, "code to ask for help"))
    sam.page.locator("#code").fill(code)
    sam.press("Send my request")
    lee = staff()
    lee.opens("/admin/requests")
    lee.looks_right("requests")
    lee.page.locator("main").get_by_role("link", name=re.compile("^CS-")).click()
    lee.confirm_it_is_me()
    lee.says("My phone is at the bottom of the sea <b>&</b>")
    lee.looks_right("request")
    lee.press("Let them set up a new second step")
    expect(lee.page.get_by_role("alert")).to_contain_text("Choose how you checked who it is")
    lee.page.get_by_label("In person").check()
    lee.page.locator("#notes").fill("Came by with a passport")
    lee.press("Let them set up a new second step")
    lee.says("Decided.")
    sam.give_password()
    expect(sam.heading("Set up a new second step")).to_be_visible()
