"""A disk that fills up: 503, nothing answered `accepted` is lost, and it goes on when there is room again."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from countersign import Server, eventually
from load import Caller, members, totp

pytestmark = pytest.mark.faults


@pytest.fixture
def small_disk():
    """A folder of 24 MB that ends where other folders go on."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    with tempfile.TemporaryDirectory(prefix="countersign-disk-") as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True, text=True)
        if mounted.returncode != 0:
            pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
        yield Path(folder)
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(path):
    """Writes until nothing more goes in."""
    with open(path, "wb", buffering=0) as filler:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                pass


def test_a_full_disk_refuses_and_recovers(small_disk):
    with Server(data=small_disk / "data") as server:
        server.data = small_disk / "data"
        key = server.api_key()
        people = members(server, key, 40)
        caller = Caller(server, key)
        filler = small_disk / "filler"
        accepted = []

        fill(filler)
        refused = 0
        for round_ in range(4):
            server.clock.advance(90)
            step = int(server.clock.now()) // 30
            for member in people:
                code = totp(member.secret, step)
                status, verdict = caller.verify(member.id, code)
                if status == 200:
                    assert verdict["outcome"] == "accepted"
                    accepted.append((member, code, round_))
                else:
                    assert (status, verdict["status"]) == (503, 503), (status, verdict)
                    refused += 1
            if refused:
                break
            fill(filler.with_name(f"filler-{round_}"))
        assert refused, "the disk never was full; nothing was tested"
        assert server.is_alive() and server.status("/healthz") == 200

        for path in small_disk.glob("filler*"):
            path.unlink()

        def verifies():
            return caller.verify(people[0].id, "000000")[0] == 200
        eventually("answering again", verifies, within=20)
        last = [(member, code) for member, code, when in accepted if when == round_]
        for member, code in last:
            assert caller.verify(member.id, code)[1]["outcome"] == "rejected"
        server.clock.advance(90)
        step = int(server.clock.now()) // 30
        assert caller.verify(people[1].id, totp(people[1].secret, step))[1]["outcome"] == "accepted"

        server.kill()
        server.start()
        assert server.command("audit", "verify").returncode == 0
