/// The hash inside HMAC. SHA-1 is the default because many apps ignore the choice and use it anyway.
package enum HashAlgorithm: String, CaseIterable, Codable, Sendable {
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha512 = "SHA512"

    /// Reads a name as apps, files and people write it: `sha1`, `SHA-256`, `HmacSHA512`, `hmac-sha-1`.
    package init?(named name: String) {
        guard name.utf8.count <= 32 else { return nil }
        var plain = name.uppercased().filter { $0 != "-" && $0 != "_" }
        if plain.hasPrefix("HMAC") { plain.removeFirst(4) }
        self.init(rawValue: plain)
    }
}
