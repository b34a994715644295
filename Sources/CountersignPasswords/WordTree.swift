/// A set of words that answers which of them begin at a place of a text, reading digits and signs as the letters they
/// often stand for.
struct WordTree: Sendable {
    private struct Node: Sendable {
        var next: [Unicode.Scalar: Int] = [:]
        var endsWord = false
    }

    private var nodes = [Node()]

    init(_ words: some Sequence<some StringProtocol>) {
        for word in words {
            insert(Array(word.unicodeScalars))
        }
    }

    mutating func insert(_ word: [Unicode.Scalar]) {
        guard !word.isEmpty else { return }
        var node = 0
        for scalar in word {
            if let known = nodes[node].next[scalar] {
                node = known
            } else {
                nodes.append(Node())
                nodes[node].next[scalar] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        nodes[node].endsWord = true
    }

    /// The lengths of all words that begin at `start`.
    func lengths(in text: ArraySlice<Unicode.Scalar>) -> Set<Int> {
        var found: Set<Int> = []
        var places: Set<Int> = [0]
        // At most as many rounds as the longest word has letters, for then no place is left.
        for (index, scalar) in text.enumerated() {
            var reached: Set<Int> = []
            for place in places {
                if let node = nodes[place].next[scalar] { reached.insert(node) }
                for letter in Self.lettersMeant[scalar] ?? [] {
                    if let node = nodes[place].next[letter] { reached.insert(node) }
                }
            }
            if reached.isEmpty { break }
            if reached.contains(where: { nodes[$0].endsWord }) { found.insert(index + 1) }
            places = reached
        }
        return found
    }

    private static let lettersMeant: [Unicode.Scalar: [Unicode.Scalar]] = [
        "0": ["o"], "1": ["i", "l"], "2": ["z"], "3": ["e"], "4": ["a"], "5": ["s"], "6": ["g", "b"], "7": ["t"],
        "8": ["b"], "9": ["g"], "@": ["a"], "$": ["s"], "!": ["i", "l"], "|": ["i", "l"], "+": ["t"], "(": ["c"],
        "€": ["e"], "£": ["e", "l"], "&": ["a"], "*": ["a", "o"],
    ]
}
