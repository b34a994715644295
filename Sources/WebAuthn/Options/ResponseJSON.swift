import Foundation

/// What the two answers have in common on their way in: `PublicKeyCredential.toJSON()` (WebAuthn Level 3 §5.1).
enum ResponseJSON {
    /// More than the longest attestation object takes in base64url.
    static let longestInBytes = 131_072

    /// Longer handles are none of ours (WebAuthn Level 3 §5.4.3).
    static let longestUserHandleInBytes = 64

    static func decode<Members: Decodable>(
        _ type: Members.Type,
        from json: [UInt8]
    ) throws(WebAuthnError) -> Members {
        guard json.count <= longestInBytes else { throw .tooLong(.response) }
        // Like client data: UTF-8 and nothing that looks like UTF-16.
        guard !json.contains(0), String(validating: json, as: UTF8.self) != nil else { throw .notJSON }
        do {
            return try JSONDecoder().decode(type, from: Data(json))
        } catch let error as DecodingError {
            guard !error.path.isEmpty else { throw .notJSON }
            throw .member(error.path.joined(separator: "."))
        } catch {
            throw .notJSON
        }
    }

    static func bytes(
        _ text: String,
        of member: String,
        upTo longest: Int
    ) throws(WebAuthnError) -> [UInt8] {
        guard let bytes = Base64URL.decode(text), !bytes.isEmpty, bytes.count <= longest else { throw .member(member) }
        return bytes
    }

    /// The credential's id. "Verify that credential is a PublicKeyCredential", and that both its names are the same.
    static func id(_ id: String, rawID: String, type: String) throws(WebAuthnError) -> [UInt8] {
        guard type == "public-key" else { throw .notAPublicKey }
        let bytes = try bytes(rawID, of: "rawId", upTo: AuthenticatorData.longestCredentialIDInBytes)
        guard id == rawID else { throw .idsDiffer }
        return bytes
    }
}
