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
    /// Whom something may be done for from here.
    let choosable: Set<Account.ID>
    package let mayRemind: Bool
    let mayAskAgain: Bool
    package let mayExport: Bool
    /// What was just done.
    let notice: Box?

    init(
        list: PeopleList,
        people: [PersonSummary],
        next: PeoplePlace? = nil,
        choosable: Set<Account.ID> = [],
        mayRemind: Bool = false,
        mayAskAgain: Bool = false,
        mayExport: Bool = false,
        notice: Box? = nil
    ) {
        self.list = list
        self.people = people
        self.next = next
        self.choosable = choosable
        self.mayRemind = mayRemind
        self.mayAskAgain = mayAskAgain
        self.mayExport = mayExport
        self.notice = notice
    }

    package func title(in words: Words) -> String { words.text("console.people.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "notice": notice.values(in: words),
            "query": .text(list.search),
            "show": .text(list.filter?.rawValue),
            "sort": .text(list.sort == .name ? nil : list.sort.rawValue),
            "filters": .groups(filters(in: words)),
            "sorts": .groups(PeopleQuery.Sort.allCases.map { sortLink($0, in: words) }),
            "isSortable": .flag(
                list.search.isEmpty && list.filter.map { ![.waiting, .paused, .neverSignedIn].contains($0) } ?? true
            ),
            "hasPeople": .flag(!people.isEmpty),
            "caption": .text(words.text(caption, ["count": .number(people.count)])),
            "people": .groups(people.map { row($0, in: frame) }),
            "empty": .markup(words.markup("console.people.empty", ["a": .link(PeopleList.path)])),
            "hasPages": .flag(hasPages),
            "firstPath": .text(list.after == nil ? nil : list.path()),
            "nextPath": .text(next.map { list.path(after: $0) }),
            "mayAct": .flag(mayRemind || mayAskAgain),
            "mayRemind": .flag(mayRemind),
            "askAgainPath": .text(mayAskAgain ? AskAgainPage.path : nil),
            "mayExport": .flag(mayExport),
            "exportPath": .text(list.path("/admin/people.csv")),
            "listPath": .text(list.path(after: list.after)),
        ]
    }

    private var hasPages: Bool { next != nil || list.after != nil }

    /// How many there are on all pages nobody has counted.
    private var caption: String { hasPages ? "console.people.captionOfPage" : "console.people.caption" }

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
            "mayChoose": .flag(choosable.contains(person.id)),
            "href": .text("\(PeopleList.path)/\(PageFrame.encoded(person.id.rawValue))"),
            "name": .text(person.calledName),
            "email": .text(person.calledName == person.email ? nil : person.email ?? person.name),
            "tags": .groups(PersonTags.of(person, at: frame.now).map { $0.values(in: words) }),
            "ways": .text(PersonWords.ways(person.kinds, in: words)),
            "lastSignIn": .markup(PersonWords.moment(person.lastSignInAt, in: frame)),
        ]
    }
}
