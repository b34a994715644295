import Foundation

/// `/admin/people`: finds people.
package struct PeoplePage: ConsolePage {
    package static let template = "console-people"
    package static let consoleSection = ConsoleSection.people

    package struct Row: Sendable, Equatable {
        package let id: String
        package let name: String
        package let email: String
        package let tags: [Tag]

        package init(id: String, name: String, email: String, tags: [Tag]) {
            self.id = id
            self.name = name
            self.email = email
            self.tags = tags
        }
    }

    package let query: String
    package let people: [Row]

    package init(query: String, people: [Row]) {
        self.query = query
        self.people = people
    }

    package func title(in words: Words) -> String { words.text("console.people.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "query": .text(query),
            "hasPeople": .flag(!people.isEmpty),
            "caption": .text(words.text("console.people.caption")),
            "people": .groups(
                people.map { row in
                    [
                        "href": .text("/admin/people/\(PageFrame.encoded(row.id))"),
                        "name": .text(row.name),
                        "email": .text(row.email),
                        "tags": .groups(row.tags.map { $0.values(in: words) }),
                    ]
                }
            ),
            "empty": .markup(
                words.markup("console.people.empty", ["a": .link("/admin/people")])
            ),
        ]
    }
}
