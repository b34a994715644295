import Countersign
import Foundation

/// What an act of support will do, in a sentence.
enum HelpWords {
    static func sentence(of order: SupportOrder, for dossier: Dossier, at now: Date) -> Message {
        let until = order.until ?? now.addingTimeInterval(order.length ?? 0)
        let factor = dossier.factors.first { $0.id == order.factorID }
        return Message(
            "helping.act.\(order.act.rawValue).\(variant(of: order))",
            [
                "name": .name(dossier.account.calledName),
                "until": .moment(until),
                "network": .text(order.network ?? ""),
                "way": .message(factor.map(way) ?? Message("event.factor.unknown")),
            ]
        )
    }

    private static func variant(of order: SupportOrder) -> String {
        switch order.act {
        case .suspend: (order.needsEmailCode ? "sentenceEmail" : "sentence") + (order.network == nil ? "" : "From")
        case .issueBypassCode: order.thenSetUpAgain ? "sentenceAgain" : "sentence"
        case .askToSetUpAgain: order.isLost ? "sentenceLost" : order.signsOut ? "sentenceOut" : "sentence"
        default: "sentence"
        }
    }

    /// "An authenticator app" or its name.
    static func way(_ factor: Factor) -> Message {
        factor.label.isEmpty
            ? KindPages.of(factor.kind)?.word("said") ?? Message("event.factor.unknown")
            : Message("support.someone", ["name": .name(factor.label)])
    }
}
