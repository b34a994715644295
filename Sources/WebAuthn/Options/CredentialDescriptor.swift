/// How a browser reaches an authenticator (WebAuthn Level 3 §5.8.4).
package enum Transport: String, Sendable, Codable, CaseIterable {
    case usb
    case nfc
    case ble
    case smartCard = "smart-card"
    case hybrid
    case `internal`
}

/// Points at a credential in a request (WebAuthn Level 3 §5.8.3).
package struct CredentialDescriptor: Sendable, Equatable, Encodable {
    package let type = "public-key"
    @StoredBytes package private(set) var id: [UInt8]
    package let transports: [Transport]

    package init(id: [UInt8], transports: [Transport] = []) {
        self.id = id
        self.transports = transports
    }

    package init(_ record: CredentialRecord) {
        self.init(id: record.id, transports: record.transports)
    }
}

/// What kind of authenticator the page should speak of first (WebAuthn Level 3 §5.8.7).
package enum Hint: String, Sendable, Codable {
    case securityKey = "security-key"
    case clientDevice = "client-device"
    case hybrid
}
