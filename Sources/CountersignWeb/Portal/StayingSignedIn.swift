import Countersign
import Hummingbird
import NIOCore

// `/session`

extension Portal {
    /// "Stay signed in": that it was asked for is something done. Answers with the seconds that are left then; nothing
    /// where doing something no longer puts off the end.
    @Sendable
    static func staySignedIn(_ person: InSession, _: Form) async throws -> Response {
        let left = SessionActs(in: person.world).idleLeft(of: person.session)
        return Response(status: .ok, type: "text/plain", body: ByteBuffer(string: left.map(String.init) ?? ""))
    }
}
