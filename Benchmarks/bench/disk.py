"""What the disk is and how long it takes to promise something."""

import os
import statistics
import tempfile
import time
from pathlib import Path


def kind_of_disk(folder):
    """The type of the file system that a folder is on."""
    target = os.stat(folder).st_dev
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, right = line.split(" - ", 1)
        mount_point = left.split()[4].encode().decode("unicode_escape")
        try:
            if os.stat(mount_point).st_dev == target:
                return right.split()[0]
        except OSError:
            continue
    return "unknown"


def flush_time(folder, writes=300):
    """Seconds for 4 KiB appended and flushed, as a commit does; the median."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(writes):
            begun = time.perf_counter()
            os.write(file.fileno(), b"\0" * 4096)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    return statistics.median(times)
