import Crypto
import Foundation

/// The hash chain over the audit log: every event has a dense position and a hash over itself and all before it.
///
///     hash(n) = SHA-256( "countersign-chain-1", hash(n − 1), epoch, n, canonical bytes of event n )
///
/// each part behind its length. The first event is at 1 and follows 32 zero bytes, in epoch 1. A restore begins a new
/// epoch with its own event, so that two histories after one backup are never taken for one.
package enum Chain {
    /// Before the first event.
    package static let origin = ChainHead(epoch: 1, position: 0, hash: [UInt8](repeating: 0, count: 32))

    /// Gives events their places after `head`, in the order given; but one that tells of a restore comes first, since
    /// whatever the restored state had not sealed belongs to the new epoch.
    ///
    /// - Returns: nil if the chain has no room, which no server lives to see.
    package static func extend(
        _ head: ChainHead?,
        with events: [Event]
    ) -> (sealed: [SealedPosition], head: ChainHead)? {
        var head = head ?? origin
        var sealed: [SealedPosition] = []
        for event in events.filter(beginsEpoch) + events.filter({ !beginsEpoch($0) }) {
            guard let next = link(event, after: head) else { return nil }
            sealed.append(SealedPosition(eventID: event.id, position: next.position, hash: next.hash))
            head = next
        }
        return (sealed, head)
    }

    /// The head that an event makes.
    static func link(_ event: Event, after head: ChainHead) -> ChainHead? {
        let (position, overflow) = head.position.addingReportingOverflow(1)
        guard !overflow else { return nil }
        let epoch = epoch(of: event, after: head.epoch)
        let hash = hash(of: event, at: position, epoch: epoch, after: head.hash)
        return ChainHead(epoch: epoch, position: position, hash: hash)
    }

    static func hash(of event: Event, at position: Int64, epoch: Int64, after previous: [UInt8]) -> [UInt8] {
        var fields = LengthPrefixed("countersign-chain-1")
        fields.append(previous)
        fields.append(epoch)
        fields.append(position)
        fields.append(event.canonicalBytes)
        return Array(SHA256.hash(data: fields.bytes))
    }

    /// The number of the epoch that a restore at that time begins. The time is in it because one backup can be restored
    /// twice.
    package static func newEpoch(at now: Date) -> Int64 { max(2, Moment(now).milliseconds) }

    static func epoch(of event: Event, after epoch: Int64) -> Int64 {
        guard beginsEpoch(event) else { return epoch }
        let (next, overflow) = epoch.addingReportingOverflow(1)
        let told = event.data["epoch"].flatMap { Int64($0) } ?? 0
        return max(told, overflow ? epoch : next)
    }

    static func beginsEpoch(_ event: Event) -> Bool { event.kindName == Event.Kind.serverRestored.rawValue }
}
