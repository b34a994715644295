import Countersign
import Foundation

/// What lists of people say of each in the same words.
enum PersonWords {
    /// The kinds of factor that somebody has.
    static func ways(_ kinds: [Kind], in words: Words) -> String {
        kinds.isEmpty
            ? words.text("console.people.noWays")
            : words.list(
                kinds.map { kind in words.text(KindPages.of(kind)?.name ?? Message("event.enrolment.unknown")) }
            )
    }

    /// When somebody was here last.
    static func moment(_ date: Date?, in frame: PageFrame) -> Markup {
        date.map { frame.words.markup(frame.words.ago($0, from: frame.now)) }
            ?? frame.words.markup("console.people.never")
    }
}
