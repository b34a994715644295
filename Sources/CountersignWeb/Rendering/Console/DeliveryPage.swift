import Countersign
import Foundation

/// `/admin/delivery`: what became of the mails of the last seven days.
package struct DeliveryPage: ConsolePage {
    package static let template = "console-delivery"
    package static let consoleSection = ConsoleSection.delivery

    package let mail: Figures.Mail
    package let takenAt: Date?
    /// Where a test would go; nil where this person has no confirmed address, or may not ask for one.
    package let testTo: String?
    package let flash: Flash?

    package init(mail: Figures.Mail, takenAt: Date?, testTo: String?, flash: Flash? = nil) {
        self.mail = mail
        self.takenAt = takenAt
        self.testTo = testTo
        self.flash = flash
    }

    package func title(in words: Words) -> String { words.text("console.delivery.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        func time(_ milliseconds: Int?) -> TemplateValue {
            .text(milliseconds.map { OverviewPage.seconds($0, in: words) } ?? words.text("console.notKnown"))
        }
        let counts: [(String, Int)] = [
            ("sent", mail.all), ("accepted", mail.accepted), ("waiting", mail.waiting), ("deferred", mail.deferred),
            ("refused", mail.refused), ("expired", mail.expired),
        ]
        return [
            "notice": (flash?.box).values(in: words),
            "asOf": .markup(takenAt.map { words.markup("console.overview.asOf", ["time": .moment($0)]) }),
            "counts": .groups(
                counts.map { name, count in
                    [
                        "label": .text(words.text("console.delivery.\(name)")),
                        "value": .text(words.text(of: .number(count))),
                        "text": .text(words.text("console.delivery.\(name)Text")),
                    ]
                }
            ),
            "median": time(mail.median),
            "slow": time(mail.slow),
            "hasTrouble": .flag(!mail.troubled.isEmpty),
            "domains": .groups(
                mail.troubled.map { domain in
                    [
                        "name": .text(domain.name), "failed": .text(words.text(of: .number(domain.failed))),
                        "all": .text(words.text(of: .number(domain.all))),
                    ]
                }
            ),
            "test": .markup(testTo.map { words.markup("console.delivery.testText", ["email": .name($0)]) }),
        ]
    }
}
