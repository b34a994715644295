/// Whether one event's hash is what follows from the event before it. `audit verify` walks the whole chain and its
/// signatures; this is what a page can say of one event.
package enum ChainMark: String, Sendable, CaseIterable {
    case verified
    case broken
    /// The event before it is not there, though older ones are.
    case missing
    /// The event before it is past its keeping.
    case unknown

    /// - Parameters:
    ///   - previous: the event at the position before; nil if it is not there.
    ///   - hasOlder: whether any event has an earlier place: what is past its keeping goes from the oldest on.
    ///   - restores: the events at or before the position that tell of a restore, oldest first.
    package init(
        of stored: StoredEvent,
        after previous: StoredEvent?,
        hasOlder: Bool,
        restores: [Event],
        head: ChainHead?
    ) {
        guard let position = stored.position, let hash = stored.hash else {
            self = .unknown
            return
        }
        let before: [UInt8]
        if position == 1 {
            before = Chain.origin.hash
        } else if let known = previous?.hash, previous?.position == position - 1 {
            before = known
        } else {
            self = hasOlder ? .missing : .unknown
            return
        }
        let told = restores.reduce(Chain.origin.epoch) { Chain.epoch(of: $1, after: $0) }
        // Where the restore itself is past its keeping, the head still tells the epoch.
        let epochs = restores.isEmpty ? [told, head?.epoch ?? told] : [told]
        let isRight = epochs.contains {
            Chain.hash(of: stored.event, at: position, epoch: $0, after: before) == hash
        }
        self = isRight ? .verified : .broken
    }
}
