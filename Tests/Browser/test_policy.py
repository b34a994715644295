"""Owners set the rules; people meet them, with time to follow and a word on why."""

import json
import re

import pytest
from countersign import code_in, eventually
from playwright.sync_api import expect
from staff import Staff
from visitor import Visitor


@pytest.fixture
def people(browser, server):
    """Opens browsers: `people()` for a member, `people(Staff, role)` for somebody of the staff."""
    opened = []

    def open_one(kind=Visitor, *arguments, **options):
        person = kind(browser, server, *arguments, **options)
        opened.append(person)
        return person

    yield open_one
    complaints = [complaint for person in opened for complaint in person.complaints]
    for person in opened:
        person.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def finds(person, path, words):
    """Opens a page until it says so: a server follows what the host saved within a second."""
    def says():
        person.go(path)
        return words in person.page.locator("main").inner_text()

    eventually(f"{path} says {words}", says)


def test_an_owner_requires_it_of_everyone_from_a_day_on(people):
    """P01"""
    sam = people().sign_up().sign_out()
    owner = people(Staff, "owner")
    owner.opens("/admin/policy")
    owner.says("no second step")
    owner.looks_right("console-policy")
    owner.follow("Change the rules")
    owner.confirm_it_is_me()
    owner.page.get_by_label("Everyone").check()
    owner.page.locator("#required_from").fill("2099-12-01")
    owner.page.locator("#grace_days").fill("14")
    owner.looks_right("console-policy-form")
    owner.press("Check the effect")
    expect(owner.heading("Check the effect")).to_be_visible()
    owner.says("0 of 2 people would have to set up a second step")
    owner.says("1 December 2099")
    owner.page.get_by_text("The email that reminds them").click()
    owner.says("Your account has no second factor yet")
    owner.looks_right("console-policy-check")
    owner.page.locator("#note").fill("Decided in October")
    owner.press("Apply")
    owner.says("The rules are in force")

    sam.give_password()
    expect(sam.page).to_have_url(re.compile("/setup"))
    sam.says("1 December 2099")
    sam.says("days left")
    sam.looks_right("setup-grace")
    sam.press("Remind me next time")
    expect(sam.page).to_have_url(re.compile("/security"))
    sam.says("Set up two-factor by 1 December 2099")
    sam.looks_right("security-deadline")

    # From now on nothing else answers.
    owner.opens("/admin/policy/edit")
    owner.page.locator("#required_from").fill("")
    owner.page.locator("#grace_days").fill("0")
    owner.press("Check the effect")
    owner.says("1 of 2 people would have to set up a second step")
    owner.page.get_by_text("See them").click()
    owner.says("Sam Okafor")
    owner.press("Apply")
    for path in ("/security", "/security/devices", "/security/password"):
        sam.go(path)
        expect(sam.page).to_have_url(re.compile("/setup"))
    assert sam.page.get_by_role("button", name="Remind me next time").count() == 0
    sam.turn_on_app().finish_backup_codes()
    sam.expect_signed_in()

    owner.opens("/admin/policy/history")
    owner.says("Decided in October")
    owner.looks_right("console-policy-history")
    owner.page.get_by_role("link", name=re.compile("^Go back to this")).first.click()
    owner.confirm_it_is_me()
    expect(owner.heading("Check the effect")).to_be_visible()


def test_who_may_not_turn_it_off_is_told_whom_to_ask(people, server):
    """P18, where policy forbids it."""
    server.command("policy", "set", "--turning-off", "staff", "--json")
    sam = people().protected()
    sam.go("/security/two-factor/off")
    sam.confirm_it_is_me()
    finds(sam, "/security/two-factor/off", "Ask for two-factor to be turned off")
    expect(sam.heading("Ask for two-factor to be turned off")).to_be_visible()
    sam.says("lets only its staff turn it off")
    sam.looks_right("turn-off-staff")


def test_a_way_that_ends_is_seen_and_then_leads_to_another(people, server):
    sam = people().sign_up()
    sam.go("/security/two-factor/email")
    sam.confirm_it_is_me()
    sam.page.get_by_role("button", name="Send a code").click()
    sam.page.locator("#code").fill(code_in(server.mail("sam@example.com", "turn on")))
    sam.press("Turn on email codes")
    sam.finish_backup_codes()
    server.command("policy", "set", "--second-factor", "required", "--end", "email=2099-12-01", "--json")
    finds(sam, "/security", "counts until 1 December 2099")
    sam.says("Add another way by 1 December 2099")
    sam.looks_right("security-ending")
    server.command("policy", "set", "--forbid", "email", "--json")
    finds(sam, "/security", "Email codes are no longer enough")
    expect(sam.page).to_have_url(re.compile("/setup"))
    expect(sam.heading("Email codes are no longer enough")).to_be_visible()
    sam.looks_right("setup-ended")


def test_a_form_that_is_wrong_says_what_and_loses_nothing(people):
    owner = people(Staff, "owner")
    owner.opens("/admin/policy/edit")
    owner.page.locator("#grace_days").fill("bald")
    owner.page.locator("#remembered_device_days").fill("31")
    owner.page.locator("main form button.btn--primary").first.click()
    expect(owner.page.locator("#grace_days")).to_have_value("bald")
    expect(owner.page.locator(".summary-errors")).to_be_visible()
    owner.looks_right("console-policy-problems-de")


def test_the_history_is_one_that_the_host_sees_too(people, server):
    owner = people(Staff, "owner")
    owner.opens("/admin/policy/edit")
    owner.page.get_by_label("Only staff").check()
    owner.press("Check the effect")
    owner.press("Apply")
    rules = json.loads(server.command("policy", "show", "--json").stdout)
    assert rules["version"] == 1
    assert rules["rules"]["turning_off"] == "staff"


def test_lists_of_models_are_typed_a_line_each(people, server):
    owner = people(Staff, "owner")
    server.command("policy", "set", "--turning-off", "staff", "--json")
    owner.opens("/admin/policy/edit")
    owner.page.get_by_text("Models we know by name").click()
    owner.page.locator("#allowed_models").fill("2fc0579f-8113-47ea-b116-bb5a8db9202a YubiKey\nNitrokey 3")
    owner.press("Check the effect")
    owner.refuses("Line 2 has no AAGUID: Nitrokey")
    expect(owner.page.locator("#allowed_models")).to_have_value(re.compile("Nitrokey 3$"))
    owner.looks_right("console-policy-models")
    owner.go("/admin/policy/history")
    owner.says("from the command line")
    owner.says("Before version 1")
    owner.looks_right("console-policy-history-host")
    owner.page.get_by_role("link", name=re.compile("^Go back to this")).click()
    owner.confirm_it_is_me()
    expect(owner.heading("Check the effect")).to_be_visible()
