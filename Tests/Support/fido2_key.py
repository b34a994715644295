"""A browser with a security key in it, made of the parts of python-fido2."""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from fido2 import cose
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData,
    PublicKeyCredentialCreationOptions, PublicKeyCredentialRequestOptions,
)

FLAG = AuthenticatorData.FLAG


class Algorithm:
    def __init__(self, private, public, sign):
        self.private, self.public, self.sign = private, public, sign


def ecdsa(curve, digest, kind):
    private = ec.generate_private_key(curve)
    return Algorithm(
        private, kind.from_cryptography_key(private.public_key()),
        lambda data: private.sign(data, ec.ECDSA(digest)))


def eddsa():
    private = ed25519.Ed25519PrivateKey.generate()
    return Algorithm(private, cose.EdDSA.from_cryptography_key(private.public_key()), private.sign)


def rs256():
    private = rsa.generate_private_key(65537, 2048)
    return Algorithm(
        private, cose.RS256.from_cryptography_key(private.public_key()),
        lambda data: private.sign(data, padding.PKCS1v15(), hashes.SHA256()))


ALGORITHMS = {
    "ES256": lambda: ecdsa(ec.SECP256R1(), hashes.SHA256(), cose.ES256),
    "ES384": lambda: ecdsa(ec.SECP384R1(), hashes.SHA384(), cose.ES384),
    "EdDSA": eddsa,
    "RS256": rs256,
}


class Fido2Key:
    """A browser and a key, made of the parts of python-fido2."""

    def __init__(self, origin, algorithm="ES256"):
        self.origin = origin
        self.key = ALGORITHMS[algorithm]()
        self.id = os.urandom(48)
        self.count = 0

    def create(self, options):
        # Reads the options as a client of others does.
        asked = PublicKeyCredentialCreationOptions.from_dict(options)
        assert self.key.public[3] in [parameter.alg for parameter in asked.pub_key_cred_params]
        assert len(asked.challenge) >= 16 and len(asked.user.id) == 64
        client = CollectedClientData.create("webauthn.create", asked.challenge, self.origin)
        data = AuthenticatorData.create(
            sha256(asked.rp.id.encode()), FLAG.UP | FLAG.UV | FLAG.AT, self.count,
            AttestedCredentialData.create(bytes(16), self.id, self.key.public))
        attestation = AttestationObject.create("none", data, {})
        return self.answer({"clientDataJSON": client, "attestationObject": attestation})

    def get(self, options):
        asked = PublicKeyCredentialRequestOptions.from_dict(options)
        assert [entry.id for entry in asked.allow_credentials] == [self.id]
        self.count += 1
        client = CollectedClientData.create("webauthn.get", asked.challenge, self.origin)
        data = AuthenticatorData.create(sha256(asked.rp_id.encode()), FLAG.UP | FLAG.UV, self.count)
        signature = self.key.sign(data + client.hash)
        return self.answer({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def answer(self, response):
        return {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "response": {name: websafe_encode(bytes(value)) for name, value in response.items()},
            "clientExtensionResults": {},
        }
