"""P21: touching a YubiKey, which is a keyboard. Its codes are made by Yubico's own `ykgenerate`."""

import pytest
from playwright.sync_api import expect
from yubikey import YubiKey, typed


@pytest.fixture
def settings():
    return {"yubikey-validation": "own"}


@pytest.fixture(params=[True, False], ids=["", "without JavaScript"])
def sam(request, visit):
    """Somebody whose only second factor is a YubiKey, signed in."""
    visitor = visit(java_script_enabled=request.param)
    visitor.sign_up()
    visitor.yubikey = YubiKey().give_to(visitor.server)
    visitor.go("/security/two-factor/new")
    visitor.follow("YubiKey Strong")
    visitor.confirm_it_is_me()
    expect(visitor.heading("Set up a YubiKey")).to_be_visible()
    touch(visitor)
    expect(visitor.heading("Save your backup codes")).to_be_visible()
    visitor.finish_backup_codes()
    return visitor


def touch(visitor, layout="usual", code=None):
    """The key types into whatever has the cursor, and presses Enter."""
    field = visitor.page.locator("#code")
    field.focus()
    visitor.page.keyboard.insert_text(typed(code or visitor.yubikey.touch(), layout))
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


@pytest.mark.parametrize("layout", ["usual", "caps lock", "dvorak"])
def test_p21_a_key_signs_in_at_a_touch(sam, layout):
    sam.sign_out()
    sam.give_password()
    expect(sam.heading("Touch your YubiKey")).to_be_visible()
    touch(sam, layout)
    sam.expect_signed_in()


def test_p21_a_used_code_and_a_strangers_key_are_told_apart(sam):
    used = sam.yubikey.touch()
    sam.sign_out()
    sam.give_password()
    touch(sam, code=used)
    sam.expect_signed_in()
    sam.sign_out()
    sam.give_password()
    touch(sam, code=used)
    sam.refuses("That code was used before. Touch the key again for a new one")
    touch(sam, code=YubiKey("vvccccccccce").touch())
    sam.refuses("Your YubiKey typed that, but it isn’t set up here")
    sam.page.locator("#code").fill("123456")
    sam.page.keyboard.press("Enter")
    sam.refuses("That is not what a YubiKey types")
    sam.server.clock.advance(2)
    touch(sam)
    sam.expect_signed_in()


def test_p21_a_key_touched_in_the_field_of_an_apps_code_is_recognised(visit):
    sam = visit()
    sam.protected()
    sam.yubikey = YubiKey().give_to(sam.server)
    sam.go("/security/two-factor/yubikey/new")
    sam.confirm_it_is_me()
    sam.page.locator("#nickname").fill("Blue key")
    touch(sam)
    sam.says("YubiKey is on")
    sam.says("Blue key")
    sam.sign_out()
    sam.give_password()
    expect(sam.heading("Enter the code from your app")).to_be_visible()
    touch(sam)
    sam.expect_signed_in()


def test_p21_where_no_validator_is_set_up_the_page_says_what_else_a_key_can_do(visit):
    sam = visit()
    sam.server.stop()
    del sam.server.settings["yubikey-validation"]
    sam.server.start()
    sam.sign_up()
    sam.go("/security/two-factor/new")
    sam.does_not_say("types a code when you touch it")
    sam.go("/security/two-factor/yubikey/new")
    sam.confirm_it_is_me()
    expect(sam.heading("Codes typed by a YubiKey aren’t used here")).to_be_visible()
