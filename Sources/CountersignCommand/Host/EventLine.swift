import Countersign
import Foundation

/// An event as a line of JSON, for `audit-log: store,stdout`: what the chain covers, without what names anybody.
struct EventLine: Encodable {
    private let position: Int64?
    private let id: String
    private let at: Date
    private let kind: String
    private let account: String?
    private let actor: String
    private let data: [String: String]

    init(_ stored: StoredEvent) {
        position = stored.position
        id = stored.event.id.rawValue
        at = stored.event.at
        kind = stored.event.kindName
        account = stored.event.accountID?.rawValue
        actor = stored.event.actorName
        data = stored.event.data
    }
}
