/// A file that pages load: stylesheet, script, mark. Its path holds a hash of its content, so it may be kept for ever.
package struct Asset: Sendable {
    package let name: String
    package let contentType: String
    /// The first 16 hexadecimal digits of the content's SHA-256: the `ETag` too.
    package let hash: String
    package let text: String

    package var path: String {
        let parts = name.split(separator: ".", maxSplits: 1)
        return "/assets/\(parts.first ?? "").\(hash).\(parts.last ?? "")"
    }

    package static let all = EmbeddedFiles.assets

    package static let stylesheet = named("app.css")
    package static let script = named("app.js")
    package static let passkeys = named("passkeys.js")
    package static let favicon = named("favicon.svg")

    /// The asset that a request's path names, if there is one.
    package static func at(_ path: String) -> Asset? {
        all.first { $0.path == path }
    }

    private static func named(_ name: String) -> Asset {
        // A test holds that the four above are there.
        all.first { $0.name == name } ?? Asset(name: name, contentType: "text/plain", hash: "0", text: "")
    }
}
