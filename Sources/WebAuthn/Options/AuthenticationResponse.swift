/// `AuthenticationResponseJSON`: the answer to `navigator.credentials.get()` (WebAuthn Level 3 §5.1).
package struct AuthenticationResponse: Sendable, Equatable {
    package let id: [UInt8]
    package let clientDataJSON: [UInt8]
    package let authenticatorData: [UInt8]
    package let signature: [UInt8]
    /// Whose credential it is; nil where the authenticator does not keep it.
    package let userHandle: [UInt8]?

    /// An RSA signature with the longest key has 1,024 bytes.
    private static let longestSignatureInBytes = 1_024

    package init(
        id: [UInt8],
        clientDataJSON: [UInt8],
        authenticatorData: [UInt8],
        signature: [UInt8],
        userHandle: [UInt8]? = nil
    ) {
        self.id = id
        self.clientDataJSON = clientDataJSON
        self.authenticatorData = authenticatorData
        self.signature = signature
        self.userHandle = userHandle
    }

    /// Reads what `toJSON()` made. Members that it does not know are ignored.
    package init(json: [UInt8]) throws(WebAuthnError) {
        let members = try ResponseJSON.decode(Members.self, from: json)
        let id = try ResponseJSON.id(members.id, rawID: members.rawId, type: members.type)
        var userHandle: [UInt8]?
        // Some browsers write an empty text where there is none.
        if let text = members.response.userHandle, !text.isEmpty {
            userHandle = try ResponseJSON.bytes(
                text,
                of: "response.userHandle",
                upTo: ResponseJSON.longestUserHandleInBytes
            )
        }
        self.init(
            id: id,
            clientDataJSON: try ResponseJSON.bytes(
                members.response.clientDataJSON,
                of: "response.clientDataJSON",
                upTo: CollectedClientData.longestInBytes
            ),
            authenticatorData: try ResponseJSON.bytes(
                members.response.authenticatorData,
                of: "response.authenticatorData",
                upTo: AuthenticatorData.longestInBytes
            ),
            signature: try ResponseJSON.bytes(
                members.response.signature,
                of: "response.signature",
                upTo: Self.longestSignatureInBytes
            ),
            userHandle: userHandle
        )
    }

    private struct Members: Decodable {
        var id: String
        var rawId: String
        var type: String
        var response: Response

        struct Response: Decodable {
            var clientDataJSON: String
            var authenticatorData: String
            var signature: String
            var userHandle: String?
        }
    }
}
