"""The process ended at every statement of every flow, one after the other: what was answered is kept, nothing counts
twice, and whoever was cut off can go on.

What the server does by itself meanwhile (sealing, mail) passes statements too, so a walk ends in those as well."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from itertools import count

import pytest
from countersign import Server
from flows import ALL, Prepared

pytestmark = pytest.mark.faults

ENDED = 86
MOST = 400


@pytest.fixture(scope="module")
def walks(request, tmp_path_factory):
    """The walk of each flow that is asked for, several at once: each takes its time for starts and little else."""
    asked = [item.callspec.params["flow"] for item in request.session.items if "walks" in item.fixturenames]
    with Server() as server:
        prepared = Prepared(server)
        for flow in ALL:
            if "prepare" in vars(flow):
                flow.prepare(prepared)
        prepared.at = server.clock.now()
        assert server.stop() == 0
        kept = tmp_path_factory.mktemp("beginning") / "data"
        shutil.copytree(server.data, kept)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield {flow: pool.submit(walk, flow, prepared, kept) for flow in asked}


@pytest.mark.parametrize("flow", ALL, ids=lambda flow: flow.name.replace(" ", "-"))
def test_ended_at_every_statement(flow, walks):
    statements = walks[flow].result()
    print(f"{flow.name}: ended at {statements} statements")
    assert statements > 5, "hardly a statement; was the server told where to end?"


def walk(flow, prepared, kept):
    """Ends the flow at its first statement, its second, … until it runs through. Returns how many there were."""
    server = Server()
    order = server.folder / "order"
    server.variables = {"TEST_END_AT_STATEMENT": str(order)}
    try:
        for statement in count(1):
            assert statement < MOST, "the flow never ran through"
            shutil.rmtree(server.data, ignore_errors=True)
            shutil.copytree(kept, server.data)
            # Always the same moment, a little after: sessions and proofs are as fresh as they were, all codes are new.
            server.clock.set(prepared.at + 60)
            server.start()
            begun = flow(server, prepared)
            order.write_text(str(statement))
            try:
                begun.act()
                was_cut_off = False
            except (OSError, HTTPException):
                was_cut_off = True
                assert server.process.wait(timeout=20) == ENDED, server.log()[-3000:]
            order.unlink()
            server.kill()
            begun.caller.close()
            server.start()
            try:
                begun.check()
                server.command("audit", "verify")
            except Exception as error:
                raise AssertionError(f"ended at statement {statement}, told {begun.told}: {error!r:.1000}") from error
            server.kill()
            if not was_cut_off:
                return statement - 1
    finally:
        server.__exit__()
