"""kill -9 in the middle of load, many times: what was accepted stays accepted, on either database."""

import os
import random
import threading
import time
from http.client import HTTPException

import pytest
from countersign import Server, eventually
from load import Caller, members, totp
from psql import database

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("COUNTERSIGN_KILLS", "12"))
MEMBERS = 60
CALLERS = 8


@pytest.fixture(params=["sqlite", "postgres"])
def server(request):
    if request.param == "sqlite":
        made = Server()
    else:
        made = Server(database=database(request.getfixturevalue("postgres"), "crash"))
    with made as running:
        yield running


def test_no_accepted_code_is_accepted_again_after_any_kill(server):
    chance = random.Random(7)
    key = server.api_key(scope="verify,accounts,factors,import,events")
    people = members(server, key, MEMBERS)
    accepted_ever = 0
    interrupted = 0

    for _ in range(KILLS):
        server.clock.advance(90)  # three fresh codes for everyone
        step = int(server.clock.now()) // 30
        work = [(member, step + shift) for shift in (-1, 0, 1) for member in people]
        accepted, cut_off = [], []
        lock = threading.Lock()

        def call():
            caller = Caller(server, key)
            while True:
                with lock:
                    if not work:
                        return
                    member, when = work.pop(0)
                code = totp(member.secret, when)
                try:
                    status, verdict = caller.verify(member.id, code)
                except (OSError, HTTPException, ValueError):
                    with lock:
                        cut_off.append((member, code))
                    return
                with lock:
                    if status == 200 and verdict["outcome"] == "accepted":
                        accepted.append((member, code))

        callers = [threading.Thread(target=call) for _ in range(CALLERS)]
        for thread in callers:
            thread.start()
        time.sleep(chance.uniform(0.02, 0.3))
        server.kill()
        for thread in callers:
            thread.join()
        server.start()

        again = Caller(server, key)
        for member, code in accepted:
            status, verdict = again.verify(member.id, code)
            assert status == 200 and verdict["outcome"] == "rejected", \
                f"{member.name}: {code} was accepted before the kill and again after it"
        accepted_ever += len(accepted)
        interrupted += len(cut_off)
        proved = server.command("audit", "verify")
        assert proved.returncode == 0

    assert accepted_ever > KILLS * 5, "the server was killed before it had accepted anything; nothing was tested"
    assert interrupted > 0, "no request was under way at any kill; nothing was tested"
    print(f"{KILLS} kills, {accepted_ever} codes accepted before them, {interrupted} requests cut off")

    # Nothing that was answered is missing from the log.
    reader = Caller(server, key)

    def counted():
        count, after = 0, 0
        while True:
            _, page = reader.call("GET", f"/events?after={after}&limit=500")
            if not page["events"]:
                return count >= accepted_ever
            count += sum(event["kind"] == "second_step.accepted" for event in page["events"])
            after = page["events"][-1]["position"]

    eventually("an event for every accepted code", counted)
