"""Staff find people and see how they stand."""

import re

import pytest
from playwright.sync_api import expect
from staff import Staff


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


def test_staff_find_a_person_and_see_how_they_stand(staff, visit):
    sam = visit().protected(email="sam.okafor@example.com", name="Sam <b>Okafor</b> & “Söhne”")
    lee = staff("supporter")
    lee.opens("/admin")
    expect(lee.heading("Overview")).to_be_visible()
    lee.looks_right("console-overview")
    lee.opens("/admin/people")
    lee.looks_right("console-people")
    lee.page.locator("#q").fill("sam.ok")
    lee.press("Find")
    lee.page.locator("main").get_by_role("link", name=re.compile("^Sam")).click()
    lee.confirm_it_is_me()
    expect(lee.heading("Sam <b>Okafor</b> & “Söhne”")).to_be_visible()
    lee.says("Authenticator app")
    lee.says("5 of 5 left")
    lee.says("They’re asked for their password.")
    lee.looks_right("console-person")
    sam.go("/security/activity")
    sam.says("Support looked at this account")
    sam.go("/admin")
    expect(sam.heading("You can’t open this page")).to_be_visible()
    sam.looks_right("console-refused")
