/// A row whose hash does not follow from the one before it, and what stands around it: enough to say which of the two, or
/// what between them, is at fault, as long as the hashes were left as they were.
struct BrokenLink {
    let row: StoredEvent
    let next: StoredEvent?
    /// After the row before this one, and after the one before that.
    let head: ChainHead
    let before: ChainHead?
    let lastEvent: Event.ID?
    let storedHead: ChainHead?

    /// How many removed rows in a row are looked for, where those after them were renumbered.
    private static let furthestGap: Int64 = 100

    var finding: ChainFinding {
        let (position, overflow) = head.position.addingReportingOverflow(1)
        let changed = ChainFinding.changed(position: position, event: row.event.id)
        let inserted = ChainFinding.inserted(position: position, event: row.event.id)
        guard !overflow, let rowHash = row.hash else { return inserted }
        if let before, let lastEvent, Chain.link(row.event, after: before)?.hash == rowHash {
            // It follows from the one before the last: the last one came between, with a hash that was made for it.
            return .inserted(position: head.position, event: lastEvent)
        }
        guard let next, let nextHash = next.hash else {
            // The last row: inserted if the chain is known to end before it.
            return position > storedHead?.position ?? .max ? inserted : changed
        }
        if let direct = Chain.link(next.event, after: head), direct.hash == nextHash {
            // The next one follows without this one.
            let isSwapped = Chain.link(row.event, after: direct)?.hash == rowHash
            return isSwapped ? .reordered(position: position, event: row.event.id) : inserted
        }
        if let gap = removedBefore(position, rowHash: rowHash, next: next.event, nextHash: nextHash) {
            return .removed(first: position, last: position + gap - 1)
        }
        return changed
    }

    /// Rows were removed and those after them renumbered: then the next one's hash follows from this one's as of a
    /// position further on.
    private func removedBefore(_ position: Int64, rowHash: [UInt8], next: Event, nextHash: [UInt8]) -> Int64? {
        guard let epoch = Chain.link(row.event, after: head)?.epoch else { return nil }
        return (1...Self.furthestGap).first { gap in
            let (shifted, overflow) = position.addingReportingOverflow(gap)
            guard !overflow else { return false }
            let place = ChainHead(epoch: epoch, position: shifted, hash: rowHash)
            return Chain.link(next, after: place)?.hash == nextHash
        }
    }
}
