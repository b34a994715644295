"""The database goes away and comes back: 503 meanwhile, nothing lost, no restart needed."""

import pytest
from countersign import Server, eventually
from load import Caller, members, totp
from psql import Line, database

pytestmark = pytest.mark.faults


def test_a_lost_postgres_is_answered_503_and_taken_up_again(postgres):
    line = Line(database(postgres, "lost"))
    with Server(database=line.address) as server:
        key = server.api_key()
        people = members(server, key, 6)
        step = int(server.clock.now()) // 30
        caller = Caller(server, key)
        before = [(member, totp(member.secret, step)) for member in people[:3]]
        for member, code in before:
            assert caller.verify(member.id, code)[1]["outcome"] == "accepted"

        line.cut()
        for member in people[3:]:
            status, problem = caller.verify(member.id, totp(member.secret, step))
            assert status == 503 and problem["status"] == 503
        assert server.status("/healthz") == 200
        eventually("not ready", lambda: server.status("/readyz") == 503)
        assert server.status("/sign-in") in (200, 503)

        line.mend()
        eventually("ready again", server.is_ready, within=20)
        for member, code in before:
            assert caller.verify(member.id, code)[1]["outcome"] == "rejected"
        for member in people[3:]:
            status, verdict = caller.verify(member.id, totp(member.secret, step))
            assert (status, verdict["outcome"]) == (200, "accepted"), "a refused code was charged"
