import Countersign
import Foundation

/// A notice's facts, read: texts by their names, and what fills the blanks of its words.
struct NoticeFacts {
    private let notice: Notice

    init(_ notice: Notice) {
        self.notice = notice
    }

    /// A fact; empty if the notice has none of that name.
    subscript(_ name: String) -> String { notice.facts[name] ?? "" }

    /// The part of the catalogue's section `mail` that has its words: its kind's, or those of what support did.
    var key: String {
        let key = notice.kind.key
        guard notice.kind == .supportActed, SupportWords.told.contains(where: { $0.rawValue == self["act"] }) else {
            return key
        }
        return "\(key).\(self["act"])"
    }

    /// Seconds since 1970, as the ceremonies write it; the notice's own moment if there is none.
    var expires: Date {
        Int64(self["expires"]).map { Date(timeIntervalSince1970: TimeInterval($0)) } ?? notice.at
    }

    var client: Message {
        Browser(userAgent: self["user_agent"]).message
    }

    /// "A YubiKey".
    var factor: Message {
        KindPages.of(Kind(rawValue: self["factor_kind"]))?.word("said") ?? Message("event.factor.unknown")
    }

    /// Backup codes that are left, or accounts that an alarm is about.
    var count: Int { Int(self[notice.kind == .alarm ? "accounts" : "left"]) ?? 0 }

    /// What fills the blanks of any kind's words.
    func blanks(organisation: String) -> [String: Filling] {
        var blanks: [String: Filling] = [
            "organisation": .text(organisation),
            "by": .message(SupportWords.someone(self["by"])),
            "client": .message(client),
            "clock": .clock(notice.at),
            "code": .text(self["code"]),
            "count": .number(count),
            "day": .day(expires),
            "email": .text(self[notice.kind == .agreeToEmailChange ? "new_email" : "old_email"]),
            "factor": .message(factor),
            "name": .text(self[notice.kind.isOfFactor ? "factor_label" : "name"]),
            "note": .text(self["note"]),
            "reason": .text(self["reason"]),
            "reference": .text(self["reference"]),
            "role": .message(Message("roles.\(Role(rawValue: self["role"])?.rawValue ?? "member")")),
            "time": .end(expires, seenAt: notice.at, withZone: true),
            "until": .moment(expires),
            "usual": .text(self["usual"]),
        ]
        // What was chosen from a list, not typed.
        if notice.kind == .supportActed { blanks["reason"] = .message(SupportWords.reason(self["category"])) }
        return blanks
    }

    var whenAndWhere: [Message] {
        var lines = [Message("mail.when", ["moment": .moment(notice.at)])]
        if !self["place"].isEmpty {
            lines.append(Message("mail.whereAt", ["client": .message(client), "place": .text(self["place"])]))
        }
        return lines
    }
}

extension Notice.Kind {
    /// Its part of the catalogue's section `mail`: `confirmSignUp` of `confirm_sign_up`.
    var key: String {
        let parts = rawValue.split(separator: "_")
        return parts.dropFirst().reduce(into: String(parts.first ?? "")) { key, part in key += part.capitalized }
    }

    fileprivate var isOfFactor: Bool {
        [.factorAdded, .factorRemoved, .factorMoved, .factorPreferred].contains(self)
    }
}
