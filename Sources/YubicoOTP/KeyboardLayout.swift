/// What the sixteen keys of modhex type, for every layout that Yubico has tables for (the scan codes of ykman and of
/// its .NET kit, and the Dvorak letters its validation clients translate).
///
/// A YubiKey is a keyboard: it presses keys, and the computer's layout decides which characters come of it.
package enum KeyboardLayout: String, CaseIterable, Sendable {
    /// US, UK, German, French, Italian, Spanish, Swedish and most others: modhex was made for these.
    case usual
    case dvorak
    case bepo
    case norman
    case turkishQ
    case turkishF

    /// What is typed for each value from 0 to 15.
    package var plain: String {
        switch self {
        case .usual: Modhex.alphabet
        case .dvorak: "jxe.uidchtnbpygk"
        case .bepo: "xkipe,cdtsr'oèv."
        case .norman: "cbedtgyrniopfkuv"
        case .turkishQ: "cbdefghıjklnrtuv"
        case .turkishF: "vçeğaütnkmlzıorc"
        }
    }

    /// What is typed with the shift key held. Caps lock gives these letters too, and leaves points and commas alone.
    package var shifted: String {
        switch self {
        case .usual: "CBDEFGHIJKLNRTUV"
        case .dvorak: "JXE>UIDCHTNBPYGK"
        case .bepo: "XKIPE;CDTSR?OÈV:"
        case .norman: "CBEDTGYRNIOPFKUV"
        case .turkishQ: "CBDEFGHIJKLNRTUV"
        case .turkishF: "VÇEĞAÜTNKMLZIORC"
        }
    }

    /// The modhex that the key meant, in small letters; nil if this layout would not have typed such a text.
    func modhex(behind typed: some Collection<Character>) -> String? {
        guard let meanings = Self.meanings[self] else { return nil }
        var text = ""
        for character in typed {
            guard let letter = meanings[character] else { return nil }
            text.append(letter)
        }
        return text
    }

    // By Character, so that an accent that comes as a scalar of its own is the same letter.
    private static let meanings: [KeyboardLayout: [Character: Character]] = Dictionary(
        uniqueKeysWithValues: allCases.map { layout in
            let pairs = Array(zip(layout.plain, Modhex.alphabet)) + Array(zip(layout.shifted, Modhex.alphabet))
            return (layout, Dictionary(pairs) { first, _ in first })
        }
    )
}
