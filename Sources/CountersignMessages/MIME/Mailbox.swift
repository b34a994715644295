import Countersign

/// Who a mail is from or to: an address that was checked, and perhaps a name beside it.
package struct Mailbox: Sendable, Equatable {
    package let name: String
    package let address: EmailAddress

    package init(name: String = "", address: EmailAddress) {
        self.name = name
        self.address = address
    }

    /// Reads what an operator configures: `Countersign <no-reply@example.com>`, or the address alone.
    package init(parsing text: String) throws(NameFault) {
        guard text.hasSuffix(">") else {
            self.init(address: try EmailAddress(text))
            return
        }
        guard let open = text.lastIndex(of: "<") else { throw .notAnAddress }
        var name = text[..<open].trimmingPrefix(while: \.isWhitespace)
        while name.last?.isWhitespace == true { name.removeLast() }
        if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = name.dropFirst().dropLast() }
        guard !name.unicodeScalars.contains(where: HeaderText.isControl) else { throw .badCharacters }
        self.init(name: String(name), address: try EmailAddress(String(text[text.index(after: open)...].dropLast())))
    }

    /// The part after the `@`: what Message-IDs are made under.
    package var domain: String {
        String(address.text.split(separator: "@").last ?? "localhost")
    }
}
