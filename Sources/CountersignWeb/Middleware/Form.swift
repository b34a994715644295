import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// What a form was sent with: each field once, all of it UTF-8 text.
package struct Form: Sendable, Equatable {
    package let fields: [String: String]

    package init(_ fields: [String: String]) {
        self.fields = fields
    }

    /// What stands in a field; empty if it was not sent.
    package subscript(_ name: String) -> String { fields[name] ?? "" }

    package func has(_ name: String) -> Bool { fields[name] != nil }

    /// A box that was ticked.
    package func isTicked(_ name: String) -> Bool { fields[name].map { !$0.isEmpty } ?? false }

    static let largestBody = 64 * 1024

    static func read(from request: Request) async throws -> Form {
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() }
        guard type?.filter({ $0 != " " }) == "application/x-www-form-urlencoded" else {
            throw PageFault.unreadable(.unsupportedMediaType)
        }
        let body = try await request.body.collect(upTo: largestBody)
        do {
            return Form(try URLEncoded.fields(in: body.readableBytesView))
        } catch {
            throw PageFault.unreadable(.badRequest)
        }
    }
}
