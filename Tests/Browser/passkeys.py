"""Chromium’s own virtual authenticator: a fingerprint reader, or a key on a key ring."""


class Authenticator:
    """What would be a fingerprint reader or a key on the key ring."""

    def __init__(self, visitor, verifies=True, keeps=True, transport="internal", protocol="ctap2"):
        self.cdp = visitor.context.new_cdp_session(visitor.page)
        self.cdp.send("WebAuthn.enable", {"enableUI": False})
        options = {
            "protocol": protocol, "transport": transport, "hasResidentKey": keeps,
            "hasUserVerification": verifies, "isUserVerified": verifies, "automaticPresenceSimulation": True,
        }
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def credentials(self):
        return self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]

    def forget(self):
        self.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})

    def is_touched(self, touched):
        self.cdp.send(
            "WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": self.id, "enabled": touched})

    def recognises(self, recognises):
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": recognises})

    def count(self, number):
        """Sets back the counter of its one credential."""
        credential = self.credentials()[0]
        self.forget()
        self.cdp.send(
            "WebAuthn.addCredential",
            {"authenticatorId": self.id, "credential": credential | {"signCount": number}})

    def add(self, credential):
        self.cdp.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": credential})
