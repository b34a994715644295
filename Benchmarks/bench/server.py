"""The server under measurement, and what it says of itself."""

import os
import re
import sqlite3
from pathlib import Path

from countersign import Server


def processor_time(process):
    """Seconds of processor time that a process has used, in all of its threads."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class MeasuredServer(Server):
    def metric(self, name):
        _, _, text = self.request("/metrics", base=self.operations)
        return sum(float(value) for value in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text.decode(), re.M))

    def commit_counts(self):
        """(writes asked for, durable commits that carried them) since the start."""
        return self.metric("countersign_store_operations"), self.metric("countersign_store_commits")

    def accepted(self):
        """Codes ever accepted, by the marks that verifications leave: what was answered has to be there."""
        database = sqlite3.connect(f"file:{self.data}/countersign.sqlite?mode=ro", uri=True)
        try:
            return database.execute("SELECT count(*) FROM event WHERE kind = 'second_step.accepted'").fetchone()[0]
        finally:
            database.close()
