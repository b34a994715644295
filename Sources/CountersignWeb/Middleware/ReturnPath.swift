/// Where a visitor goes back to after a detour: a path of ours with its query, never another site.
package struct ReturnPath: Sendable, Equatable {
    package let text: String

    private static let longest = 1024

    /// Nil for anything that a browser could take for another site, or that no page of ours is called.
    package init?(_ text: String?) {
        guard let text, text.utf8.count <= Self.longest, text.utf8.first == UInt8(ascii: "/"),
            !text.hasPrefix("//"),
            // Browsers read a backslash as a slash, and drop tabs and line ends before they look.
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }

    /// `path` with this as its `return`.
    package func asked(at path: String) -> String {
        "\(path)?return=\(URLEncoded.encoded(text))"
    }
}
