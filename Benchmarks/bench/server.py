"""The server under measurement, and what it says of itself."""

import re
import sqlite3

from countersign import Server


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
