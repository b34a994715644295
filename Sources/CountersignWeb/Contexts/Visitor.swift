import Countersign
import Hummingbird
import HummingbirdCore

/// Anybody: a request of which nothing is known.
package struct Visitor: PageContext {
    package let web: Web
    package let request: Request
    package private(set) var parameters = PathParameters()
    /// Set with the answer, if the browser had no visitor cookie.
    private(set) var freshToken: Token?
    let connection: Connection

    init(web: Web, request: Request, connection: Connection) {
        self.web = web
        self.request = request
        self.connection = connection
    }

    package static func established(by visitor: Visitor) async throws -> Visitor { visitor }

    package var visitor: Visitor { self }

    func at(_ parameters: PathParameters) -> Visitor {
        var visitor = self
        visitor.parameters = parameters
        return visitor
    }

    /// The same, with a visitor cookie to come if there is none.
    func anchored() -> Visitor {
        guard cookies.token(.visitor) == nil else { return self }
        var visitor = self
        visitor.freshToken = Token(random: web.world.random)
        return visitor
    }
}
