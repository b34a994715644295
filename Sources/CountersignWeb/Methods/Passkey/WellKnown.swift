import Countersign
import Hummingbird
import HummingbirdCore
import NIOCore
import WebAuthn

// What browsers and password managers look up about passkeys

extension Portal {
    /// `/.well-known/webauthn`: sites of other domains that may use our passkeys (WebAuthn Level 3 §5.11).
    @Sendable
    static func showRelatedOrigins(_ visitor: Visitor) async throws -> Response {
        let settings = visitor.world.settings
        let party = settings.passkeys.relyingParty(publicURL: settings.publicURL)
        guard !party.relatedOrigins.isEmpty else { throw PageFault.notFound }
        let all = party.origins.union(party.relatedOrigins).sorted()
        return json(.object { $0.member("origins", all) })
    }

    /// `/.well-known/passkey-endpoints`: where passkeys are made and looked after.
    @Sendable
    static func showPasskeyEndpoints(_ visitor: Visitor) async throws -> Response {
        let url = visitor.world.settings.publicURL
        return json(
            .object { json in
                json.member("enroll", url + KindPages.passkey.setUpPath)
                json.member("manage", url + "/security")
            }
        )
    }

    private static func json(_ text: JSONText) -> Response {
        Response(status: .ok, type: "application/json", body: ByteBuffer(bytes: text.bytes))
    }
}
