/// One code as a key types it: its public id in front, then one encrypted block. Prints without the block.
package struct OTP: Sendable, Hashable {
    package static let allowedLetters = 32...48

    /// All of it in small letters of modhex, as validators know it.
    package let text: String
    package let publicID: PublicID

    /// Always sixteen bytes.
    let block: [UInt8]

    private static let lettersInBlock = 32
    private static let longestTypedTextInBytes = 256

    /// Takes modhex and nothing else, in either case.
    package init(_ text: String) throws(ParsingError) {
        let letters = text.utf8.count
        guard Self.allowedLetters ~= letters else { throw .length }
        for (index, scalar) in text.unicodeScalars.enumerated() where Modhex.value(of: scalar) == nil {
            throw .badLetter(position: index + 1)
        }
        let text = text.lowercased()
        guard
            let publicID = try? PublicID(String(text.prefix(letters - Self.lettersInBlock))),
            let block = try? Modhex.decode(String(text.suffix(Self.lettersInBlock)))
        else { throw .length }  // Unreachable: every letter was looked at above.
        self.init(publicID: publicID, block: block)
    }

    init(publicID: PublicID, block: [UInt8]) {
        self.publicID = publicID
        self.block = block
        text = publicID.text + Modhex.encode(block)
    }

    /// What the key may have meant by what arrived, the likeliest first: white space around it is dropped, and each
    /// keyboard layout is tried.
    ///
    /// Most texts have one reading. A text that lacks some letters by chance fits two layouts; whose public id is
    /// known tells which was meant.
    package static func readings(of typed: String) -> [OTP] {
        guard typed.utf8.count <= longestTypedTextInBytes else { return [] }
        let characters = Array(typed).drop(while: \.isWhitespace)
        let end = characters.lastIndex { !$0.isWhitespace }.map { $0 + 1 } ?? characters.startIndex
        let text = characters[..<end]
        guard allowedLetters ~= text.count else { return [] }

        var readings: [OTP] = []
        for layout in KeyboardLayout.allCases {
            guard let modhex = layout.modhex(behind: text), let otp = try? OTP(modhex) else { continue }
            if !readings.contains(otp) { readings.append(otp) }
        }
        return readings
    }

    /// Why a text is no Yubico OTP. Never holds the text itself.
    package enum ParsingError: Error, Equatable, CustomStringConvertible {
        case length
        /// Counted from 1.
        case badLetter(position: Int)

        package var description: String {
            switch self {
            case .length: "a Yubico OTP has 32 to 48 letters"
            case .badLetter(let position):
                "character \(position) cannot stand in a Yubico OTP; only the letters \(Modhex.alphabet) can"
            }
        }
    }
}

// Until it is used, a code is worth what it protects; logs get the key's name only.
extension OTP: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(publicID)•••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
