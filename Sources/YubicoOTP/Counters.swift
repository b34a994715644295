/// How often a key was plugged in, and how often touched since. Of two codes of a key, the later one has the greater
/// pair; a code counts only if its pair is greater than every pair accepted before.
package struct Counters: Sendable, Hashable, Comparable {
    package static let largestSession: UInt16 = 0x7fff

    /// Fifteen bits: a key stops at the last one and never starts again.
    package let session: UInt16
    package let use: UInt8

    /// A session beyond the last one is taken for the last one.
    package init(session: UInt16, use: UInt8) {
        self.session = min(session, Self.largestSession)
        self.use = use
    }

    package static func < (one: Counters, other: Counters) -> Bool {
        (one.session, one.use) < (other.session, other.use)
    }
}

extension Counters: Codable {
    private enum CodingKeys: String, CodingKey {
        case session
        case use
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let session = try container.decode(UInt16.self, forKey: .session)
        guard session <= Self.largestSession else {
            // Taking it for the last one would lock the key out for good; damage has to be seen.
            throw DecodingError.dataCorruptedError(
                forKey: .session,
                in: container,
                debugDescription: "a session counter is at most \(Self.largestSession)"
            )
        }
        self.init(session: session, use: try container.decode(UInt8.self, forKey: .use))
    }
}
