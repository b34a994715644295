import Countersign
import Foundation

/// `/admin/people`: finds people, and shows who is missing something.
package struct PeoplePage: ConsolePage {
    package static let template = "console-people"
    package static let consoleSection = ConsoleSection.people
    /// Begins the field of each person that is chosen.
    package static let choice = "person-"

    let list: PeopleList
    package let people: [PersonSummary]
    package let next: PeoplePlace?
    package let mayRemind: Bool
    package let mayExport: Bool
    package let flash: Flash?

    init(
        list: PeopleList,
        people: [PersonSummary],
        next: PeoplePlace? = nil,
        mayRemind: Bool = false,
        mayExport: Bool = false,
        flash: Flash? = nil
    ) {
        self.list = list
        self.people = people
        self.next = next
        self.mayRemind = mayRemind
        self.mayExport = mayExport
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("console.people.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": (flash?.box).values(in: words),
            "query": .text(list.search),
            "show": .text(list.filter?.rawValue),
            "sort": .text(list.sort == .name ? nil : list.sort.rawValue),
            "filters": .groups(filters(in: words)),
            "sorts": .groups(PeopleQuery.Sort.allCases.map { sortLink($0, in: words) }),
            "isSortable": .flag(
                list.search.isEmpty && list.filter.map { ![.waiting, .paused, .neverSignedIn].contains($0) } ?? true
            ),
            "hasPeople": .flag(!people.isEmpty),
            "caption": .text(words.text("console.people.caption", ["count": .number(people.count)])),
            "people": .groups(people.map { row($0, in: frame) }),
            "empty": .markup(words.markup("console.people.empty", ["a": .link(PeopleList.path)])),
            "hasPages": .flag(next != nil || list.after != nil),
            "firstPath": .text(list.after == nil ? nil : list.path()),
            "nextPath": .text(next.map { list.path(after: $0) }),
            "mayRemind": .flag(mayRemind),
            "mayExport": .flag(mayExport),
            "exportPath": .text(list.path("/admin/people.csv")),
            "listPath": .text(list.path(after: list.after)),
        ]
    }

    private func filters(in words: Words) -> [TemplateValues] {
        let all: [PeopleQuery.Filter?] = [nil] + PeopleQuery.Filter.allCases
        return all.map { filter in
            [
                "href": .text(list.path(filter: .some(filter))),
                "label": .text(words.text("console.people.show.\(filter?.rawValue ?? "all")")),
                "isCurrent": .flag(filter == list.filter),
            ]
        }
    }

    private func sortLink(_ sort: PeopleQuery.Sort, in words: Words) -> TemplateValues {
        [
            "href": .text(list.path(sort: sort)),
            "label": .text(words.text("console.people.sort.\(sort.rawValue)")),
            "isCurrent": .flag(sort == list.sort),
        ]
    }

    private func row(_ person: PersonSummary, in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "id": .text(person.id.rawValue),
            "choice": .text(Self.choice + person.id.rawValue),
            "mayChoose": .flag(mayRemind && person.mayBeReminded),
            "href": .text("\(PeopleList.path)/\(PageFrame.encoded(person.id.rawValue))"),
            "name": .text(person.calledName),
            "email": .text(person.calledName == person.email ? nil : person.email ?? person.name),
            "tags": .groups(PersonTags.of(person, at: frame.now).map { $0.values(in: words) }),
            "ways": .text(
                person.kinds.isEmpty
                    ? words.text("console.people.noWays")
                    : words.list(
                        person.kinds.map { kind in
                            words.text(KindPages.of(kind)?.name ?? Message("event.enrolment.unknown"))
                        }
                    )
            ),
            "lastSignIn": .markup(
                person.lastSignInAt.map { words.markup(words.ago($0, from: frame.now)) }
                    ?? words.markup("console.people.never")
            ),
        ]
    }
}
