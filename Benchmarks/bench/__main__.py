"""Countersign against a bare route of the same web framework, on one machine in one run. Prints ratios, and whether
each is what it has to be; leaves no figure out."""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Tests/Support"), str(Path(__file__).parent)]

import countersign  # noqa: E402
import console  # noqa: E402
from history import make_people_differ, write_events  # noqa: E402
from server import MeasuredServer  # noqa: E402
from disk import flush_time, kind_of_disk  # noqa: E402
from populate import populate  # noqa: E402
from signing_in import hashes_and_sign_ins  # noqa: E402
from wrk import Run, bare_route, verifications  # noqa: E402

CONNECTIONS = 64
ROUNDS = 3


def arguments():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--accounts", default="100000,1000000", help="sizes of the databases, the first against the bare route")
    parser.add_argument("--seconds", type=int, default=6, help="length of each run of wrk, at least 5 to count")
    parser.add_argument("--data", type=Path, default=ROOT / ".build-bench", help="where the databases go; a real disk")
    parser.add_argument("--configuration", default="release", choices=["release", "debug"], help="debug only tries the script out")
    parser.add_argument("--console", default="100000:5000000", help="accounts and events for the pages of the console; 0:0 leaves them out")
    parser.add_argument("--only-console", action="store_true", help="measure nothing else")
    parser.add_argument("--program", type=Path, help="measure this build of the server instead of making one")
    parser.add_argument("--keep", action="store_true", help="leave the databases, and use those that are there")
    return parser.parse_args()


def build(configuration):
    """The server and the bare route, in folders of their own so that no debug build waits."""
    programs = []
    for package, product, scratch in (
        (ROOT, "countersign", ROOT / ".build-release"),
        (ROOT / "Benchmarks", "BareRoute", ROOT / ".build-benchmarks"),
        (ROOT / "Benchmarks", "PasskeyVerification", ROOT / ".build-benchmarks"),
        (ROOT / "Benchmarks", "YubiKeyVerification", ROOT / ".build-benchmarks"),
    ):
        print(f"Building {product} ({configuration}) …", flush=True)
        command = ["swift", "build", "-c", configuration, "--package-path", package, "--product", product]
        command += ["--scratch-path", scratch]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            sys.exit(done.stdout[-4000:] + done.stderr[-4000:])
        programs.append(scratch / configuration / product)
    return programs


class Report:
    """Figures as they come, each beside what it has to be."""

    def __init__(self):
        self.missed = []

    def say(self, text):
        print(text, flush=True)

    def figure(self, name, value, limit=None, unit="", at_least=False):
        if limit is None:
            verdict = ""
        else:
            reached = value >= limit if at_least else value <= limit
            verdict = f"   {'at least' if at_least else 'at most'} {limit:g}{unit}: {'reached' if reached else 'MISSED'}"
            if not reached:
                self.missed.append(name)
        self.say(f"  {name:<58} {value:>9.2f}{unit:<4}{verdict}")


def memory(process):
    """(resident now, at its most) in MiB."""
    fields = {}
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(("VmRSS", "VmHWM")):
            name, value = line.split(":")
            fields[name] = int(value.split()[0]) / 1024
    return fields["VmRSS"], fields["VmHWM"]


def time_to_ready(server, starts=7):
    """From the start of the process to the first 200 of /readyz, on a database that exists."""
    times = []
    for _ in range(starts):
        begun = time.perf_counter()
        server.launch()
        while not server.is_ready():
            if server.process.poll() is not None:
                raise SystemExit(server.log()[-3000:])
            time.sleep(0.001)
        times.append(time.perf_counter() - begun)
        server.stop()
    return statistics.median(times)


def verify_against_bare(server, accounts, key, bare, options, report):
    """Turn by turn, so that whatever else the machine does falls on both."""
    bare_runs, runs = [], []
    before = server.commit_counts()
    with bare_route(bare) as port:
        for _ in range(ROUNDS):
            bare_runs.append(Run.against_bare(port, CONNECTIONS, options.seconds))
            runs.append(verifications(server, accounts, key, CONNECTIONS, options.seconds, options.data))
    after = server.commit_counts()
    for number, (base, run) in enumerate(zip(bare_runs, runs), 1):
        report.say(f"  round {number}: bare {base}")
        report.say(f"           verify {run}")
    carried = (after[0] - before[0]) / max(1, after[1] - before[1])
    return bare_runs, runs, carried


def console_pages(options, report):
    """With a past of that many events: every page, and an export of all of it."""
    size, events = (int(number) for number in options.console.split(":"))
    if not size:
        return
    folder = options.data / f"console-{size}-{events}"
    if not options.keep:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    server = MeasuredServer(folder=folder, clock=False)
    is_filled = (folder / "accounts.json").exists()
    accounts, key = populate(server, size)
    ids = [account for account, _ in accounts.all]
    staff = console.make_staff(server)
    if not is_filled:
        make_people_differ(server, size)
        write_events(server, ids, events)
    report.say(f"\nThe console with {size:,} accounts and {events:,} events on SQLite")
    server.start()
    time.sleep(3)
    console.measure(server, ids, key, staff, report)
    console.measure_export(server, memory, report)
    server.stop()
    report.say("  " + server.command("audit", "verify").stdout.strip().splitlines()[0])
    if not options.keep:
        shutil.rmtree(folder, ignore_errors=True)


def in_process(program, what, of_what, limit, report):
    """From the bytes that a browser or key sends to the verdict, beside the bare cryptography of the same library."""
    output = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    rounds = json.loads(output)
    report.figure(f"{what} judged a second on one core", statistics.median(one["judged"] for one in rounds))
    share = statistics.median(one["judged"] / one["bare"] for one in rounds)
    report.figure(f"… of {of_what} a second", share, limit, at_least=True)


def median(runs, what):
    return statistics.median(getattr(run, what) for run in runs)


def main():
    options = arguments()
    options.data.mkdir(parents=True, exist_ok=True)
    kind = kind_of_disk(options.data)
    if kind in ("tmpfs", "ramfs"):
        sys.exit(f"{options.data} is on {kind}: nothing there is durable, so nothing would be measured")
    report = Report()
    report.say(f"Data on {kind}; 4 KiB written and flushed in {flush_time(options.data) * 1e6:.0f} µs (median)")
    if options.program:
        countersign.PROGRAM = options.program
        if not options.only_console:
            sys.exit("--program goes with --only-console")
    else:
        program, bare, passkeys, yubikeys = build(options.configuration)
        countersign.PROGRAM = program
    if options.only_console:
        console_pages(options, report)
        report.say(f"\n{len(report.missed)} missed" + (": " + "; ".join(report.missed) if report.missed else ""))
        return 1 if report.missed else 0

    report.say("\nIn process")
    in_process(passkeys, "passkeys", "bare ECDSA verifications", 0.60, report)
    in_process(yubikeys, "a YubiKey's codes", "bare AES blocks", None, report)

    sizes = [int(size) for size in options.accounts.split(",")]
    per_request = {}
    for size in sizes:
        folder = options.data / f"{size}-accounts"
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        server = MeasuredServer(folder=folder, clock=False)
        accounts, key = populate(server, size)

        report.say(f"\nWith {size:,} accounts on SQLite")
        report.figure("ready on this database", time_to_ready(server), 0.5, " s")
        server.start()
        time.sleep(3)
        resident, _ = memory(server.process)
        report.figure("resident memory, idle", resident, 64, " MiB")
        first = size == sizes[0]
        bare_runs, runs, carried = verify_against_bare(server, accounts, key, bare, options, report)
        share = statistics.median(run.rate / base.rate for run, base in zip(runs, bare_runs))
        per_request[size] = 1 / median(runs, "rate")
        report.figure("verifications a second", median(runs, "rate"))
        report.figure("… of the bare route's requests a second", share, 0.40 if first else None, at_least=True)
        report.figure("p99 over p50", statistics.median(run.p99 / run.p50 for run in runs), 5 if first else None)
        report.figure("operations one commit carried", carried)
        report.figure("resident memory after it, at its most", memory(server.process)[1], unit=" MiB")
        if first:
            hashed, signed_in, on_the_wall = hashes_and_sign_ins(server, key)
            report.figure("an Argon2id hash, processor time", hashed * 1000, unit=" ms")
            report.figure("a whole sign-in, processor time of the server", signed_in * 1000, unit=" ms")
            report.figure("a whole sign-in, on the wall", on_the_wall * 1000, unit=" ms")
            report.figure("a sign-in over its hash", signed_in / hashed, 1.1)
        else:
            report.figure(
                f"time per request over that with {sizes[0]:,}", per_request[size] / per_request[sizes[0]], 1.2)
        server.stop()
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)

    console_pages(options, report)

    if options.configuration != "release" or options.seconds < 5:
        report.say("\nTried out only: not the release build, or runs too short to count.")
    report.say(f"\n{len(report.missed)} missed" + (": " + "; ".join(report.missed) if report.missed else ""))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
