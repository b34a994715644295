import Crypto
import Foundation

/// The `h` of a message: HMAC-SHA-1 over all its other fields (Validation Protocol 2.0, "Generating signatures").
enum Signature {
    static let field = "h"

    static func text(of fields: [Field], key: APIKey?) -> String {
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: signedBytes(of: fields),
            using: SymmetricKey(data: key?.bytes ?? [])
        )
        return Data(code).base64EncodedString()
    }

    /// In constant time.
    static func isRight(_ text: String, of fields: [Field], key: APIKey) -> Bool {
        guard text.utf8.count <= 64, let code = Data(base64Encoded: text) else { return false }
        return HMAC<Insecure.SHA1>.isValidAuthenticationCode(
            code,
            authenticating: signedBytes(of: fields),
            using: SymmetricKey(data: key.bytes)
        )
    }

    // Names in alphabetical order, values as they are before percent encoding. A value with `&` or `=` in it could be
    // read as two fields, and the signature would fit both readings; `Field` lets none through.
    private static func signedBytes(of fields: [Field]) -> [UInt8] {
        let parts =
            fields
            .filter { $0.name != field }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            .map { Array($0.name.utf8) + [UInt8(ascii: "=")] + Array($0.value.utf8) }
        return Array(parts.joined(separator: [UInt8(ascii: "&")]))
    }
}
