import Countersign

/// Why support acts, as a call says it.
extension SupportReason {
    static let fields = ["reason", "category", "identity", "ticket"]

    /// - Throws: `APIProblem`
    init(in fields: JSONFields) throws {
        let category = try Self.word(Category.self, "category", in: fields) ?? .other
        let identity = try Self.word(Identity.self, "identity", in: fields) ?? .elsewhere
        let text = try fields.requiredText("reason")
        let ticket = try fields.text("ticket") ?? ""
        guard Self.isPlain(text) else {
            throw APIProblem.unacceptable([
                FieldProblem("reason", "must be one line of text without white space around it")
            ])
        }
        guard text.unicodeScalars.count >= Self.shortestText else {
            throw APIProblem.unacceptable([FieldProblem(.textTooShort)])
        }
        guard ticket.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw APIProblem.unacceptable([FieldProblem("ticket", "must be visible ASCII characters")])
        }
        do {
            self = try SupportReason(category: category, text: text, identity: identity, ticket: ticket)
        } catch let problems as Problems<Problem> {
            throw APIProblem.unacceptable(problems.list.map(FieldProblem.init))
        }
    }

    /// What is seen, and plain spaces between it: what a log can show on a line.
    private static func isPlain(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard scalars.first != " ", scalars.last != " " else { return false }
        return scalars.allSatisfy { $0 == " " || VisibleText.isVisibleOrJoiner($0) }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _: Word.Type,
        _ name: String,
        in fields: JSONFields
    ) throws -> Word? {
        guard let text = try fields.text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let all = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIProblem.unacceptable([FieldProblem(name, "must be one of \(all)")])
        }
        return word
    }
}

extension FieldProblem {
    fileprivate init(_ problem: SupportReason.Problem) {
        switch problem {
        case .categoryMissing: self.init("category", "is missing")
        case .identityMissing: self.init("identity", "is missing")
        case .textTooShort: self.init("reason", "is shorter than \(SupportReason.shortestText) characters")
        case .textTooLong: self.init("reason", "is longer than \(SupportReason.longestText) characters")
        case .ticketTooLong: self.init("ticket", "is longer than \(SupportReason.longestTicket) characters")
        case .badCharacters: self.init("reason", "has control characters")
        }
    }
}
