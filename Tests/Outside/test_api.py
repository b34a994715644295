"""The API as an app uses it, from outside."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from countersign import Server, eventually
from load import Caller, Member, totp
from phone import Phone, code_at


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
def member(caller, request):
    return Member(caller, request.node.name)


def test_an_app_enrols_confirms_and_verifies_with_oathtools_codes(server, caller):
    status, account = caller.call("POST", "/accounts", {"name": "ada", "email": "ada@example.com", "external_id": "17"})
    assert status == 201
    status, begun = caller.call("POST", f"/accounts/{account['id']}/factors", {"kind": "totp", "label": "Ada’s phone"})
    assert status == 201 and begun["qr_svg"].startswith("<svg")
    phone = Phone.scanning(begun["uri"], server.clock)
    assert phone.secret == begun["secret"]

    status, verdict = caller.verify("ada", phone.code())
    assert (status, verdict["outcome"], verdict["reason"]) == (200, "rejected", "no_factor")
    path = f"/accounts/{account['id']}/factors/{begun['id']}/confirm"
    status, verdict = caller.call("POST", path, {"code": phone.code()})
    assert (status, verdict["outcome"]) == (200, "accepted")
    status, verdict = caller.verify("ada", phone.code())
    assert (status, verdict["outcome"]) == (200, "accepted")
    assert verdict["factor"]["kind"] == "totp" and "otp" in verdict["amr"]


def test_a_code_counts_once_even_sixteen_times_at_once(server, key, member):
    code = Phone(member.secret, server.clock).code()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: Caller(server, key).verify(member.id, code), range(16)))
    outcomes = [answer["outcome"] for status, answer in answers if status == 200]
    assert outcomes.count("accepted") == 1, answers
    assert all(status in (200, 503) for status, _ in answers), answers


def test_parallel_wrong_codes_are_counted_one_by_one(server, key, member):
    wrong = Phone(member.secret, server.clock).wrong_code()
    with ThreadPoolExecutor(16) as pool:
        answers = [answer for _, answer in pool.map(lambda _: Caller(server, key).verify(member.id, wrong), range(16))]
    reasons = [answer["reason"] for answer in answers]
    assert reasons.count("wrong_code") == 6 and reasons.count("locked") == 10, reasons
    assert all(answer["retry_after_seconds"] > 0 for answer in answers if answer["reason"] == "locked")


def test_a_lock_says_what_it_still_accepts_and_unlock_lifts_it(server, caller, member):
    phone = Phone(member.secret, server.clock)
    for _ in range(6):
        caller.verify(member.id, phone.wrong_code())
    _, locked = caller.verify(member.id, phone.code())
    assert locked["reason"] == "locked" and "pair" in locked["accepts"]
    helper = Caller(server, server.api_key(label="help", scope="support"))
    status, _ = helper.call("POST", f"/accounts/{member.id}/unlock", {})
    assert status in (200, 204)
    _, verdict = caller.verify(member.id, phone.code())
    assert verdict["outcome"] == "accepted"


def test_two_codes_in_a_row_open_a_lock(server, caller, member):
    phone = Phone(member.secret, server.clock)
    for _ in range(6):
        caller.verify(member.id, phone.wrong_code())
    body = {"account": member.id, "first_factor": True, "codes": [phone.code(), phone.code()]}
    status, verdict = caller.call("POST", "/verify", body)
    assert (status, verdict["outcome"]) == (200, "accepted"), verdict


def test_the_same_call_again_gets_the_same_answer(server, caller, member):
    phone = Phone(member.secret, server.clock)
    body = {"account": member.id, "first_factor": True, "code": phone.code()}
    first = caller.call("POST", "/verify", body, {"Idempotency-Key": "try-1"})
    again = caller.call("POST", "/verify", body, {"Idempotency-Key": "try-1"})
    assert first == again and first[1]["outcome"] == "accepted"
    status, _ = caller.call("POST", "/verify", body | {"code": phone.code()}, {"Idempotency-Key": "try-1"})
    assert status == 422
    _, without = caller.call("POST", "/verify", body)
    assert without["reason"] == "already_used"

    body = {"name": "made-once"}
    first = caller.call("POST", "/accounts", body, {"Idempotency-Key": "make-1"})
    assert first == caller.call("POST", "/accounts", body, {"Idempotency-Key": "make-1"})
    assert first[0] == 201
    assert caller.call("POST", "/accounts", body)[0] == 409


def test_backup_codes_work_once_over_the_api(caller, member):
    status, made = caller.call("POST", f"/accounts/{member.id}/backup-codes", {})
    assert status == 201 and len(made["codes"]) == 5
    _, verdict = caller.verify(member.id, made["codes"][2].upper())
    assert verdict["outcome"] == "accepted"
    _, verdict = caller.verify(member.id, made["codes"][2])
    assert verdict["reason"] == "already_used"


def test_without_a_first_factor_a_call_is_refused(caller, member):
    status, problem = caller.call("POST", "/verify", {"account": member.id, "code": "123456"})
    assert (status, problem["status"]) == (403, 403)


def test_a_removed_factor_is_gone(caller, member, server):
    phone = Phone(member.secret, server.clock)
    status, listed = caller.call("GET", f"/accounts/{member.id}/factors")
    assert status == 200 and member.factor in json.dumps(listed) and member.secret not in json.dumps(listed)
    assert caller.call("DELETE", f"/accounts/{member.id}/factors/{member.factor}")[0] in (200, 204)
    _, verdict = caller.verify(member.id, phone.code())
    assert verdict["reason"] == "no_factor"
    assert caller.call("DELETE", f"/accounts/{member.id}/factors/{member.factor}")[0] == 404


def test_events_come_in_order_by_position_and_miss_nothing(server, caller, member):
    phone = Phone(member.secret, server.clock)
    for _ in range(3):
        caller.verify(member.id, phone.code())
    reader = Caller(server, server.api_key(label="reader", scope="events", reach="all"))
    seen = []

    def all_three():
        while page := reader.call("GET", f"/events?after={seen[-1]['position'] if seen else 0}&limit=7")[1]["events"]:
            seen.extend(page)
        return [event for event in seen if event["kind"] == "second_step.accepted"
                and event.get("account_id") == member.id][2:]

    eventually("three events of three codes", all_three)
    assert [event["position"] for event in seen] == list(range(1, len(seen) + 1))


@pytest.mark.parametrize("settings", [
    {"algorithm": "SHA256", "digits": 8, "period": 60}, {"algorithm": "SHA512", "digits": 7, "period": 30},
    {"algorithm": "SHA1", "digits": 6, "period": 45},
])
def test_imported_factors_of_other_kinds_take_oathtools_codes(server, caller, settings, request):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    name = request.node.name
    server.command("account", "create", "--name", name, "--email", f"i{abs(hash(name))}@example.com",
                   "--password-stdin", "--json", said="violet anchor meadow lantern")
    server.command("factor", "add", "--account", name, "--kind", "totp", "--secret", secret, "--json",
                   *[part for key, value in settings.items() for part in (f"--{key}", str(value))])
    _, verdict = caller.verify(name, code_at(secret, server.clock.now(), **settings))
    assert verdict["outcome"] == "accepted", verdict
    assert totp(secret, int(server.clock.now()) // 30) == code_at(secret, server.clock.now())
