/// Finds the word that somebody probably meant.
enum Nearest {
    /// The closest of the words, if it is close enough to be worth a guess.
    static func word(to typed: String, among words: [String]) -> String? {
        // Longer than any of our words: no slip of the finger, and not worth the time.
        guard typed.utf8.count <= 64 else { return nil }
        let typed = Array(typed.lowercased().unicodeScalars)
        let ranked = words.map { (word: $0, distance: distance(typed, Array($0.lowercased().unicodeScalars))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, min(3, best.word.count / 3)) ? best.word : nil
    }

    /// How many letters must be added, dropped, changed or swapped with their neighbour.
    static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 1...one.count {
            var current = [row]
            for column in 1...other.count {
                let isSame = one[row - 1] == other[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[other.count]
    }
}
