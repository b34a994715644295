/// What a validation server answers.
package struct Answer: Sendable, Hashable {
    package let status: Status
    /// The server's time, as it writes it.
    package let time: String
    /// The code and nonce of the request, as they came.
    package let otp: String?
    package let nonce: String?
    /// The percentage of other servers that agreed.
    package let syncLevel: UInt8?
    /// The key's clock, and its counters: only if they were asked for.
    package let timestamp: UInt32?
    package let counters: Counters?

    /// The body of the answer. Without a key (no client was found whose key it could be) it is signed with an empty
    /// one, as by Yubico's own server: clients want an `h` before they look at the status.
    package func text(signedWith key: APIKey?) -> String {
        var fields = [Field("t", time)]
        if let otp { fields.append(Field("otp", otp)) }
        if let nonce { fields.append(Field("nonce", nonce)) }
        if let syncLevel { fields.append(Field("sl", String(syncLevel))) }
        if let timestamp { fields.append(Field("timestamp", String(timestamp))) }
        if let counters {
            fields.append(Field("sessioncounter", String(counters.session)))
            fields.append(Field("sessionuse", String(counters.use)))
        }
        fields.append(Field("status", status.rawValue))
        fields.insert(Field(Signature.field, Signature.text(of: fields, key: key)), at: 0)
        return fields.map { "\($0.name)=\($0.value)\r\n" }.joined() + "\r\n"
    }
}

// A code that was refused for another reason than itself is still good; logs get the status only.
extension Answer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(status.rawValue) at \(time)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
