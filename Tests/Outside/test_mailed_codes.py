"""Codes to sign in, mailed through a real SMTP server that is late, puts off, refuses, hangs up and dies."""

import pytest
from countersign import Server, code_in, eventually, free_port, text_of
from mailbox import CODE
from portal import Portal
from psql import database

PASSWORD = "violet anchor meadow lantern"
LATER = "451 4.7.1 greylisted, come back later"
NEVER = "550 5.1.1 no such person here"
# Long enough for a mail that a dead server had in hand to be anybody's.
LEASE = 131


class Reader(Portal):
    """Somebody whose second step are codes by e-mail, in a browser of their own."""

    def __init__(self, server, mailbox, name="sam"):
        super().__init__(server)
        self.mailbox = mailbox
        self.email = f"{name}@example.com"
        server.command("account", "create", "--name", name, "--email", self.email, "--password-stdin", "--json",
                       said=PASSWORD)
        self.give_password()
        self.get("/security/two-factor/email")
        self.send()
        self.send(code=code_in(eventually("a code to turn them on", lambda: self.mails("to turn on email codes$"))[-1]))
        assert self.page.path.startswith("/security/two-factor/backup-codes"), self.page.words()
        self.send(saved="1")
        self.get("/sign-out")
        self.send("/sign-out")
        # The mails of the setup count too, so let their hour pass.
        eventually("all mails of the setup", lambda: self.mails("was added"))
        server.clock.advance(3700)
        mailbox.concerns = CODE

    def mails(self, about=CODE):
        return [mail for mail in self.mailbox.about(about) if self.email in str(mail["To"])]

    def give_password(self):
        self.get("/sign-in")
        return self.send(email=self.email, password=PASSWORD)

    def asked(self):
        """After the password, where a code is on its way."""
        assert self.give_password().path == "/sign-in/email", self.page.words()
        return self

    def code(self, number):
        """That of a mail, counted from the first, once it has come."""
        return code_in(eventually(f"mail {number + 1}", lambda: self.mails()[number:])[0])

    def give(self, code):
        self.get("/sign-in/email")
        return self.send("/sign-in/email", code=code)

    def ask_again(self):
        self.get("/sign-in/email")
        return self.send("/sign-in/email/again")

    def is_told(self, words):
        eventually(f"the page to say: {words}", lambda: words in self.get("/sign-in/email").words())

    def is_in(self):
        return self.get("/security").path == "/security"


@pytest.fixture
def mailbox(post):
    return post()


@pytest.fixture
def server(mailbox):
    with Server(smtp=f"smtp://127.0.0.1:{mailbox.port}") as running:
        yield running


@pytest.fixture
def sam(server, mailbox):
    return Reader(server, mailbox)


def test_the_page_tells_what_the_mail_server_answered(sam, server, mailbox):
    sam.asked()
    sam.is_told("Your mail provider has accepted it")
    sam.is_told("s•••@example.com")
    sam.give(sam.code(0))
    assert sam.is_in()
    mail = sam.mails()[0]
    assert text_of(mail).rstrip("\n").endswith(f"@localhost #{code_in(mail)}")


def test_while_the_mail_server_does_not_answer_the_page_says_sending_and_nobody_else_waits(sam, server, mailbox):
    kim = Reader(server, mailbox, "kim")
    mailbox.moods = ["hold"]
    sam.asked()
    assert mailbox.held.wait(10)
    sam.is_told("Sending…")
    kim.asked()
    kim.give(kim.code(0))
    assert kim.is_in()
    sam.is_told("Sending…")
    mailbox.release()
    sam.give(sam.code(0))
    assert sam.is_in()
    assert len(sam.mails()) == 1


def test_a_mail_put_off_says_so_and_comes_once(sam, server, mailbox):
    mailbox.moods = [LATER, LATER]
    sam.asked()
    sam.is_told("Your mail provider asked us to wait. We’ll keep trying. You can use another way meanwhile")
    server.clock.advance(61)
    eventually("a second try", lambda: not mailbox.moods)
    assert not sam.mails()
    # The second no may be noted after the clock has moved, and the wait for the third try begins then.
    eventually("a third try", lambda: server.clock.advance(121) or sam.mails(), every=2)
    code = sam.code(0)
    sam.is_told("Your mail provider has accepted it")
    sam.give(code)
    assert sam.is_in()
    assert len(sam.mails()) == 1


def test_a_mail_refused_says_so_and_what_was_sent_before_stays_good(sam, server, mailbox):
    sam.asked()
    first = sam.code(0)
    server.clock.advance(61)
    mailbox.moods = [NEVER]
    sam.ask_again()
    sam.is_told("Your mail provider refused it. Use another way, or contact your organisation")
    sam.give(first)
    assert sam.is_in()
    assert len(sam.mails()) == 1


def test_a_mail_that_nobody_took_before_its_code_ran_out_is_never_sent(sam, server, mailbox):
    mailbox.moods = [LATER] * 50
    sam.asked()
    sam.is_told("asked us to wait")
    tries = len(mailbox.moods)
    server.clock.advance(601)
    mailbox.moods = []
    assert tries < 50
    # The next code comes; the one that has run out does not.
    sam.asked()
    code = sam.code(0)
    sam.give(code)
    assert sam.is_in()
    server.clock.advance(3600)
    sam.get("/sign-out")
    assert len(sam.mails()) == 1


@pytest.mark.parametrize("number", [0, 1, 2])
def test_mail_nine_minutes_late_with_two_resends_any_of_the_three_gets_in(sam, server, number):
    sam.asked()
    for _ in range(2):
        server.clock.advance(180)
        assert "Either code works" in sam.ask_again().words()
    server.clock.advance(180)
    codes = [sam.code(each) for each in range(3)]
    assert len(set(codes)) == 3
    shown = sam.get("/sign-in/email").words()
    for mail in sam.mails():
        reference = text_of(mail).split("Reference ")[1][:4]
        assert reference in shown, shown
    sam.give(codes[number])
    assert sam.is_in()
    # All three were for one sign-in, and it is over.
    sam.get("/sign-out")
    sam.send("/sign-out")
    server.clock.advance(3700)
    sam.asked()
    for code in codes:
        assert sam.give(code).path == "/sign-in/email"
        assert not sam.is_in()


@pytest.fixture(params=["sqlite", "postgres"])
def robust(request, mailbox):
    """On either database, with the same mail server."""
    settings = {"smtp": f"smtp://127.0.0.1:{mailbox.port}"}
    if request.param == "postgres":
        settings["database"] = database(request.getfixturevalue("postgres"), "mailed")
    with Server(**settings) as running:
        yield running


@pytest.mark.faults
def test_killed_between_the_queue_and_the_mail_server_the_code_comes_after_all_and_once(robust, mailbox):
    sam = Reader(robust, mailbox)
    mailbox.moods = ["hold"]
    sam.asked()
    assert mailbox.held.wait(10)
    robust.kill()
    mailbox.release()
    robust.start()
    assert not sam.mails()
    sam.is_told("Sending…")
    robust.clock.advance(LEASE)
    sam.give(sam.code(0))
    assert sam.is_in()
    assert len(sam.mails()) == 1


@pytest.mark.faults
def test_killed_while_the_mail_server_is_away_the_code_comes_once_both_are_back(post):
    port = free_port()
    mailbox = post(port=port)
    with Server(smtp=f"smtp://127.0.0.1:{port}") as server:
        sam = Reader(server, mailbox)
        mailbox.stop()
        sam.asked()
        sam.is_told("We couldn’t send it yet")
        server.kill()
        server.start()
        sam.is_told("We couldn’t send it yet")
        sam.mailbox = post(port=port)
        server.clock.advance(61)
        sam.give(sam.code(0))
        assert sam.is_in()
        assert len(sam.mails()) == 1


def test_a_mail_server_that_dies_before_it_took_the_mail_gets_it_again_once(sam, server, mailbox):
    mailbox.moods = ["hang up"]
    sam.asked()
    sam.is_told("We couldn’t send it yet")
    server.clock.advance(61)
    sam.give(sam.code(0))
    assert sam.is_in()
    server.clock.advance(3600)
    assert len(sam.mails()) == 1


def test_a_mail_server_that_dies_after_it_took_the_mail_makes_a_double_and_both_are_the_same(sam, server, mailbox):
    """SMTP leaves no other choice: who did not hear "250" must send again. Readers drop the double by its Message-ID."""
    mailbox.moods = ["take and hang up"]
    sam.asked()
    sam.is_told("We couldn’t send it yet")
    server.clock.advance(61)
    first, second = eventually("a double", lambda: sam.mails()[1:] and sam.mails())
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] == second["Subject"] and text_of(first) == text_of(second)
    sam.give(code_in(first))
    assert sam.is_in()
    server.clock.advance(3600)
    assert len(sam.mails()) == 2


def test_no_get_sends_and_no_form_of_another_site(sam, server):
    sam.asked()
    sam.code(0)
    for method in ("GET", "HEAD"):
        for path in ("/sign-in/email", "/sign-in/email?code=123456", "/sign-in/email/again", "/sign-in/methods",
                     "/sign-in", "/sign-in/lost", "/sign-in/wait", "/security/two-factor/email",
                     "/security/confirm/email", "/security/confirm/email/again", "/sign-up/confirm/again"):
            status, _, _ = sam._request(method, path, None)
            assert status < 500, (method, path, status)
    server.clock.advance(61)
    for body in ("", "csrf=guess"):
        assert sam._request("POST", "/sign-in/email/again", body)[0] == 403
    sam.ask_again()
    sam.code(1)
    server.clock.advance(61)
    sam.ask_again()
    sam.code(2)
    assert len(sam.mails()) == 3


def test_the_sixth_in_an_hour_is_not_sent_and_the_last_three_stay_good(sam, server):
    sam.asked()
    assert "You can ask for another code in" in sam.ask_again().words()
    for _ in range(4):
        server.clock.advance(61)
        sam.ask_again()
    codes = [sam.code(number) for number in range(5)]
    server.clock.advance(61)
    page = sam.ask_again()
    assert page.status == 429
    assert "We’ve sent 5 codes within an hour" in page.words()
    sam.give(codes[2])
    assert sam.is_in()
    assert len(sam.mails()) == 5
