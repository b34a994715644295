"""Backup codes: shown, covered, saved in four ways, finished, renewed."""

import re
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import expect

SHAPE = re.compile(r"[2-9a-hj-np-z]{4}-[2-9a-hj-np-z]{5}-[2-9a-hj-np-z]{4}")
SAVED = "I’ve saved these codes somewhere I can reach without my phone"


def download(visitor, name):
    with visitor.page.expect_download() as started:
        visitor.follow(name)
    return started.value


def test_p12_p13_the_codes_are_covered_after_thirty_seconds_and_uncovered_as_often_as_wanted(visitor):
    visitor.sign_up()
    visitor.page.clock.install()
    visitor.turn_on_app()
    codes = visitor.shown_codes()
    assert len(codes) == 5 and all(SHAPE.fullmatch(code) for code in codes) and len(set(codes)) == 5
    visitor.says("This page stays open as long as you need it.")
    expect(visitor.page.locator(".codes")).to_be_visible()
    visitor.looks_right("backup-codes")
    for _ in range(2):
        visitor.page.clock.fast_forward(31_000)
        expect(visitor.page.get_by_role("button", name="Show the codes")).to_be_visible()
        expect(visitor.page.get_by_text(codes[0])).not_to_be_visible()
        visitor.press("Show the codes")
        expect(visitor.page.get_by_text(codes[0])).to_be_visible()
    visitor.page.clock.fast_forward(31_000)
    visitor.looks_right("backup-codes-covered")
    assert visitor.page.locator("[role=timer][aria-live=assertive], [role=timer][aria-live=polite]").count() == 0


def test_p14_reload_pdf_text_and_copy_all_carry_the_same_codes(visitor):
    visitor.sign_up(name="Zoë Nguyễn 山田").turn_on_app()
    codes = visitor.shown_codes()
    visitor.page.reload()
    assert visitor.shown_codes() == codes

    with tempfile.TemporaryDirectory() as folder:
        pdf = download(visitor, "Download PDF")
        assert pdf.suggested_filename.endswith("backup-codes.pdf")
        path = Path(folder) / "codes.pdf"
        pdf.save_as(path)
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
        assert all(code in text for code in codes), text
        assert "Zoë Nguyễn 山田" in text or "sam@example.com" in text, text
        about = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
        assert re.search(r"^Title:\s+\S", about, re.M) and re.search(r"^Pages:\s+1$", about, re.M), about

        plain = download(visitor, "Download text")
        assert plain.suggested_filename.endswith("backup-codes.txt")
        path = Path(folder) / "codes.txt"
        plain.save_as(path)
        raw = path.read_bytes().decode("utf-8")
        assert all(code in raw for code in codes)
        assert raw.count("\n") == raw.count("\r\n") > 5

    visitor.press("Copy all")
    expect(visitor.page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert visitor.page.evaluate("navigator.clipboard.readText()").split() == codes


def test_the_printed_page_says_whose_codes_they_are_and_nothing_else(visitor):
    visitor.sign_up().turn_on_app()
    codes = visitor.shown_codes()
    page = visitor.page
    assert "Organisation:" not in visitor.main()
    visitor.press("Finish")
    visitor.refuses("Save your codes, then tick the box")
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    for words in ("Backup codes for ", "Organisation: ", "Account: sam@example.com", "Made on: ", "How to use them:"):
        assert words in paper, paper
    assert all(code in paper for code in codes)
    for words in ("step 3 of 3", "There is a problem", "Save your backup codes", "Finish"):
        assert words not in paper, paper


def test_finish_without_the_tick_asks_for_it_and_after_finish_nobody_sees_the_codes(visitor):
    visitor.sign_up().turn_on_app()
    codes = visitor.shown_codes()
    visitor.press("Finish")
    visitor.refuses("Save your codes, then tick the box")
    visitor.looks_right("backup-codes-not-ticked")
    assert visitor.shown_codes() == codes
    visitor.page.get_by_label(SAVED).check()
    visitor.press("Finish")
    visitor.page.wait_for_url("**/security/offer")
    visitor.press("Not now")
    visitor.page.wait_for_url("**/security")
    visitor.looks_right("security")

    visitor.go("/security/two-factor/backup-codes")
    visitor.says("We can’t show them again")
    visitor.looks_right("backup-codes-shown-before")
    for code in codes:
        visitor.does_not_say(code)
    for kind in ("pdf", "txt"):
        answer = visitor.page.request.get(f"/security/two-factor/backup-codes.{kind}", max_redirects=0)
        assert not any(code in answer.text() for code in codes) and not answer.ok


def test_going_back_after_finish_shows_no_codes(visitor):
    visitor.protected()
    # Past the offer that came after Finish.
    visitor.page.go_back()
    visitor.page.go_back()
    visitor.says("We can’t show them again")
    for code in visitor.backup_codes:
        visitor.does_not_say(code)


def test_the_codes_count_before_finish_and_another_browser_cannot_read_them(visitor, visit):
    visitor.sign_up().turn_on_app()
    codes = visitor.shown_codes()
    other = visit()
    other.email, other.password = visitor.email, visitor.password
    other.give_password().give_code(codes[0])
    other.expect_signed_in()
    other.go("/security/two-factor/backup-codes")
    for code in codes:
        other.does_not_say(code)


def test_p16_a_new_set_asks_first_and_ends_the_old_one(visitor):
    visitor.protected()
    old = visitor.backup_codes
    visitor.go("/security/two-factor/backup-codes")
    visitor.follow("Make a new set")
    visitor.confirm_it_is_me()
    visitor.says("Your 5 unused codes will stop working")
    visitor.looks_right("backup-codes-new-set")
    visitor.press("Make a new set")
    visitor.finish_backup_codes()
    assert not set(old) & set(visitor.backup_codes)

    visitor.sign_out()
    visitor.give_password().give_code(old[0])
    expect(visitor.page.locator(".summary-errors")).to_be_visible()
    visitor.give_code(visitor.backup_codes[0])
    visitor.expect_signed_in()


def test_p12_p15_at_two_left_a_new_set_is_offered_within_the_sign_in(visitor, server):
    visitor.protected()
    for spent in range(3):
        visitor.sign_out()
        visitor.give_password().give_code(visitor.backup_codes[spent])
        left = 4 - spent
        visitor.says(f"{left} backup codes left")
        if spent == 0:
            visitor.looks_right("backup-code-used")
    visitor.says("2 backup codes left")
    visitor.looks_right("backup-codes-two-left")
    server.mail("sam@example.com", "A backup code was used. 2 are left")
    visitor.follow("Make new backup codes")
    visitor.confirm_it_is_me()
    visitor.press("Make a new set")
    visitor.finish_backup_codes()
    assert len(visitor.backup_codes) == 5
    visitor.expect_signed_in()


def test_after_the_last_one_a_new_set_is_insisted_on(visitor):
    visitor.protected()
    for spent in range(5):
        visitor.sign_out()
        visitor.give_password().give_code(visitor.backup_codes[spent])
        visitor.says("You’re in.")
    visitor.says("That was your last backup code")
    assert visitor.page.get_by_text("Not now").count() == 0
    visitor.looks_right("backup-codes-none-left")
    visitor.go("/security")
    visitor.says("That was your last backup code")
    visitor.follow("Make new backup codes")
    visitor.page.locator("main form button").first.click()
    visitor.says("Your new backup codes are ready")
    visitor.go("/security")
    expect(visitor.heading("Security")).to_be_visible()


def test_skip_for_now_leaves_a_tag_in_security(visitor):
    visitor.sign_up().turn_on_app()
    visitor.follow("Skip for now")
    visitor.go("/security")
    expect(visitor.page.locator(".tag--bad")).to_have_text("Not saved")
    visitor.says("Your backup codes are not saved yet")
    visitor.looks_right("security-codes-not-saved")
