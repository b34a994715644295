"""The form of sealed values, as `Countersign/Protection/Sealing` writes it: only to fill databases for measuring.
If it changes there and not here, the first verification of a measurement fails."""

import base64
import hashlib
import hmac
import os
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def _expand(key, info):
    """HKDF-Expand (RFC 5869) with SHA-256 for one block."""
    return hmac.digest(key, info + b"\x01", hashlib.sha256)


def _fields(*texts):
    """Each text behind its length, so that no two lists share their bytes."""
    return b"".join(struct.pack(">q", len(raw)) + raw for raw in (text.encode() for text in texts))


class KeyRing:
    """The one master key of a fresh data folder."""

    def __init__(self, path):
        line = next(line for line in path.read_text().splitlines() if line and not line.startswith("#"))
        self.id, encoded = line.split()
        extracted = hmac.digest(b"countersign", base64.b64decode(encoded), hashlib.sha256)
        self._sealing = _expand(extracted, b"countersign-key-1 sealing")
        self._head = bytes([1, len(self.id)]) + self.id.encode()

    def _place(self, column, row, account):
        associated = _fields("countersign-seal-1", self.id, column, row, account)
        return AESGCM(_expand(self._sealing, associated)), associated

    def seal(self, plaintext, column, row, account):
        cipher, associated = self._place(column, row, account)
        nonce = os.urandom(12)
        return self._head + nonce + cipher.encrypt(nonce, plaintext, associated)

    def open(self, sealed, column, row, account):
        assert sealed.startswith(self._head), "sealed in a form that this script does not know"
        cipher, associated = self._place(column, row, account)
        box = sealed[len(self._head):]
        return cipher.decrypt(box[:12], box[12:], associated)
