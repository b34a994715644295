/// A text of the catalogue taken apart: words, blanks such as `{name}`, and the few tags that a message may have.
package struct MessagePattern: Sendable, Equatable {
    package enum Piece: Sendable, Equatable {
        case words(String)
        case blank(String)
        case open(String)
        case close(String)
    }

    package enum Fault: Error, Equatable {
        case blankNotClosed
        case badBlank(String)
        case tagNotClosed
        case unknownTag(String)
        case tagsOutOfOrder
    }

    /// `a` and `a2` are links whose address fills the blank of that name.
    package static let tags: Set<String> = ["strong", "a", "a2"]

    package let pieces: [Piece]

    package init(_ text: String) throws(Fault) {
        var pieces: [Piece] = []
        var words = ""
        var open: [String] = []
        var rest = Substring(text)
        while let character = rest.first {
            guard character == "{" || character == "<" else {
                words.append(rest.removeFirst())
                continue
            }
            if !words.isEmpty {
                pieces.append(.words(words))
                words = ""
            }
            rest.removeFirst()
            let end: Character = character == "{" ? "}" : ">"
            guard let close = rest.firstIndex(of: end) else {
                throw character == "{" ? .blankNotClosed : .tagNotClosed
            }
            let name = String(rest[..<close])
            rest = rest[rest.index(after: close)...]
            if character == "{" {
                guard !name.isEmpty, name.utf8.allSatisfy({ Self.isNameByte($0) }) else { throw .badBlank(name) }
                pieces.append(.blank(name))
            } else if name.hasPrefix("/") {
                let tag = String(name.dropFirst())
                guard open.popLast() == tag else { throw .tagsOutOfOrder }
                pieces.append(.close(tag))
            } else {
                guard Self.tags.contains(name) else { throw .unknownTag(name) }
                open.append(name)
                pieces.append(.open(name))
            }
        }
        guard open.isEmpty else { throw .tagsOutOfOrder }
        if !words.isEmpty { pieces.append(.words(words)) }
        self.pieces = pieces
    }

    /// These words as they are: nothing in them is a blank or a tag.
    package init(verbatim words: String) {
        pieces = words.isEmpty ? [] : [.words(words)]
    }

    /// As a catalogue writes it.
    package var text: String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .blank(let name): "{\(name)}"
            case .open(let tag): "<\(tag)>"
            case .close(let tag): "</\(tag)>"
            }
        }.joined()
    }

    /// The names that must be filled in, links too.
    package var blanks: Set<String> {
        var names: Set<String> = []
        for piece in pieces {
            switch piece {
            case .blank(let name): names.insert(name)
            case .open(let tag) where tag != "strong": names.insert(tag)
            case .words, .open, .close: break
            }
        }
        return names
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
