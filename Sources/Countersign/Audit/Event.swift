import Foundation

/// One line of the audit log, as it is kept: what happened, when, about whom and by whom. Written in the transaction of
/// what it tells.
///
/// Its fields are those of its row, text for text, because the chain covers them: an event whose kind is no longer known,
/// or was tampered with, is still read and then named.
package struct Event: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Event>

    package let id: ID
    /// Milliseconds since 1970.
    package let milliseconds: Int64
    /// A `Kind`'s name.
    package let kindName: String
    package let accountID: Account.ID?
    /// An `Actor`'s name.
    package let actorName: String
    /// Facts that name nobody, as JSON: ids, lanes, reasons, counts. Never a secret, a code or a name.
    package let dataText: String
    /// Names, addresses and IPs, sealed under the account's own key; empty if there are none. See `PersonalData`.
    package let personal: [UInt8]

    /// A new event.
    package init(
        id: ID,
        at date: Date,
        kind: Kind,
        accountID: Account.ID?,
        actor: Actor,
        data: [String: String] = [:],
        personal: [UInt8] = []
    ) {
        self.init(
            id: id,
            milliseconds: Moment(date).milliseconds,
            kindName: kind.rawValue,
            accountID: accountID,
            actorName: actor.rawValue,
            dataText: EventData.text(of: data),
            personal: personal
        )
    }

    /// An event as it stands in its row.
    package init(
        id: ID,
        milliseconds: Int64,
        kindName: String,
        accountID: Account.ID?,
        actorName: String,
        dataText: String,
        personal: [UInt8]
    ) {
        self.id = id
        self.milliseconds = milliseconds
        self.kindName = kindName
        self.accountID = accountID
        self.actorName = actorName
        self.dataText = dataText
        self.personal = personal
    }

    package var at: Date { Moment(milliseconds: milliseconds).date }

    /// Nil for a kind that this version does not know.
    package var kind: Kind? { Kind(rawValue: kindName) }

    package var actor: Actor? { Actor(rawValue: actorName) }

    /// Empty if the text is not what was written.
    package var data: [String: String] { EventData.values(in: dataText) }

    /// The bytes that the chain hashes: every column, each behind its length, so that no two events share them.
    var canonicalBytes: [UInt8] {
        var fields = LengthPrefixed("countersign-event-1")
        fields.append(id.rawValue)
        fields.append(milliseconds)
        fields.append(kindName)
        fields.append(accountID?.rawValue)
        fields.append(actorName)
        fields.append(dataText)
        fields.append(personal)
        return fields.bytes
    }
}

/// An event's data as text: JSON with sorted keys, always the same for the same values.
private enum EventData {
    static func text(of values: [String: String]) -> String {
        // By hand: an encoder takes longer than all else that an event costs.
        let members = values.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
            case 0..<0x10: quoted += Array("\\u000\(String(byte, radix: 16))".utf8)
            case 0x10..<0x20: quoted += Array("\\u00\(String(byte, radix: 16))".utf8)
            default: quoted.append(byte)
            }
        }
        quoted.append(UInt8(ascii: "\""))
        return String(decoding: quoted, as: UTF8.self)
    }

    static func values(in text: String) -> [String: String] {
        (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }
}
