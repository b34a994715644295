/// `RegistrationResponseJSON`: the answer to `navigator.credentials.create()` (WebAuthn Level 3 §5.1).
package struct RegistrationResponse: Sendable, Equatable {
    package let id: [UInt8]
    package let clientDataJSON: [UInt8]
    package let attestationObject: [UInt8]
    /// Those that are known, each once. Only the browser says so.
    package let transports: [Transport]
    /// Whether the browser says that the credential can be found without its id (`credProps.rk`); nil if it is silent.
    package let isDiscoverable: Bool?

    package init(
        id: [UInt8],
        clientDataJSON: [UInt8],
        attestationObject: [UInt8],
        transports: [Transport] = [],
        isDiscoverable: Bool? = nil
    ) {
        self.id = id
        self.clientDataJSON = clientDataJSON
        self.attestationObject = attestationObject
        self.transports = transports
        self.isDiscoverable = isDiscoverable
    }

    /// Reads what `toJSON()` made. Members that it does not know are ignored.
    package init(json: [UInt8]) throws(WebAuthnError) {
        let members = try ResponseJSON.decode(Members.self, from: json)
        let id = try ResponseJSON.id(members.id, rawID: members.rawId, type: members.type)
        let named = Set((members.response.transports ?? []).prefix(16))
        self.init(
            id: id,
            clientDataJSON: try ResponseJSON.bytes(
                members.response.clientDataJSON,
                of: "response.clientDataJSON",
                upTo: CollectedClientData.longestInBytes
            ),
            attestationObject: try ResponseJSON.bytes(
                members.response.attestationObject,
                of: "response.attestationObject",
                upTo: AttestationObject.longestInBytes
            ),
            transports: Transport.allCases.filter { named.contains($0.rawValue) },
            isDiscoverable: members.clientExtensionResults?.credProps?.rk
        )
    }

    private struct Members: Decodable {
        var id: String
        var rawId: String
        var type: String
        var response: Response
        var clientExtensionResults: ExtensionResults?

        struct Response: Decodable {
            var clientDataJSON: String
            var attestationObject: String
            var transports: [String]?
        }

        struct ExtensionResults: Decodable {
            var credProps: CredentialProperties?
        }

        struct CredentialProperties: Decodable {
            var rk: Bool?
        }
    }
}
