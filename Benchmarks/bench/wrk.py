"""wrk against the bare route, and against the server with codes that are right and unused."""

import contextlib
import json
import random
import re
import socket
import subprocess
import time
from pathlib import Path

from countersign import free_port
from load import totp

THREADS = 1
SCRIPT = Path(__file__).parents[1] / "verify.lua"
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
# No server here answers more than this many requests a second on two cores.
MOST_PER_SECOND = 30_000


class Run:
    """What wrk said of one run."""

    def __init__(self, output, body_of_success=None):
        self.rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
        self.requests = int(re.search(r"(\d+) requests in", output)[1])
        self.p50, self.p99 = (self._latency(output, percent) for percent in (50, 99))
        broken = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", output)
        if broken:
            raise SystemExit(f"wrk was refused: {broken[0]}\n{output}")

    @staticmethod
    def _latency(output, percent):
        value, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)$", output, re.M).groups()
        return float(value) * UNITS[unit]

    def __str__(self):
        return f"{self.rate:,.0f} requests/s, p50 {self.p50 * 1e3:.2f} ms, p99 {self.p99 * 1e3:.2f} ms"

    @classmethod
    def of(cls, url, connections, seconds, *arguments, script=SCRIPT):
        done = subprocess.run(
            ["wrk", f"-t{THREADS}", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s",
             "-s", str(script), url, "--", *arguments],
            capture_output=True, text=True, check=True,
        )
        return cls(done.stdout)

    @classmethod
    def against_bare(cls, port, connections, seconds):
        """With the same bodies, for reading them costs too."""
        with _bodies(({"account": f"{number:026}", "first_factor": True, "code": "123456"}
                      for number in range(MOST_PER_SECOND * seconds * 2)), Path("/tmp")) as path:
            return cls.of(f"http://127.0.0.1:{port}/", connections, seconds, "none", path)


@contextlib.contextmanager
def _bodies(bodies, folder):
    """The bodies dealt out to one file for each of wrk's threads."""
    path = folder / f"bodies-{free_port()}"
    files = [open(f"{path}.{number}", "w") for number in range(THREADS)]
    try:
        for number, body in enumerate(bodies):
            files[number % THREADS].write(json.dumps(body, separators=(",", ":")) + "\n")
        for file in files:
            file.close()
        yield str(path)
    finally:
        for file in files:
            Path(file.name).unlink(missing_ok=True)


@contextlib.contextmanager
def bare_route(program):
    """The bare route on a free port, while it is needed."""
    port = free_port()
    process = subprocess.Popen([program, str(port)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(500):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait()


def verifications(server, accounts, key, connections, seconds, folder):
    """A run of right codes, each of another account in no order, each later than that account's last one."""
    now = int(time.time()) // 30
    chosen = random.sample(accounts.all, min(len(accounts.all), MOST_PER_SECOND * seconds))
    step = max(now, accounts.last_step + 1)
    while step > int(time.time()) // 30 + 1:
        time.sleep(0.5)
    accounts.last_step = step
    bodies = (
        {"account": account, "first_factor": True, "code": totp(secret, step)} for account, secret in chosen
    )
    with _bodies(bodies, folder) as path:
        # Making the codes took time; they have to be good to the end of the run.
        assert int(time.time() + seconds + 2) // 30 <= step + 1, "the codes ran out before the run could end"
        before = server.accepted()
        run = Run.of(f"http://127.0.0.1:{server.port}/", connections, seconds, key, path)
        accepted = server.accepted() - before
    if run.requests > len(chosen):
        raise SystemExit(f"{run.requests} requests for {len(chosen)} codes: make the databases larger")
    if accepted < run.requests:
        raise SystemExit(f"only {accepted} of {run.requests} codes were accepted")
    return run
