"""I can’t get a code: every question, asking for help, waiting, being let in, and stopping somebody who is not me."""

import json
import re

import pytest
from countersign import code_in, link_in, text_of
from phone import Phone
from playwright.sync_api import expect

ASKED = "A request to get into your"
DAY = 24 * 3600


@pytest.fixture
def sam(visitor):
    """A member at the second step, whose phone and backup codes are gone."""
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    return visitor.give_password()


def ask(visitor, reason="My phone is at the bottom of the sea", contact="+33 1 23 45 67 89"):
    """From the second step to the page of the request, whose reference it returns."""
    visitor.follow("I can’t get a code")
    visitor.follow("Ask for help getting in")
    visitor.field("What happened?").fill(reason)
    visitor.field("How can we reach you? (optional)").fill(contact)
    visitor.press("Send a code to s•••@example.com")
    expect(visitor.heading("Enter the code from your email")).to_be_visible()
    before = len(visitor.server.mails(visitor.email, ASKED))
    visitor.page.locator("#code").fill(code_in(visitor.server.mail(visitor.email, "code to ask")))
    visitor.press("Send my request")
    visitor.page.wait_for_url(re.compile("/sign-in/lost/CS-"))
    visitor.server.mail(visitor.email, ASKED, after=before)
    return visitor.page.url.rsplit("/", 1)[-1]


def test_p31_every_question_has_an_answer_that_leads_on(sam):
    sam.follow("I can’t get a code")
    expect(sam.heading("I can’t get a code")).to_be_visible()
    sam.says("Other ways to get in")
    expect(sam.page.locator("main .choice").filter(has_text="Backup code")).to_be_visible()
    for question, answer, help_page in (
        ("My phone is lost or broken", "Use a backup code", "/help/lost-phone"),
        ("I have a new phone", "Move to a new phone", "/help/new-phone"),
        ("The app shows codes but they’re refused", "Set time automatically", "/help/clock"),
        ("Emails don’t arrive", "Look in spam", "/help/email-delay"),
        ("My key is not here", "your key keeps working", None),
    ):
        details = sam.page.locator("details").filter(has_text=question)
        details.locator("summary").click()
        expect(details).to_contain_text(answer)
        if help_page:
            expect(details.locator(f"a[href='{help_page}']")).to_be_visible()
    sam.looks_right("lost-open")
    for help_page in ("lost-phone", "new-phone", "clock", "email-delay"):
        sam.go(f"/help/{help_page}")
        sam.says("Did this help?")
    sam.go("/sign-in/lost")
    sam.page.locator("main .choice").filter(has_text="Backup code").click()
    sam.page.locator("#backup").fill(sam.backup_codes[0])
    sam.press("Sign in")
    sam.says("4 backup codes left")


def test_a_request_is_asked_for_approved_on_the_host_and_leads_to_a_new_second_step(sam, visit, server):
    sam.follow("I can’t get a code")
    sam.follow("Ask for help getting in")
    sam.looks_right("lost-ask")
    sam.press("Send a code to s•••@example.com")
    sam.refuses("Tell us what happened")
    sam.looks_right("lost-ask-empty")
    sam.field("What happened?").fill("My bag was stolen, with the phone and the codes")
    sam.field("How can we reach you? (optional)").fill("desk 14")
    sam.press("Send a code to s•••@example.com")
    sam.looks_right("lost-code")
    right = code_in(server.mail(sam.email, "code to ask"))
    for typed, answer in (("12345", "You’ve not entered enough numbers"),
                          ("000000" if right != "000000" else "111111", "That code is not correct")):
        sam.page.locator("#code").fill(typed)
        sam.press("Send my request")
        sam.refuses(answer)
    sam.page.locator("#code").fill(right)
    sam.press("Send my request")

    reference = sam.page.url.rsplit("/", 1)[-1]
    assert re.fullmatch(r"CS-[0-9A-Z]{4}", reference), reference
    expect(sam.heading(f"Request {reference}")).to_be_visible()
    sam.says("Waiting for someone at")
    sam.says("You can still sign in the normal way")
    sam.looks_right("lost-waiting")
    mail = server.mail(sam.email, ASKED)
    assert reference in text_of(mail) and link_in(mail, "/sign-in/lost/cancel/")
    # Nobody else may look at it, and the password alone is worth as little as before.
    stranger = visit()
    assert stranger.go(f"/sign-in/lost/{reference}").status == 404
    sam.give_password()
    expect(sam.heading("Enter the code from your app")).to_be_visible()

    listed = [json.loads(line) for line in server.command("support", "requests", "--json").stdout.splitlines()]
    assert [(one["reference"], one["reason"], one["contact"]) for one in listed] == [
        (reference, "My bag was stolen, with the phone and the codes", "desk 14")]
    server.command("support", "approve", reference, "--reason", "seen on video")
    server.mail(sam.email, "^Approved")
    sam.go(f"/sign-in/lost/{reference}")
    sam.says("Approved. Sign in with your password in this browser by")
    sam.looks_right("lost-approved")

    other = visit()
    other.email, other.password = sam.email, sam.password
    other.give_password()
    expect(other.heading("Enter the code from your app")).to_be_visible()

    sam.follow("Sign in")
    sam.give_password()
    expect(sam.heading("Set up a new second step")).to_be_visible()
    sam.looks_right("setup-after-request")
    sam.go("/security")
    expect(sam.page).to_have_url(re.compile("/setup"))
    old, old_codes = sam.phone, sam.backup_codes
    sam.follow("Set it up now")
    sam.follow("Authenticator app")
    sam.phone = Phone(sam.shown_key(), server.clock)
    sam.page.locator("#code").fill(sam.phone.code())
    sam.press("Turn on")
    sam.finish_backup_codes()
    server.mail(sam.email, "A new second step was set up")
    sam.expect_signed_in()
    sam.looks_right("security-after-request")

    sam.sign_out()
    sam.give_password().give_code(old.code())
    expect(sam.page.locator(".summary-errors")).to_be_visible()
    sam.give_code(old_codes[0])
    expect(sam.page.locator(".summary-errors")).to_be_visible()
    server.clock.advance(60)
    sam.give_code(sam.phone.code())
    sam.expect_signed_in()


def test_a_declined_request_says_why(sam, server):
    reference = ask(sam)
    server.command("support", "decline", reference, "--reason", "we could not reach you at that number")
    sam.page.reload()
    sam.says("did not approve this request")
    sam.says("They said: we could not reach you at that number")
    sam.looks_right("lost-declined")
    assert "we could not reach you" in text_of(server.mail(sam.email, "^Not approved"))


def test_a_request_is_taken_back_by_its_own_page(sam, server):
    ask(sam)
    sam.press("Cancel this request")
    sam.says("This request was cancelled")
    sam.looks_right("lost-cancelled")
    assert not server.command("support", "requests", "--json").stdout.strip()


def test_somebody_else_s_request_is_stopped_from_the_mail(sam, visit, server):
    """The storyboard's other side: it is not Sam who asked."""
    reference = ask(sam)
    link = link_in(server.mail(sam.email, ASKED), "/sign-in/lost/cancel/")
    owner = visit()
    owner.go(link)
    expect(owner.heading("Cancel the request to get in?")).to_be_visible()
    owner.says(reference)
    owner.looks_right("lost-cancel-link")
    assert server.command("support", "requests", "--json").stdout.strip(), "looking at the page has cancelled it"
    owner.press("Cancel, this wasn’t me")
    expect(owner.heading("The request is cancelled")).to_be_visible()
    owner.looks_right("lost-cancel-done")
    expect(owner.page.get_by_role("link", name="Change my password")).to_be_visible()
    server.command("support", "approve", reference, "--reason", "too late", expect=1)
    assert owner.go(link).status == 410
    sam.page.reload()
    sam.says("This request was cancelled")


def test_any_sign_in_ends_it(sam, visit, server):
    ask(sam)
    owner = visit()
    owner.email, owner.password, owner.phone = sam.email, sam.password, sam.phone
    owner.sign_in()
    sam.page.reload()
    sam.says("This request was cancelled")


@pytest.mark.parametrize("settings", [{"recovery_wait": "48h"}])
def test_where_policy_allows_it_the_wait_itself_lets_in(sam, server):
    reference = ask(sam)
    sam.says("Waiting until")
    sam.says("After that you can set up a new second step, in this browser.")
    sam.looks_right("lost-waiting-self-service")
    assert link_in(server.mail(sam.email, ASKED), "/sign-in/lost/cancel/")
    server.clock.advance(DAY + 60)
    server.restart()
    halfway = server.mail(sam.email, "^Still open")
    assert link_in(halfway, "/sign-in/lost/cancel/")
    sam.give_password()
    expect(sam.heading("Enter the code from your app")).to_be_visible()
    server.clock.advance(DAY)
    server.restart()
    server.mail(sam.email, "^Approved")
    sam.go(f"/sign-in/lost/{reference}")
    sam.says("Approved")
    sam.give_password()
    expect(sam.heading("Set up a new second step")).to_be_visible()
    sam.turn_on_app().finish_backup_codes()
    sam.expect_signed_in()


def test_without_javascript(visit, server):
    sam = visit(java_script_enabled=False)
    sam.protected().sign_out()
    server.clock.advance(120)
    sam.give_password()
    reference = ask(sam)
    server.command("support", "approve", reference, "--reason", "seen on video")
    sam.give_password()
    expect(sam.heading("Set up a new second step")).to_be_visible()
    sam.turn_on_app().finish_backup_codes()
    sam.expect_signed_in()


@pytest.mark.parametrize("settings", [{"support_contact": "help@example.org"}])
def test_p31_the_request_says_whom_to_write_to_and_what_to_quote(sam):
    reference = ask(sam)
    sam.says(f"To ask about it, write to help@example.org and quote {reference}.")
