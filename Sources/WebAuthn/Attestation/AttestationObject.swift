/// What a new credential comes in: authenticator data and a statement about who made it (WebAuthn Level 3 §6.5.4).
package struct AttestationObject: Sendable, Equatable {
    package let format: String
    package let statement: CBORMap
    package let authenticatorData: AuthenticatorData

    package static let longestInBytes = CBORDecoder.Limits.browser.bytes

    package init(_ bytes: [UInt8]) throws(WebAuthnError) {
        guard bytes.count <= Self.longestInBytes else { throw .tooLong(.attestationObject) }
        let item: CBOR
        do {
            item = try CBORDecoder.decode(bytes, limits: .browser)
        } catch {
            throw .attestationObject(error)
        }
        // The identifiers of formats have at most 32 characters (§8.1).
        guard let format = item.members?["fmt"]?.string, format.utf8.count <= 32 else {
            throw .attestationObjectMember("fmt")
        }
        guard let statement = item.members?["attStmt"]?.members else { throw .attestationObjectMember("attStmt") }
        guard let data = item.members?["authData"]?.byteString else { throw .attestationObjectMember("authData") }
        do {
            authenticatorData = try AuthenticatorData(data)
        } catch {
            throw .authenticatorData(error)
        }
        self.format = format
        self.statement = statement
    }

    /// The authenticator's model, or zero where nothing of it is known: U2F signs no AAGUID, so whatever stands there was
    /// put there by somebody.
    package var model: AAGUID {
        format == "fido-u2f" ? .zero : authenticatorData.attestedCredential?.aaguid ?? .zero
    }
}
