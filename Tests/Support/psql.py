"""Databases of one's own on the PostgreSQL of the tests, and a way to cut it off."""

import secrets
import socket
import subprocess
import threading
from urllib.parse import urlsplit, urlunsplit


def database(address, name):
    """Makes an empty database beside `address` and returns its own address."""
    fresh = f"{name}_{secrets.token_hex(4)}"
    subprocess.run(["psql", address, "-qc", f"CREATE DATABASE {fresh}"], check=True)
    return urlunsplit(urlsplit(address)._replace(path="/" + fresh))


class Line:
    """A line to another port that can be cut and mended."""

    def __init__(self, address):
        parts = urlsplit(address)
        self._to = (parts.hostname, parts.port)
        self._ends = []
        self._lock = threading.Lock()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]
        self.address = urlunsplit(parts._replace(netloc=f"{parts.username}@127.0.0.1:{self.port}"))

    def _listen(self, port):
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self._to)
            except OSError:
                return
            with self._lock:
                self._ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pump(source, sink):
        try:
            while piece := source.recv(65536):
                sink.sendall(piece)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        """Every connection ends and new ones are refused."""
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()
        with self._lock:
            ends, self._ends = self._ends, []
        for end in ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def mend(self):
        self._listener = self._listen(self.port)
