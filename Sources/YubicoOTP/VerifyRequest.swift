/// What a client asks a validation server: is this code good?
package struct VerifyRequest: Sendable, Hashable {
    package let clientID: ClientID
    package let otp: OTP
    package let nonce: Nonce
    /// Asks for the key's clock and counters.
    package let asksForCounters: Bool
    package let syncLevel: SyncLevel?
    package let timeoutInSeconds: UInt16?

    package init(
        clientID: ClientID,
        otp: OTP,
        nonce: Nonce,
        asksForCounters: Bool = false,
        syncLevel: SyncLevel? = nil,
        timeoutInSeconds: UInt16? = nil
    ) {
        self.clientID = clientID
        self.otp = otp
        self.nonce = nonce
        self.asksForCounters = asksForCounters
        self.syncLevel = syncLevel
        self.timeoutInSeconds = timeoutInSeconds
    }

    /// What stands behind the question mark of the address, signed and percent-encoded.
    package func query(signedWith key: APIKey) -> String {
        var fields = [Field("id", clientID.description), Field("nonce", nonce.text), Field("otp", otp.text)]
        if let syncLevel { fields.append(Field("sl", syncLevel.text)) }
        if let timeoutInSeconds { fields.append(Field("timeout", String(timeoutInSeconds))) }
        if asksForCounters { fields.append(Field("timestamp", "1")) }
        fields.append(Field(Signature.field, Signature.text(of: fields, key: key)))
        return FormEncoding.encode(fields)
    }
}
