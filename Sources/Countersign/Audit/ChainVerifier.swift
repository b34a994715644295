import Foundation

/// Walks the chain once, in constant memory, and names the first event that was changed, removed or inserted.
///
/// Give it the events page by page in order of position, with each page the stored checkpoints that are not beyond its
/// last event, then `finish`. It looks one event ahead, for an inserted event shows only by what follows it.
///
/// Who can change the database but not the outside world cannot sign. So: changed, moved or missing rows show in the
/// hashes; hashes made anew show in the checkpoints; a cut end shows in the chain head, or, where that was turned back
/// too, in a checkpoint from outside; and a run without a checkpoint shows as such. Not covered: events that have no position yet.
package struct ChainVerifier: Sendable {
    private let verifiers: [CheckpointVerifier]
    /// The database's own head before the walk: the events must reach it.
    private let storedHead: ChainHead?
    /// From logs, in order of position.
    private var outside: ArraySlice<Checkpoint>

    private var head: ChainHead?
    private var headBefore: ChainHead?
    private var lastEvent: Event.ID?
    private var pending: StoredEvent?
    private var stored: [Checkpoint] = []

    private var finding: ChainFinding?
    private var notes: [ChainNote] = []
    private var events = 0
    private var first: Int64?
    private var goodStored = 0
    private var goodOutside = 0
    private var signedThrough: Int64 = 0
    /// Positions up to there are missing (or the rest of a run that is being removed): an event must record it.
    private var missingThrough: Int64 = 0
    private var removalRecordedThrough: Int64 = 0
    /// Whether the walk began at the origin or at a checkpoint, rather than within a run that is being removed.
    private var isAnchored = true

    package init(verifiers: [CheckpointVerifier], storedHead: ChainHead?, outside: [Checkpoint] = []) {
        self.verifiers = verifiers
        self.storedHead = storedHead
        self.outside = outside.sorted { $0.position < $1.position }[...]
    }

    /// Whether going on can find nothing new: the first fault was found.
    package var isDone: Bool { finding != nil }

    package mutating func take(_ page: [StoredEvent], checkpoints: [Checkpoint]) {
        stored += checkpoints.sorted { $0.position < $1.position }
        for row in page {
            if let pending { examine(pending, next: row) }
            pending = row
            if isDone { return }
        }
    }

    /// - Parameters:
    ///   - rest: stored checkpoints beyond the last event.
    ///   - headNow: the database's own head after the walk; events sealed meanwhile are no fault.
    package mutating func finish(checkpoints rest: [Checkpoint], headNow: ChainHead?) -> ChainReport {
        stored += rest.sorted { $0.position < $1.position }
        if let pending, !isDone { examine(pending, next: nil) }
        pending = nil
        if !isDone { finding = faultAtEnd(headNow: headNow) }
        if !isDone, missingThrough > 0 {
            if removalRecordedThrough >= missingThrough {
                notes.append(.removedByRetention(through: missingThrough))
            } else {
                finding =
                    isAnchored
                    ? .removedWithoutRecord(through: missingThrough) : .removed(first: 1, last: missingThrough - 1)
            }
        }
        return ChainReport(
            finding: finding,
            notes: notes,
            events: events,
            first: first,
            last: head,
            checkpoints: goodStored,
            outsideCheckpoints: goodOutside,
            signedThrough: signedThrough
        )
    }

    // MARK: One event

    private mutating func examine(_ row: StoredEvent, next: StoredEvent?) {
        guard let position = row.position, let hash = row.hash else {
            finding = .inserted(position: row.position ?? 0, event: row.event.id)
            return
        }
        if head == nil, let fault = begin(at: position, hash: hash, event: row.event) {
            finding = fault
            return
        }
        // `begin` may have taken the first row on trust, as the rest of a run that is being removed.
        if first == nil { first = position }
        if head?.position != position || events > 0 {
            if let fault = follow(row, at: position, hash: hash, next: next) {
                finding = fault
                return
            }
        }
        events += 1
        lastEvent = row.event.id
        if row.event.kindName == Event.Kind.eventsRemoved.rawValue, let through = row.event.data["through"] {
            removalRecordedThrough = max(removalRecordedThrough, Int64(through) ?? 0)
        }
        finding = faultInCheckpoints()
    }

    /// Sets the head before the first row: the origin, or the checkpoint that stands for all that was removed before.
    private mutating func begin(at position: Int64, hash: [UInt8], event: Event) -> ChainFinding? {
        guard position >= 1 else { return .inserted(position: position, event: event.id) }
        if position == 1 {
            head = Chain.origin
            return nil
        }
        missingThrough = position - 1
        while let checkpoint = stored.first, checkpoint.position < position {
            stored.removeFirst()
            guard isSigned(checkpoint) else { return .badSignature(position: checkpoint.position) }
            goodStored += 1
            signedThrough = checkpoint.position
            if checkpoint.position == position - 1 { head = checkpoint.head }
        }
        if let head {
            return faultInOutside(before: head)
        }
        // No checkpoint just before it: the rest of a run that a janitor is removing step by step. The next checkpoint
        // still has to agree with what follows, and an event has to tell of the removal of this row too.
        guard let checkpoint = stored.first, isSigned(checkpoint) else { return .removed(first: 1, last: position - 1) }
        isAnchored = false
        missingThrough = position
        head = ChainHead(epoch: checkpoint.epoch, position: position, hash: hash)
        while let old = outside.first, old.position < position {
            outside.removeFirst()
            notes.append(.tooOldToCompare(position: old.position))
        }
        return nil
    }

    private mutating func follow(
        _ row: StoredEvent,
        at position: Int64,
        hash: [UInt8],
        next: StoredEvent?
    ) -> ChainFinding? {
        guard let head, let linked = Chain.link(row.event, after: head) else {
            return .inserted(position: position, event: row.event.id)
        }
        if position > linked.position { return .removed(first: linked.position, last: position - 1) }
        if position < linked.position { return .inserted(position: position, event: row.event.id) }
        guard linked.hash == hash else {
            return BrokenLink(
                row: row,
                next: next,
                head: head,
                before: headBefore,
                lastEvent: lastEvent,
                storedHead: storedHead
            ).finding
        }
        if linked.epoch != head.epoch { notes.append(.restored(epoch: linked.epoch, position: position)) }
        if let fault = faultInOutside(endedBy: linked, after: head) { return fault }
        headBefore = head
        self.head = linked
        return nil
    }

    // MARK: Checkpoints

    private func isSigned(_ checkpoint: Checkpoint) -> Bool {
        verifiers.contains { $0.isSigned(checkpoint) }
    }

    /// Compares the checkpoints of the head's position.
    private mutating func faultInCheckpoints() -> ChainFinding? {
        guard let head else { return nil }
        while let checkpoint = stored.first, checkpoint.position <= head.position {
            stored.removeFirst()
            guard isSigned(checkpoint) else { return .badSignature(position: checkpoint.position) }
            // One of a position before the first row was compared when the walk began.
            guard checkpoint.position == head.position else { continue }
            guard checkpoint.head == head else {
                return .changedWithin(first: max(signedThrough, missingThrough) + 1, last: head.position)
            }
            goodStored += 1
            signedThrough = head.position
        }
        while let checkpoint = outside.first, checkpoint.position <= head.position {
            outside.removeFirst()
            guard isSigned(checkpoint) else { return .badSignature(position: checkpoint.position) }
            guard checkpoint.epoch >= head.epoch else { continue }
            guard checkpoint.position == head.position else {
                notes.append(.tooOldToCompare(position: checkpoint.position))
                continue
            }
            guard checkpoint.head == head else {
                return .changedWithin(first: max(signedThrough, missingThrough) + 1, last: head.position)
            }
            goodOutside += 1
            signedThrough = head.position
        }
        return nil
    }

    /// Checkpoints from outside that are older than the first row.
    private mutating func faultInOutside(before head: ChainHead) -> ChainFinding? {
        while let checkpoint = outside.first, checkpoint.position <= head.position {
            outside.removeFirst()
            guard isSigned(checkpoint) else { return .badSignature(position: checkpoint.position) }
            if checkpoint.position == head.position, checkpoint.epoch == head.epoch {
                guard checkpoint.hash == head.hash else { return .changedWithin(first: 1, last: head.position) }
                goodOutside += 1
            } else {
                notes.append(.tooOldToCompare(position: checkpoint.position))
            }
        }
        return nil
    }

    /// When a restore begins an epoch, checkpoints of the one before it that lie further on tell of lost events.
    private mutating func faultInOutside(endedBy linked: ChainHead, after head: ChainHead) -> ChainFinding? {
        guard linked.epoch != head.epoch else { return nil }
        let lost = outside.filter { $0.epoch < linked.epoch }
        if let bad = lost.first(where: { !isSigned($0) }) { return .badSignature(position: bad.position) }
        if let furthest = lost.last {
            notes.append(.lostInRestore(epoch: head.epoch, after: head.position, through: furthest.position))
        }
        outside = outside.filter { $0.epoch >= linked.epoch }[...]
        return nil
    }

    // MARK: The end

    private mutating func faultAtEnd(headNow: ChainHead?) -> ChainFinding? {
        let last = head?.position ?? 0
        for checkpoint in stored {
            guard isSigned(checkpoint) else { return .badSignature(position: checkpoint.position) }
            if let storedHead, checkpoint.position > storedHead.position, checkpoint.position > last {
                // Sealed while we walked.
                if let headNow, checkpoint.position <= headNow.position { continue }
            }
            if checkpoint.position > last { return .removed(first: last + 1, last: checkpoint.position) }
        }
        if let storedHead, storedHead.position > last { return .removed(first: last + 1, last: storedHead.position) }
        if let headNow {
            if let head, last > headNow.position, let lastEvent {
                return .inserted(position: head.position, event: lastEvent)
            }
            if let head, head.position == headNow.position, head != headNow { return .wrongHead(position: last) }
        } else if let head, let lastEvent, events > 0 {
            return .inserted(position: head.position, event: lastEvent)
        }
        while let checkpoint = outside.popFirst() {
            guard isSigned(checkpoint) else { return .badSignature(position: checkpoint.position) }
            return .cut(last: last, checkpoint: checkpoint.position)
        }
        // Every run is sealed together with its checkpoint: who made all hashes anew and took the checkpoints away
        // left events that nothing signs.
        let due = min(last, storedHead?.position ?? 0)
        return signedThrough < due ? .unsigned(first: signedThrough + 1, last: due) : nil
    }
}
