import Foundation

/// Reads a password as a guesser would: cut into words, sequences, dates and leftovers, at the lowest price.
///
/// A price is in tenths of a bit: how many guesses such a piece takes somebody who tries the common ones first. It is
/// no measure of strength, for it knows few words; it only finds the passwords that a short list already covers.
struct PasswordReading {
    /// The lowest prices of a reading: of any, and of one that uses at least one of the person's own words.
    struct Prices: Equatable {
        var any = Int.max
        var withOwnWords = Int.max

        mutating func lower(to other: Self, plus extra: Int = 0) {
            any = min(any, Self.sum(other.any, extra))
            withOwnWords = min(withOwnWords, Self.sum(other.withOwnWords, extra))
        }

        private static func sum(_ price: Int, _ extra: Int) -> Int {
            price == .max ? .max : price + extra
        }
    }

    /// Two common words and four digits are below it, three common words are not.
    static let commonBelow = 300

    private enum Price {
        static let word = 100
        static let ownWord = 20
        static let path = 60
        static let sameSign = 40
        static let again = 15
        static let year = 70
        static let date = 150
        static let letter = 47
        /// Beside a word, digits and signs are decoration, and people take the same few.
        static let decoration = 20
        /// Alone they are not: what is added when a reading has no word.
        static let digitAlone = 13
        static let signAlone = 27
        static let foreignLetter = 60
        /// For trying the password backwards, or every second sign.
        static let trick = 10
    }

    /// How the letters of a text are compared: without case, accents and width, in NFC.
    static func fold(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .precomposedStringWithCanonicalMapping
    }

    private let ownWords: WordTree

    init(ownWords: WordTree = WordTree([String]())) {
        self.ownWords = ownWords
    }

    func prices(of password: String) -> Prices {
        // Whose first hundred signs are common is refused: reading all 256 takes ten times as long and finds no more.
        let text = Array(Self.fold(password).unicodeScalars.prefix(100))
        var prices = straightPrices(of: text)
        prices.lower(to: straightPrices(of: text.reversed()), plus: Price.trick)
        // aabbccdd: every sign typed twice or more.
        let collapsed = text.enumerated().filter { $0.offset == 0 || text[$0.offset - 1] != $0.element }.map(\.element)
        if collapsed.count * 2 <= text.count {
            prices.lower(to: straightPrices(of: collapsed), plus: Price.trick)
        }
        // i love you: with the gaps between the words left out.
        let dense = text.filter { $0.properties.isAlphabetic || Self.isDigit($0) }
        prices.lower(to: straightPrices(of: dense), plus: Price.trick)
        // a1b2c3d4, p1a2s3s4: digits and something else, typed in turns.
        let halves = [0, 1].map { half in text.enumerated().filter { $0.offset % 2 == half }.map(\.element) }
        if halves.contains(where: { $0.allSatisfy(Self.isDigit) }),
            halves.contains(where: { !$0.contains(where: Self.isDigit) })
        {
            let price = halves.reduce(Price.trick) { $0 + straightPrices(of: $1).any }
            prices.lower(to: Prices(any: price))
        }
        if Set(text).count <= 3 { prices.any = 0 }
        return prices
    }

    /// What is known about the best way to a place of the text, for each combination of words used so far.
    private struct Way {
        var price = Int.max
        /// To be added in the end if no word was used.
        var withoutWords = 0
    }

    private static let usesWord = 1
    private static let usesOwnWord = 2

    private func straightPrices(of text: [Unicode.Scalar]) -> Prices {
        var ways = [[Way]](repeating: [Way](repeating: Way(), count: 4), count: text.count + 1)
        ways[0][0].price = 0
        for start in text.indices {
            let pieces = pieces(of: text, from: start)
            for uses in 0..<4 where ways[start][uses].price != .max {
                let way = ways[start][uses]
                for piece in pieces {
                    let price = way.price + piece.price
                    let withoutWords = way.withoutWords + piece.withoutWords
                    let next = ways[start + piece.length][uses | piece.uses]
                    // Compared with the additions, so that a way that never meets a word is judged as such.
                    if next.price == .max || price + withoutWords < next.price + next.withoutWords {
                        ways[start + piece.length][uses | piece.uses] = Way(price: price, withoutWords: withoutWords)
                    }
                }
            }
        }
        var prices = Prices()
        for (uses, way) in ways[text.count].enumerated() where way.price != .max {
            let price = uses == 0 ? way.price + way.withoutWords : way.price
            prices.any = min(prices.any, price)
            if uses & Self.usesOwnWord != 0 { prices.withOwnWords = min(prices.withOwnWords, price) }
        }
        return prices
    }

    private struct Piece {
        let length: Int
        let price: Int
        var withoutWords = 0
        var uses = 0
    }

    private func pieces(of text: [Unicode.Scalar], from start: Int) -> [Piece] {
        let rest = text[start...]
        var pieces = [leftover(text[start])]
        for length in CommonWords.tree.lengths(in: rest) {
            pieces.append(Piece(length: length, price: Price.word, uses: Self.usesWord))
        }
        for length in ownWords.lengths(in: rest) {
            pieces.append(Piece(length: length, price: Price.ownWord, uses: Self.usesOwnWord))
        }
        let path = KnownPaths.longestMatch(in: rest)
        if path >= 3 {
            for length in 3...path { pieces.append(Piece(length: length, price: Price.path)) }
        }
        let same = rest.prefix { $0 == text[start] }.count
        if same >= 3 { pieces.append(Piece(length: same, price: Price.sameSign)) }
        pieces += repetitions(in: text, from: start)
        for length in DateInText.lengths(in: rest) {
            pieces.append(Piece(length: length, price: length == 4 ? Price.year : Price.date))
        }
        return pieces
    }

    /// What was typed just before, typed again, once or many times; at the end of the password perhaps cut off.
    private func repetitions(in text: [Unicode.Scalar], from start: Int) -> [Piece] {
        guard start >= 2 else { return [] }
        let left = text.count - start
        return (2...start).compactMap { distance in
            let length = zip(text[start...], text[(start - distance)...]).prefix { $0 == $1 }.count
            guard length >= distance || (length == left && length >= 3) else { return nil }
            return Piece(length: length == left ? length : length - length % distance, price: Price.again)
        }
    }

    private func leftover(_ scalar: Unicode.Scalar) -> Piece {
        if Self.isDigit(scalar) {
            return Piece(length: 1, price: Price.decoration, withoutWords: Price.digitAlone)
        }
        if ("a"..."z").contains(scalar) { return Piece(length: 1, price: Price.letter) }
        if scalar.isASCII { return Piece(length: 1, price: Price.decoration, withoutWords: Price.signAlone) }
        return Piece(length: 1, price: Price.foreignLetter)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
