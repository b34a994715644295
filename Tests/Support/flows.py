"""What people and apps do, each in a few requests that may be cut off anywhere, with what must hold afterwards.

A flow notes what it was told; `check` compares that with a server that was started again, and completes the flow."""

from countersign import code_in, eventually
from load import Caller, Member, totp
from portal import Portal

PASSWORD = "violet anchor meadow lantern"
NEW_PASSWORD = "seven quiet harbours at dusk"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


class Prepared:
    """What all flows begin with, made once: an API key, a member a flow, browsers that are signed in."""

    def __init__(self, server):
        self.server = server
        self.key = server.api_key(scope="verify,accounts,factors,import,events")
        self.cookies = {}
        self.members = {}

    def member(self, name):
        """An account made over the API, with an app and without a password."""
        member = Member(Caller(self.server, self.key), name)
        self.members[name] = (member.id, member.secret, member.factor)

    def person(self, name, has_app=True, is_signed_in=True):
        """An account of the portal."""
        self.server.command("account", "create", "--name", name, "--email", f"{name}@example.com", "--password-stdin",
                            "--json", said=PASSWORD)
        if has_app:
            self.server.command("factor", "add", "--account", name, "--kind", "totp", "--secret", SECRET, "--json")
        if is_signed_in:
            portal = Portal(self.server)
            page = sign_in(portal, name, totp(SECRET, step(self.server)) if has_app else None)
            assert "__Host-session" in portal.cookies, page.text[:3000]
            self.cookies[name] = portal.cookies


def step(server):
    return int(server.clock.now()) // 30


def sign_in(portal, name, code=None, password=PASSWORD):
    portal.get("/sign-in")
    page = portal.send(email=f"{name}@example.com", password=password)
    return portal.send(code=code) if code and page.path.startswith("/sign-in/app") else page


def is_signed_in(portal):
    return portal.get("/security").path == "/security"


class Flow:
    """One flow with one fresh server."""

    def __init__(self, server, prepared):
        self.server = server
        self.prepared = prepared
        self.caller = Caller(server, prepared.key)
        self.told = {}

    def portal(self, name=None):
        return Portal(self.server, self.prepared.cookies[name] if name else None)

    def next_code(self, secret=SECRET):
        """A code that nobody was shown yet."""
        self.server.clock.advance(90)
        return totp(secret, step(self.server))

    def verify(self, account, code, headers=None):
        status, verdict = self.caller.call(
            "POST", "/verify", {"account": account, "first_factor": True, "code": code}, headers)
        assert status == 200, (status, verdict)
        return verdict

    def is_accepted(self, account, code):
        return self.verify(account, code)["outcome"] == "accepted"

    def counts_once(self, account, code, was_accepted):
        """A code that was accepted never is again; one whose answer was cut off is spent, or good for once."""
        accepted = [self.is_accepted(account, code) for _ in range(2)].count(True)
        assert accepted == 0 if was_accepted else accepted <= 1, f"accepted {accepted} times more"

    def factors(self, account):
        status, listed = self.caller.call("GET", f"/accounts/{account}/factors")
        assert status == 200
        return listed["factors"]

    def account(self, name):
        status, found = self.caller.call("GET", f"/accounts?name={name}")
        assert status == 200
        return found["accounts"][0]["id"] if found["accounts"] else None


class SigningUp(Flow):
    name = "sign up and confirm"

    def act(self):
        portal = self.portal()
        portal.get("/sign-up")
        page = portal.send(email="newcomer@example.com", name="Newcomer", new_password=PASSWORD)
        assert page.path == "/sign-up/confirm", page.text
        code = code_in(self.mail())
        portal.send(code=code)
        self.told["confirmed"] = is_signed_in(portal)
        assert self.told["confirmed"]

    def mail(self, after=0):
        def newest():
            if not self.server.is_alive():
                raise ConnectionResetError
            found = self.server.mails("newcomer@example.com")
            return found[-1] if len(found) > after else None

        return eventually("a mail", newest, every=0.01)

    def check(self):
        if not self.told.get("confirmed") and not self.has_account():
            # Whoever heard nothing begins again.
            before = len(self.server.mails("newcomer@example.com"))
            portal = self.portal()
            portal.get("/sign-up")
            portal.send(email="newcomer@example.com", name="Newcomer", new_password=PASSWORD)
            portal.send(code=code_in(self.mail(after=before)))
        assert self.has_account()

    def has_account(self):
        portal = self.portal()
        sign_in(portal, "newcomer")
        return is_signed_in(portal)


class SigningIn(Flow):
    name = "sign in with a code"

    def prepare(prepared):
        prepared.person("signer", is_signed_in=False)

    def act(self):
        portal = self.portal()
        self.code = totp(SECRET, step(self.server))
        sign_in(portal, "signer", self.code)
        self.told["accepted"] = "__Host-session" in portal.cookies
        assert self.told["accepted"]
        self.cookies = portal.cookies

    def check(self):
        if self.told.get("accepted"):
            assert is_signed_in(Portal(self.server, self.cookies)), "the session that was handed out is lost"
        if hasattr(self, "code"):
            self.counts_once("signer", self.code, self.told.get("accepted"))
        portal = self.portal()
        sign_in(portal, "signer", self.next_code())
        assert is_signed_in(portal)


class EnrollingApp(Flow):
    name = "enrol an app"
    path = "/security/two-factor/app/new"

    def prepare(prepared):
        prepared.person("enroller", has_app=False)

    def act(self):
        portal = self.portal("enroller")
        secret = portal.get(self.path).setup_secret()
        self.told["secret"] = secret
        page = portal.send(code=totp(secret, step(self.server)), nickname="Phone")
        assert page.path.startswith("/security/two-factor/backup-codes"), page.text
        self.told["is_on"] = True

    def check(self):
        account = self.account("enroller@example.com")
        before = self.factors(account)
        assert len(before) == 1 if self.told.get("is_on") else len(before) <= 1
        if not before:
            portal = self.portal("enroller")
            secret = portal.get(self.path).setup_secret()
            assert secret == self.told.get("secret", secret), "the key that was shown is no longer the one"
            self.told["secret"] = secret
            portal.send(code=self.next_code(secret), nickname="Phone")
        assert self.is_accepted(account, self.next_code(self.told["secret"]))


class MakingBackupCodes(Flow):
    name = "make backup codes and save them"
    path = "/security/two-factor/backup-codes"

    def prepare(prepared):
        prepared.person("saver")

    def act(self):
        portal = self.portal("saver")
        portal.get(f"{self.path}/new")
        codes = portal.send().backup_codes()
        assert len(codes) == 5, portal.page.text
        self.told["codes"] = codes
        portal.send(saved="1")
        self.told["are_saved"] = True
        assert not portal.get(self.path).backup_codes()

    def check(self):
        portal = self.portal("saver")
        shown = portal.get(self.path).backup_codes()
        if self.told.get("are_saved"):
            assert not shown
        if not self.told.get("codes"):
            if not shown:
                portal.get(f"{self.path}/new")
                shown = portal.send().backup_codes()
            self.told["codes"] = shown
        assert [self.is_accepted("saver", self.told["codes"][1]) for _ in range(2)] == [True, False]
        if shown:
            portal.get(self.path)
            portal.send(saved="1")
            assert not portal.get(self.path).backup_codes()


class Verifying(Flow):
    name = "verify, accepted"
    headers = None

    def prepare(prepared):
        prepared.member("verified")

    def act(self):
        account, secret, _ = self.prepared.members["verified"]
        self.code = totp(secret, step(self.server))
        self.told["verdict"] = self.verify(account, self.code, self.headers)
        assert self.told["verdict"]["outcome"] == "accepted"

    def check(self):
        account, secret, _ = self.prepared.members["verified"]
        self.counts_once(account, self.code, "verdict" in self.told)
        assert self.is_accepted(account, self.next_code(secret))


class VerifyingWithKey(Verifying):
    name = "verify with an idempotency key"
    headers = {"Idempotency-Key": "once"}

    def check(self):
        account, secret, _ = self.prepared.members["verified"]
        body = {"account": account, "first_factor": True, "code": self.code}
        status, verdict = self.caller.call("POST", "/verify", body, self.headers)
        if "verdict" in self.told:
            assert (status, verdict) == (200, self.told["verdict"])
        elif status == 409:
            # It was claimed and never answered: after a minute the claim is anybody's, and nothing was spent.
            self.server.clock.advance(61)
            body["code"] = totp(secret, step(self.server))
            status, verdict = self.caller.call("POST", "/verify", body, {"Idempotency-Key": "twice"})
            assert (status, verdict["outcome"]) == (200, "accepted")
            self.code = body["code"]
        else:
            assert (status, verdict["outcome"]) == (200, "accepted"), "its answer was lost with the code spent"
        self.counts_once(account, self.code, True)
        assert self.is_accepted(account, self.next_code(secret))


class VerifyingWrong(Flow):
    name = "verify, wrong"

    def prepare(prepared):
        prepared.member("guessed")

    def act(self):
        account, secret, _ = self.prepared.members["guessed"]
        self.wrong = self.wrong_code(secret)
        self.told["wrong"] = 0
        for _ in range(2):
            assert self.verify(account, self.wrong)["reason"] == "wrong_code"
            self.told["wrong"] += 1

    def check(self):
        account, secret, _ = self.prepared.members["guessed"]
        more = 0
        while (reason := self.verify(account, self.wrong)["reason"]) == "wrong_code":
            more += 1
            assert more <= 6
        assert reason == "locked"
        # Six are free. Those that were answered are counted, and at most one that was not.
        counted = 6 - more
        assert self.told["wrong"] <= counted <= self.told["wrong"] + 1, (self.told, more)
        self.server.clock.advance(3600)
        assert self.is_accepted(account, self.next_code(secret))

    def wrong_code(self, secret):
        near = {totp(secret, step(self.server) + shift) for shift in range(-130, 131)}
        return next(code for code in (f"{number:06}" for number in range(1000)) if code not in near)


class MovingToNewPhone(Flow):
    name = "move to a new phone"

    def prepare(prepared):
        prepared.person("mover")

    def act(self):
        self.move(self.portal("mover"))
        self.told["is_moved"] = True

    def move(self, portal):
        factor = self.factors(self.account("mover@example.com"))[0]["id"]
        page = portal.get(f"/security/two-factor/app/{factor}/move")
        if "otpauth:" not in page.text:
            page = portal.send()
        self.told["secret"] = page.setup_secret()
        page = portal.send(code=totp(self.told["secret"], step(self.server)))
        assert page.path.endswith("/moved"), page.text

    def check(self):
        account = self.account("mover@example.com")
        assert len(self.factors(account)) == 1
        works = self.works(account)
        assert works.count(True) == 1, "the old phone or the new one, never both and never none"
        if self.told.get("is_moved"):
            assert works == [False, True]
        elif works[0]:
            self.move(self.portal("mover"))
            assert self.works(account) == [False, True]

    def works(self, account):
        """Whether the old phone's codes count, and the new one's."""
        return [secret is not None and self.is_accepted(account, self.next_code(secret))
                for secret in (SECRET, self.told.get("secret"))]


class ChangingPassword(Flow):
    name = "change the password"

    def prepare(prepared):
        prepared.person("changer", has_app=False)

    def act(self):
        self.change(self.portal("changer"))
        self.told["is_changed"] = True

    def change(self, portal):
        portal.get("/security/password")
        page = portal.send(password=PASSWORD, new_password=NEW_PASSWORD)
        assert page.path == "/security", page.text

    def check(self):
        works = self.works()
        assert works.count(True) == 1, "the old password or the new one, never both and never none"
        if self.told.get("is_changed"):
            assert works == [False, True]
        elif works[0]:
            portal = self.portal()
            sign_in(portal, "changer")
            self.change(portal)
            assert self.works() == [False, True]

    def works(self):
        """Whether the old password lets in, and the new one."""
        answers = []
        for password in (PASSWORD, NEW_PASSWORD):
            portal = self.portal()
            sign_in(portal, "changer", password=password)
            answers.append(is_signed_in(portal))
        return answers


class RemovingFactor(Flow):
    name = "remove a factor"

    def prepare(prepared):
        prepared.person("remover")

    def act(self):
        self.remove(self.portal("remover"))
        self.told["is_removed"] = True

    def remove(self, portal):
        factor = self.factors(self.account("remover@example.com"))[0]["id"]
        portal.get(f"/security/two-factor/factors/{factor}/remove")
        page = portal.send()
        assert page.path == "/security", page.text

    def check(self):
        account = self.account("remover@example.com")
        left = self.factors(account)
        assert not left if self.told.get("is_removed") else len(left) <= 1
        if left:
            self.remove(self.portal("remover"))
        assert not self.factors(account)
        assert self.verify(account, self.next_code())["reason"] == "no_factor"


class CreatingAccount(Flow):
    name = "make an account over the API"
    body = {"name": "made", "email": "made@example.com", "external_id": "17"}

    def act(self):
        status, made = self.caller.call("POST", "/accounts", self.body)
        assert status == 201, made
        self.told["id"] = made["id"]

    def check(self):
        if "id" not in self.told:
            status, _ = self.caller.call("POST", "/accounts", self.body)
            assert status in (201, 409)
        for path in ("/accounts/by-external-id/17", "/accounts?name=made"):
            status, found = self.caller.call("GET", path)
            assert status == 200, (path, found)
            found = found["accounts"][0] if "accounts" in found else found
            assert found["id"] == self.told.setdefault("id", found["id"]), path


class SealingEvents(Flow):
    name = "seal events"

    def prepare(prepared):
        prepared.member("sealed")

    def act(self):
        account, secret, _ = self.prepared.members["sealed"]
        before = self.checkpoints()
        assert self.is_accepted(account, totp(secret, step(self.server)))
        self.told["accepted"] = 1
        # The log tells when it is done: asking the server would pass statements that are not the sealer's.
        eventually("a checkpoint", lambda: self.checkpoints() > before, every=0.02)
        self.told["events"] = self.sealed()
        assert self.count(self.told["events"], account) == 1

    def checkpoints(self):
        if not self.server.is_alive():
            raise ConnectionResetError
        return self.server.log().count("Checkpoint")

    def check(self):
        account, secret, _ = self.prepared.members["sealed"]
        assert self.is_accepted(account, self.next_code(secret))
        wanted = 1 + self.told.get("accepted", 0)
        seen = eventually("the events in their places",
                          lambda: (seen := self.sealed()) and self.count(seen, account) >= wanted and seen, every=0.02)
        assert [event["position"] for event in seen] == list(range(1, len(seen) + 1))
        before = self.told.get("events", [])
        assert seen[:len(before)] == before, "what had its place has another one"

    def count(self, events, account):
        return sum(event["kind"] == "second_step.accepted" and event.get("account_id") == account for event in events)

    def sealed(self):
        seen = []
        while page := self.caller.call(
                "GET", f"/events?after={seen[-1]['position'] if seen else 0}&limit=100")[1]["events"]:
            seen.extend(page)
        return seen


ALL = [SigningUp, SigningIn, EnrollingApp, MakingBackupCodes, Verifying, VerifyingWithKey, VerifyingWrong,
       MovingToNewPhone, ChangingPassword, RemovingFactor, CreatingAccount, SealingEvents]
