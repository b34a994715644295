"""Nothing that was accepted is accepted again: every kind of answer given many times at once, through the portal and the
API together, on either database."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from countersign import Server, code_in, eventually
from fido2_key import Fido2Key
from load import Caller, totp
from mailbox import CODE
from portal import Portal
from psql import database
from yubikey import YubiKey

PASSWORD = "violet anchor meadow lantern"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
DOORS = 6


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def server(request):
    settings = {"yubikey-validation": "own"}
    if request.param == "postgres":
        settings["database"] = database(request.getfixturevalue("postgres"), "races")
    with Server(**settings) as running:
        yield running


@pytest.fixture(scope="module")
def key(server):
    return server.api_key()


class Person:
    """Somebody with a password, whose name is the test's."""

    def __init__(self, server, key, name):
        self.server, self.key, self.name = server, key, name
        self.email = f"{name}@example.com"
        made = server.command("account", "create", "--name", name, "--email", self.email, "--password-stdin", "--json",
                              said=PASSWORD)
        self.id = json.loads(made.stdout)["id"]
        self.caller = Caller(server, key)

    def browser(self):
        """At the second step, with a sign-in of its own."""
        portal = Portal(self.server)
        portal.get("/sign-in")
        portal.send(email=self.email, password=PASSWORD)
        assert portal.page.path.startswith("/sign-in/"), portal.page.words()
        return portal

    def call(self, path, body):
        status, answer = self.caller.call("POST", f"/accounts/{self.id}{path}", body)
        assert status == 201, (status, answer)
        return answer

    def add_app(self):
        self.call("/factors", {"kind": "totp", "label": "phone", "secret": SECRET, "confirmed": True})
        self.server.clock.advance(90)
        return totp(SECRET, int(self.server.clock.now()) // 30)

    def verify(self, **answer):
        """A call of the API, on a connection of its own."""
        caller = Caller(self.server, self.key)
        status, verdict = caller.call("POST", "/verify", {"account": self.id, "first_factor": True} | answer)
        caller.close()
        assert status in (200, 503), (status, verdict)
        return status == 200 and verdict["outcome"] == "accepted"


@pytest.fixture
def person(server, key, request):
    return Person(server, key, "".join(letter for letter in request.node.name if letter.isalnum()).lower()[-40:])


def at_once(*acts):
    """Everybody begins at the same moment. Returns how often it was accepted."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(run, acts))


def typed(portal, path, **fields):
    """Sends the form of the page a browser is at; whether that signed it in."""
    def act():
        portal.send(path, **fields)
        return "__Host-session" in portal.cookies

    return act


def ways(person, path, code, **more):
    """The same code in several browsers and calls."""
    browsers = [person.browser() for _ in range(DOORS)]
    for portal in browsers:
        portal.get(path)
    return [typed(portal, path, code=code) for portal in browsers] + [
        lambda: person.verify(code=code, **more) for _ in range(DOORS)]


def test_an_apps_code(person):
    code = person.add_app()
    assert at_once(*ways(person, "/sign-in/app", code)) == 1
    assert not person.verify(code=code)


def test_two_codes_in_a_row(person):
    person.add_app()
    step = int(person.server.clock.now()) // 30
    codes = [totp(SECRET, step), totp(SECRET, step + 1)]
    browsers = [person.browser() for _ in range(DOORS)]
    for portal in browsers:
        portal.get("/sign-in/two-codes")
    acts = [typed(portal, "/sign-in/two-codes", first_code=codes[0], next_code=codes[1]) for portal in browsers]
    assert at_once(*acts, *[lambda: person.verify(codes=codes) for _ in range(DOORS)]) == 1
    assert not person.verify(code=codes[1])


def test_a_backup_code(person):
    person.add_app()
    code = person.call("/backup-codes", {})["codes"][2]
    assert at_once(*ways(person, "/sign-in/app", code)) == 1
    assert not person.verify(code=code)


def test_what_a_yubikey_typed(person):
    public_id = f"vvccccccccc{'gh'['postgres' in person.name]}"
    held = YubiKey(public_id).give_to(person.server)
    person.server.command("factor", "add", "--account", person.name, "--kind", "yubikey", "--public-id", public_id)
    code = held.touch()
    assert at_once(*ways(person, "/sign-in/yubikey", code)) == 1
    assert not person.verify(code=code)


def test_a_mailed_code_in_one_sign_in_and_another_in_one_challenge(person, server):
    setup = Portal(server)
    setup.get("/sign-in")
    setup.send(email=person.email, password=PASSWORD)
    setup.get("/security/two-factor/email")
    setup.send()
    setup.send(code=code_in(server.mail(person.email, "turn on email codes")))
    assert setup.page.path.startswith("/security/two-factor/backup-codes"), setup.page.words()

    browser = person.browser()
    portal_code = code_in(server.mail(person.email, CODE))
    asked = person.call("/challenges", {"kind": "email"})
    api_code = code_in(eventually("a second mail", lambda: server.mails(person.email, CODE)[1:])[0])
    # The same sign-in in several tabs: they share its cookies.
    tabs = [Portal(server, browser.cookies) for _ in range(DOORS)]
    for tab in tabs:
        tab.get("/sign-in/email")
    assert at_once(*[typed(tab, "/sign-in/email", code=portal_code) for tab in tabs]) == 1
    calls = [lambda: person.verify(code=api_code, challenge_id=asked["id"]) for _ in range(2 * DOORS)]
    assert at_once(*calls) == 1


def test_a_passkeys_answer_in_one_sign_in_and_another_over_the_api(person, server):
    held = Fido2Key(server.url)
    begun = person.call("/factors", {"kind": "passkey"})
    confirm = f"/accounts/{person.id}/factors/{begun['id']}/confirm"
    assert person.caller.call("POST", confirm, {"passkey": held.create(begun["options"])})[1]["outcome"] == "accepted"

    browser = person.browser()
    assert browser.page.path == "/sign-in/key"
    hidden = next(hidden for action, hidden in browser.page.forms() if action == "/sign-in/key")
    status, _, text = browser._request("POST", "/sign-in/key/options", f"csrf={hidden['csrf']}")
    assert status == 200, text
    asked = json.loads(text)
    answer = json.dumps(held.get(asked["options"]))
    tabs = [Portal(server, browser.cookies) for _ in range(DOORS)]
    for tab in tabs:
        tab.get("/sign-in/key")
    acts = [typed(tab, "/sign-in/key", challenge=asked["id"], credential=answer) for tab in tabs]
    # Whoever has the answer may try it at the other door too.
    acts += [lambda: person.verify(passkey=json.loads(answer)) for _ in range(DOORS)]
    assert at_once(*acts) == 1

    issued = person.call("/challenges", {"kind": "passkey"})
    answer = held.get(issued["options"])
    assert at_once(*[lambda: person.verify(passkey=answer) for _ in range(2 * DOORS)]) == 1


def test_parallel_guesses_through_both_doors_are_counted_one_by_one(person):
    """Six are looked at, whoever asks; then everybody waits."""
    code = person.add_app()
    near = {totp(SECRET, int(person.server.clock.now()) // 30 + shift) for shift in range(-130, 131)}
    wrong = next(guess for guess in (f"{number:06}" for number in range(1000)) if guess not in near)
    assert at_once(*ways(person, "/sign-in/app", wrong)) == 0
    status, verdict = person.caller.verify(person.id, code)
    assert (status, verdict["outcome"], verdict["reason"]) == (200, "rejected", "locked")
