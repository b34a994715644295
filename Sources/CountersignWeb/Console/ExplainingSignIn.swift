import Countersign
import Foundation

extension Explanation {
    /// As staff read it: one sentence a fact, those of the same kind together.
    var messages: [Message] {
        var messages: [Message] = []
        let ways = steps.filter { [.askedFirst, .alsoWorks, .waits, .spent].contains($0.name) }
        var saidWays = false
        var saidWait = false
        for step in steps {
            switch step.name {
            case .askedFirst, .alsoWorks, .waits, .spent:
                if !saidWays { messages.append(Self.secondStep(ways)) }
                saidWays = true
                guard !saidWait, step.name == .waits || step.name == .spent else { continue }
                saidWait = true
                messages.append(wait(step))
            default:
                if let message = step.message(beside: self) { messages.append(message) }
            }
        }
        return messages
    }

    private static func secondStep(_ ways: [Step]) -> Message {
        var kinds: [String] = []
        for way in ways {
            if let kind = way.facts["kind"], !kinds.contains(kind) { kinds.append(kind) }
        }
        return Message(
            "console.explain.secondStep",
            [
                "ways": .messages(
                    kinds.map { KindPages.of(Kind(rawValue: $0))?.word("askedFor") ?? Message("event.factor.unknown") }
                )
            ]
        )
    }

    private func wait(_ step: Step) -> Message {
        guard step.name == .waits, let until = step.until else { return Message("console.explain.strongOnly") }
        let wrong = steps.first { $0.name == .wrongInRow }?.facts["count"].flatMap { Int($0) } ?? 0
        return Message("console.explain.waiting", ["count": .number(wrong), "time": .moment(until)])
    }
}

extension Explanation.Step {
    /// Nil for what only says more of another fact.
    fileprivate func message(beside explanation: Explanation) -> Message? {
        let until = self.until ?? .distantFuture
        let count = facts["count"].flatMap { Int($0) } ?? 0
        return switch name {
        case .active, .noFactor, .askedFirst, .alsoWorks, .waits, .spent, .wrongInRow, .noBackupCodes: nil
        case .frozen: Message("console.explain.closed.frozen")
        case .disabled: Message("console.explain.closed.disabled")
        case .passwordSet: Message("console.explain.password")
        case .passwordNone: Message("console.explain.noPassword")
        case .passwordWaits:
            facts["network"].map {
                Message("console.explain.passwordWaits", ["network": .text($0), "time": .moment(until)])
            } ?? Message("console.explain.passwordWaitsKnown", ["time": .moment(until)])
        case .passkeyAlone: Message("console.explain.passkeyAlone")
        case .suspended, .suspendedWithCode:
            Message(
                "console.explain.\(name == .suspended ? "suspended" : "suspendedWithCode")"
                    + (facts["network"] == nil ? "" : "From"),
                [
                    "by": .message(SupportWords.someone(facts["by"] ?? "")),
                    "reason": .message(SupportWords.reason(facts["category"] ?? "")),
                    "until": .moment(until), "network": .text(facts["network"] ?? ""),
                ]
            )
        case .required: Message("console.explain.required", ["source": .message(source)])
        case .passkeyRequired: Message("console.explain.passkeyRequired", ["source": .message(source)])
        case .notCounted:
            Message("console.explain.notCounted", ["way": .message(said), "source": .message(source)])
        case .setUpNow: Message("console.explain.setUpNow.\(facts["reason"] ?? "")")
        case .setUpFrom:
            Message(
                "console.explain.setUpFrom.\(facts["reason"] ?? "")",
                ["day": .day(until), "source": .message(source)]
            )
        case .notRequired:
            explanation.steps.contains { $0.name == .noFactor } ? Message("console.explain.noSecondStep") : nil
        case .exempt: Message("console.explain.exempt", ["day": .day(until)])
        case .setUpAgain: Message("console.explain.setUpAgain")
        case .remembered: Message("console.explain.remembered", ["count": .number(count)])
        case .stillIn:
            (facts["ways"] ?? "").isEmpty
                ? Message("console.explain.nothingElse")
                : Message(
                    "console.explain.stillIn",
                    [
                        "ways": .messages(
                            (facts["ways"] ?? "").split(separator: " ").map { Message("console.explain.way.\($0)") }
                        )
                    ]
                )
        case .backupCodes: Message("console.explain.backupCodes", ["count": .number(count)])
        case .bypassCode: Message("console.explain.bypassCode", ["time": .moment(until)])
        case .browserWaits: Message("console.explain.browserWaits", ["count": .number(count)])
        case .recoveryOpen:
            Message("console.explain.recoveryOpen", ["reference": .text(facts["reference"] ?? "")])
        case .strict: Message("console.explain.strict")
        }
    }

    /// Whose rule it is.
    private var source: Message {
        facts["organisation"] == nil
            ? Message("console.explain.source.configuration")
            : Message("console.explain.source.organisation", ["name": .text(facts["source"] ?? "")])
    }

    private var said: Message {
        KindPages.of(Kind(rawValue: facts["kind"] ?? ""))?.word("said") ?? Message("event.factor.unknown")
    }
}
