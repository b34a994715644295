/// Something that the person can put right: the same words above the page and beside the field.
package struct Problem: Sendable, Equatable {
    /// The `id` of the field it is about; nil if about none.
    package let field: String?
    package let message: Message

    package init(field: String?, _ message: Message) {
        self.field = field
        self.message = message
    }

    package init(field: String?, _ key: String, _ fillings: [String: Filling] = [:]) {
        self.init(field: field, Message(key, fillings))
    }

    /// The box "There is a problem"; absent without problems.
    static func summary(of problems: [Problem], in words: Words) -> TemplateValue {
        guard !problems.isEmpty else { return .absent }
        return .group([
            "list": .groups(
                problems.map { problem in
                    [
                        "href": .text(problem.field.map { "#\($0)" }),
                        // Plain: a link inside the link to the field would not be HTML.
                        "text": problem.field == nil
                            ? .markup(words.markup(problem.message)) : .text(words.text(problem.message)),
                    ]
                }
            )
        ])
    }
}

extension [Problem] {
    /// What is said beside a field.
    func message(for field: String) -> Message? {
        first { $0.field == field }?.message
    }
}
