"""Passkeys over the API, answered by programs of others: python-fido2 and soft-webauthn."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from countersign import ROOT, Server
from fido2_key import ALGORITHMS, Fido2Key
from load import Caller


@pytest.fixture(scope="module")
def server():
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def key(server):
    return server.api_key()


@pytest.fixture
def caller(server, key):
    return Caller(server, key)


@pytest.fixture
def account(caller, request):
    _, made = caller.call("POST", "/accounts", {"name": request.node.name})
    return made["id"]


class SoftKey:
    """soft-webauthn, in its own environment."""

    def __init__(self, origin):
        self.origin = origin
        python = ROOT / ".venv-soft-webauthn/bin/python"
        self.process = subprocess.Popen(
            [python, ROOT / "Tests/Support/soft_key.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _ask(self, act, options):
        self.process.stdin.write(json.dumps({"act": act, "options": options, "origin": self.origin}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def create(self, options):
        return self._ask("create", options)

    def get(self, options):
        return self._ask("get", options)

    def close(self):
        self.process.communicate(timeout=10)


def enrol(caller, account, key):
    status, begun = caller.call("POST", f"/accounts/{account}/factors", {"kind": "passkey"})
    assert status == 201, begun
    path = f"/accounts/{account}/factors/{begun['id']}/confirm"
    return caller.call("POST", path, {"passkey": key.create(begun["options"])})


def ask(caller, account):
    status, issued = caller.call("POST", f"/accounts/{account}/challenges", {"kind": "passkey"})
    assert status == 201, issued
    return issued


def verify(caller, account, answer, **more):
    return caller.call("POST", "/verify", {"account": account, "first_factor": True, "passkey": answer} | more)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_keys_of_python_fido2_enrol_and_verify_once(server, caller, account, algorithm):
    key = Fido2Key(server.url, algorithm)
    assert enrol(caller, account, key)[1]["outcome"] == "accepted"
    for _ in range(2):
        issued = ask(caller, account)
        answer = key.get(issued["options"])
        _, verdict = verify(caller, account, answer, challenge_id=issued["id"])
        assert verdict["outcome"] == "accepted" and verdict["amr"] == ["hwk", "user"]
        _, again = verify(caller, account, answer)
        assert again["reason"] == "already_used"


def test_the_key_of_soft_webauthn_enrols_and_verifies(server, caller, account):
    key = SoftKey(server.url)
    try:
        assert enrol(caller, account, key)[1]["outcome"] == "accepted"
        for _ in range(2):
            _, verdict = verify(caller, account, key.get(ask(caller, account)["options"]))
            assert verdict["outcome"] == "accepted", verdict
    finally:
        key.close()


def test_an_assertion_counts_once_even_sixteen_times_at_once(server, key, caller, account):
    held = Fido2Key(server.url)
    enrol(caller, account, held)
    answer = held.get(ask(caller, account)["options"])
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: verify(Caller(server, key), account, answer), range(16)))
    outcomes = [verdict["outcome"] for status, verdict in answers if status == 200]
    assert outcomes.count("accepted") == 1, answers


def test_a_copy_that_was_left_behind_is_told_by_its_counter(server, caller, account):
    held = Fido2Key(server.url)
    held.count = 10
    enrol(caller, account, held)
    held.count = 4
    _, verdict = verify(caller, account, held.get(ask(caller, account)["options"]))
    assert (verdict["reason"], verdict["hint"]) == ("wrong_code", "key_may_be_copied")


def test_a_page_of_another_address_gets_nowhere(server, caller, account):
    far = Fido2Key("https://example.org")
    _, verdict = enrol(caller, account, far)
    assert (verdict["reason"], verdict["hint"]) == ("wrong_code", "wrong_address")


def test_one_key_protects_one_account(server, caller, account):
    held = Fido2Key(server.url)
    assert enrol(caller, account, held)[1]["outcome"] == "accepted"
    _, other = caller.call("POST", "/accounts", {"name": "somebody else"})
    assert enrol(caller, other["id"], held)[1]["reason"] == "already_used"


def test_related_origins_count_once_they_are_configured():
    with Server(passkey_origins="https://shop.example") as server:
        caller = Caller(server, server.api_key())
        _, account = caller.call("POST", "/accounts", {"name": "ada"})
        assert enrol(caller, account["id"], Fido2Key("https://shop.example"))[1]["outcome"] == "accepted"
        assert enrol(caller, account["id"], Fido2Key("https://evil.shop.example"))[1]["hint"] == "wrong_address"
        status, _, body = server.request("/.well-known/webauthn")
        assert status == 200
        assert set(json.loads(body)["origins"]) == {server.url, "https://shop.example"}
