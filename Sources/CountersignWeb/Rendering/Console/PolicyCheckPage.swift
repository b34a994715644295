import Countersign
import Foundation

/// Check the effect: whom a policy would touch, before it is applied.
package struct PolicyCheckPage: ConsolePage {
    package static let template = "console-policy-check"
    package static let consoleSection = ConsoleSection.policy

    package let organisation: Organisation
    package let before: Policy
    package let after: Policy
    package let effect: PolicyEffect
    /// Some of those who would be stopped now.
    package let stopped: [Account]
    package let locksOwnersOut: Bool
    package let revertsTo: Int64?
    package let note: String
    /// Somebody saved other rules since these were edited.
    package let isChangedMeanwhile: Bool

    package init(
        organisation: Organisation,
        before: Policy,
        after: Policy,
        effect: PolicyEffect,
        stopped: [Account],
        locksOwnersOut: Bool,
        revertsTo: Int64? = nil,
        note: String = "",
        isChangedMeanwhile: Bool = false
    ) {
        self.organisation = organisation
        self.before = before
        self.after = after
        self.effect = effect
        self.stopped = stopped
        self.locksOwnersOut = locksOwnersOut
        self.revertsTo = revertsTo
        self.note = note
        self.isChangedMeanwhile = isChangedMeanwhile
    }

    package func title(in words: Words) -> String { words.text("console.policy.checkTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let changes = PolicyChanges.values(from: before, to: after, in: words)
        return [
            "notice": notice.values(in: words),
            "name": .text(organisation.name),
            "hasChanges": .flag(!changes.isEmpty),
            "changes": .groups(changes),
            "numbers": .list(numbers.map { .markup(words.markup($0)) }),
            "hasStopped": .flag(!stopped.isEmpty),
            "stopped": .groups(
                stopped.map {
                    [
                        "name": .text($0.displayName.isEmpty ? $0.shownName : $0.displayName),
                        "href": .text("/admin/people/\(PageFrame.encoded($0.id.rawValue))"),
                    ]
                }
            ),
            "more": .markup(
                effect.stoppedNow > stopped.count
                    ? words.markup(
                        "console.policy.andMore",
                        ["count": .number(effect.stoppedNow - stopped.count)]
                    ) : nil
            ),
            "mail": mail(in: frame),
            "mayApply": .flag(!changes.isEmpty && !locksOwnersOut),
            "organisation": .text(organisation.id.rawValue),
            "version": .text(String(organisation.policyVersion)),
            "policy": .text((try? after.json) ?? ""),
            "revertsTo": .text(revertsTo.map { String($0) }),
            "note": Field(
                id: "note",
                kind: .text(autocomplete: "off"),
                label: Message("console.policy.note"),
                value: note
            ).values(in: words),
            "backPath": .text("/admin/policy?organisation=\(PageFrame.encoded(organisation.id.rawValue))"),
        ]
    }

    private var notice: Box? {
        if locksOwnersOut {
            return Box(
                tone: .bad,
                title: Message("console.policy.locksOutTitle"),
                text: Message("console.policy.locksOut")
            )
        }
        guard isChangedMeanwhile else { return nil }
        return Box(
            tone: .warn,
            title: Message("console.policy.meanwhileTitle"),
            text: Message("console.policy.meanwhile"),
            isStatus: true
        )
    }

    private var numbers: [Message] {
        var numbers = [
            Message(
                "console.policy.stoppedNow",
                ["count": .number(effect.stoppedNow), "people": .number(effect.people)]
            )
        ]
        let later = effect.stoppedInTheEnd - effect.stoppedNow
        if later > 0, let day = firstLater {
            numbers.append(Message("console.policy.stoppedLater", ["count": .number(later), "day": .day(day)]))
        }
        for ending in effect.ending where ending.people > 0 {
            let way = Filling.message(KindPages.of(ending.kind)?.name ?? Message("event.factor.unknown"))
            numbers.append(
                Message(
                    "console.policy.ending",
                    ["way": way, "count": .number(ending.people), "only": .number(ending.only)]
                )
            )
        }
        return numbers
    }

    /// The first day on which somebody is stopped who is not stopped now.
    private var firstLater: Date? {
        effect.stoppedByDay.dropFirst(effect.stoppedNow > 0 ? 1 : 0).first?.at
    }

    /// The reminder, as somebody without a second factor would get it.
    private func mail(in frame: PageFrame) -> TemplateValue {
        guard let day = firstLater else { return .absent }
        let notice = Notice(
            kind: .policyReminder,
            to: "",
            language: nil,
            facts: [
                "name": organisation.name, "expires": String(Int64(day.timeIntervalSince1970)),
                "link": "https://\(frame.host)/security/two-factor/new",
            ],
            at: frame.now
        )
        let letter = Letter(notice, organisation: frame.organisation, words: frame.words)
        return .group([
            "subject": .text(frame.words.text(letter.subject)),
            "paragraphs": .list(letter.paragraphs.map { .text(frame.words.text($0)) }),
        ])
    }
}
