import Foundation
import Hummingbird
import Logging

// What the web framework alone can do: a POST answered with a little JSON, on the port given.
// The share of its requests per second that Countersign reaches is what everything else costs.

struct Outcome: ResponseEncodable {
    let outcome: String
}

guard CommandLine.arguments.count == 2, let port = Int(CommandLine.arguments[1]) else {
    FileHandle.standardError.write(Data("usage: BareRoute PORT\n".utf8))
    exit(2)
}

let router = Router()
router.post("/api/v1/verify") { _, _ in Outcome(outcome: "accepted") }
var application = Application(
    router: router,
    configuration: .init(address: .hostname("127.0.0.1", port: port))
)
application.logger.logLevel = .error
try await application.runService()
