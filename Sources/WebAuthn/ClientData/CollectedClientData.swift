import Foundation

/// What the browser says it did: `CollectedClientData` (WebAuthn Level 3 §5.8.1).
package struct CollectedClientData: Sendable, Equatable {
    package let type: String
    package let challenge: [UInt8]
    package let origin: String
    package let crossOrigin: Bool
    /// The page at the top, where the ceremony ran in a frame of another origin.
    package let topOrigin: String?

    package static let longestInBytes = 8_192

    /// Members that it does not know are ignored, as the specification asks.
    package init(json: [UInt8]) throws(WebAuthnError) {
        guard json.count <= Self.longestInBytes else { throw .tooLong(.clientData) }
        // WebAuthn Level 3 §7.1: "Let JSONtext be the result of running UTF-8 decode on the value of
        // response.clientDataJSON." UTF-8 decode drops a byte order mark.
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let bytes = json.starts(with: mark) ? json.dropFirst(3) : json[...]
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .clientDataNotUTF8 }
        // The JSON reader would drop another mark, and take bytes with zeros in between for UTF-16.
        guard !bytes.starts(with: mark), !bytes.contains(0) else { throw .clientDataNotJSON }
        let members: Members
        do {
            members = try JSONDecoder().decode(Members.self, from: Data(bytes))
        } catch let error as DecodingError {
            guard let member = error.path.first else { throw .clientDataNotJSON }
            throw .clientDataMember(member)
        } catch {
            throw .clientDataNotJSON
        }
        guard let challenge = Base64URL.decode(members.challenge) else { throw .clientDataMember("challenge") }
        type = members.type
        self.challenge = challenge
        origin = members.origin
        crossOrigin = members.crossOrigin ?? false
        topOrigin = members.topOrigin
    }

    private struct Members: Decodable {
        var type: String
        var challenge: String
        var origin: String
        var crossOrigin: Bool?
        var topOrigin: String?
    }
}

extension DecodingError {
    /// The names on the way to what could not be read; the missing member's own name is the last.
    var path: [String] {
        switch self {
        case .keyNotFound(let key, let context): (context.codingPath + [key]).map(\.stringValue)
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.map(\.stringValue)
        @unknown default: []
        }
    }
}
