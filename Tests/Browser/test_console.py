"""Staff find people and see how they stand."""

import re

import pytest
from playwright.sync_api import expect
from staff import Staff, made


@pytest.fixture
def staff(browser, server, request):
    """Opens a browser of somebody of the staff: `staff()`, `staff("auditor")`."""
    opened = []

    def open_staff(role="owner", **options):
        lee = Staff(browser, server, role, **options)
        opened.append(lee)
        return lee

    yield open_staff
    complaints = [complaint for lee in opened for complaint in lee.complaints]
    for lee in opened:
        lee.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


HOSTILE = "Sam <b>Okafor</b> & “Söhne”"


def test_staff_find_a_person_and_see_how_they_stand(staff, visit):
    sam = visit().protected(email="sam.okafor@example.com", name=HOSTILE)
    lee = staff("supporter")
    lee.opens("/admin/people")
    lee.page.locator("#q").fill("sam.ok")
    lee.press("Find")
    lee.looks_right("console-people-found")
    lee.page.locator("main").get_by_role("link", name=re.compile("^Sam")).click()
    lee.confirm_it_is_me()
    expect(lee.heading(HOSTILE)).to_be_visible()
    lee.says("Authenticator app")
    lee.says("5 of 5 left")
    lee.says("They’re asked for their password.")
    lee.looks_right("console-person")
    sam.go("/security/activity")
    sam.says("Support looked at this account")
    sam.go("/admin")
    expect(sam.heading("You can’t open this page")).to_be_visible()
    sam.looks_right("console-refused")


def test_those_who_lack_something_are_listed_and_reminded(staff, visit, server):
    visit().sign_up(email="bare@example.com", name="Bare Kim")
    visit().protected(email="safe@example.com", name="Safe Sam")
    lee = staff("supporter")
    lee.opens("/admin/people")
    lee.looks_right("console-people")
    lee.follow("No two-factor")
    lee.says("Bare Kim")
    lee.does_not_say("Safe Sam")
    lee.page.get_by_role("checkbox", name="Bare Kim").check()
    lee.press("Send a reminder")
    lee.confirm_it_is_me()
    lee.says("We’ve emailed those you chose")
    lee.looks_right("console-people-reminded")
    server.mail("bare@example.com", "Add a second way")
    lee.follow("Waiting")
    lee.says("No one matches. Clear filters")
    lee.looks_right("console-people-none")


def test_the_overview_says_how_it_stands(staff, visit):
    visit().protected(email="safe@example.com")
    lee = staff("auditor")
    lee.opens("/admin")
    expect(lee.heading("Overview")).to_be_visible()
    lee.says("2 of 2")
    expect(lee.page.locator("svg.chart rect")).not_to_have_count(0)
    lee.page.locator("details summary").first.click()
    lee.looks_right("console-overview")


def test_the_audit_log_is_read_filtered_and_exported(staff, visit):
    visit().protected(email="safe@example.com", name=HOSTILE)
    lee = staff("owner")
    lee.opens("/admin/audit")
    lee.says("The account was made")
    lee.looks_right("console-audit")
    lee.page.get_by_label("About").select_option(label="Second factors")
    lee.page.get_by_label("Person").fill("safe@example.com")
    lee.press("Show")
    lee.says("An authenticator app was added")
    lee.does_not_say("The account was made")
    lee.page.locator("tbody a").first.click()
    lee.says("Verified")
    lee.looks_right("console-event")
    lee.page.go_back()
    lee.page.get_by_label("From").fill("2026-11-01")
    lee.page.get_by_label("Person").fill("nobody at all")
    lee.press("Show")
    lee.refuses("No one has this name, address or reference")
    lee.looks_right("console-audit-problem")
    lee.opens("/admin/audit")
    with lee.page.expect_download() as download:
        lee.follow("Export as CSV")
    text = download.value.path().read_text()
    assert text.startswith('"position","at","kind"'), text[:200]
    assert '"account.created"' in text


def test_delivery_says_what_became_of_mails(staff, server):
    lee = staff("owner")
    lee.opens("/admin/delivery")
    lee.press("Send a test")
    lee.confirm_it_is_me()
    lee.says("A test email is on its way to you")
    server.mail(lee.email, "A test email from")
    lee.looks_right("console-delivery")


def test_an_owner_names_and_colours_the_server(staff, visit):
    lee = staff("owner")
    lee.opens("/admin/settings")
    lee.looks_right("console-settings")
    lee.page.locator("#colour").fill("#ffd400")
    lee.press("Save")
    lee.confirm_it_is_me()
    lee.refuses("That colour is too pale: its contrast on our background is 1.3 to 1")
    lee.looks_right("console-settings-problem")
    lee.page.locator("#name").fill("Northwind")
    lee.page.locator("#colour").fill("#0b5d1e")
    lee.page.locator("#mark").fill("NW")
    lee.press("Save")
    lee.says("The settings are saved")
    lee.looks_right("console-settings-saved")
    someone = visit()
    someone.go("/sign-in")
    assert someone.brand() == "NW\nNorthwind" or someone.brand().endswith("Northwind"), someone.brand()
    someone.looks_right("sign-in-in-colour")


def test_several_people_are_asked_to_set_up_again(staff, visit, server):
    for name in ("sam", "kim"):
        visit().protected(email=f"{name}@example.com", name=f"{name.title()} Okafor").sign_out()
    visit().sign_up(email="bare@example.com", name="Bare Lund")
    lee = staff("supporter")
    lee.opens("/admin/people")
    lee.press("Ask to set up again")
    lee.confirm_it_is_me()
    lee.says("Choose at least one person first")
    for name in ("Sam Okafor", "Kim Okafor", "Bare Lund"):
        lee.page.get_by_role("checkbox", name=name).check()
    lee.press("Ask to set up again")
    expect(lee.heading("Ask 2 people to set up again")).to_be_visible()
    lee.says("Who is left out")
    lee.looks_right("ask-again-form")
    lee.press("Next")
    lee.refuses("Choose what happened")
    lee.looks_right("ask-again-problem")
    lee.page.get_by_label("New phone").check()
    lee.page.get_by_label("In person").check()
    lee.press("Next")
    lee.says("At the next sign-in 2 people set up a new second step")
    lee.looks_right("ask-again-confirm")
    lee.press("Ask to set up again")
    lee.says("2 people were asked to set up again")
    lee.looks_right("ask-again-done")
    server.mail("sam@example.com", "Set up your second step again")
    server.mail("kim@example.com", "Set up your second step again")


def test_a_person_with_as_much_power_is_not_opened(staff, server):
    lee = staff("supporter")
    other = made(server, "owner", "Ola Berg")[0]
    lee.opens(f"/admin/people/{other}")
    expect(lee.heading("You can’t open this person")).to_be_visible()
    lee.says("Ask an owner")
    lee.looks_right("console-more-power")
    lee.follow("Back to people")
    expect(lee.heading("People")).to_be_visible()


def test_the_mails_to_a_person_and_the_time_a_pause_lasts_are_seen(staff, visit, server):
    sam = visit().protected(email="sam.okafor@example.com")
    lee = staff("supporter")
    server.command("support", "suspend", sam.email, "--reason", "Left the phone at home", "--json")
    lee.opens("/admin/people?show=paused")
    lee.says("left")
    lee.looks_right("console-people-paused")
    lee.page.locator("main").get_by_role("link", name=re.compile("^Sam")).click()
    lee.confirm_it_is_me()
    lee.says("Emails to this person")
    lee.says("What support did")
    lee.looks_right("console-person-mails")


def test_a_colours_contrast_is_said_as_it_is_typed(staff):
    lee = staff("owner")
    lee.opens("/admin/settings")
    said = lee.page.locator("#colour-contrast")
    expect(said).to_be_empty()
    lee.page.locator("#colour").fill("#2c3f9f")
    expect(said).to_have_text("Contrast 8.2 : 1")
    lee.page.locator("#colour").fill("#ffd400")
    expect(said).to_have_text("Contrast 1.3 : 1. Too pale: people need 4.5 : 1")
    lee.looks_right("console-settings-pale")
    lee.page.locator("#colour").fill("#ffd")
    expect(said).to_be_empty()
