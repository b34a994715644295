/// What `audit verify` has to say.
package struct ChainReport: Sendable, Equatable {
    /// The first thing that is not as it was sealed; nil if all is.
    package let finding: ChainFinding?
    package let notes: [ChainNote]
    package let events: Int
    package let first: Int64?
    package let last: ChainHead?
    /// Checkpoints in the database that were found good.
    package let checkpoints: Int
    /// Checkpoints from outside that were found good.
    package let outsideCheckpoints: Int
    /// Up to where a signature covers the events.
    package let signedThrough: Int64

    package var isSound: Bool { finding == nil }
}

/// The first thing found wrong.
package enum ChainFinding: Sendable, Equatable, CustomStringConvertible {
    case changed(position: Int64, event: Event.ID)
    case inserted(position: Int64, event: Event.ID)
    /// It stands before one that it came after.
    case reordered(position: Int64, event: Event.ID)
    case removed(first: Int64, last: Int64)
    /// All hashes were made anew, but not the signature: the fault is within these positions.
    case changedWithin(first: Int64, last: Int64)
    /// A checkpoint from outside tells of events that are no longer there.
    case cut(last: Int64, checkpoint: Int64)
    /// A checkpoint that is not signed by this server's key.
    case badSignature(position: Int64)
    /// Events up to there are gone, and no event says that they were to be removed.
    case removedWithoutRecord(through: Int64)
    /// No checkpoint covers these events, though each run is sealed with one.
    case unsigned(first: Int64, last: Int64)
    /// The database's own note of the chain's end is not its end.
    case wrongHead(position: Int64)

    package var description: String {
        switch self {
        case .changed(let position, let event): "event \(event) at position \(position) was changed"
        case .inserted(let position, let event): "event \(event) at position \(position) was inserted"
        case .reordered(let position, let event): "event \(event) at position \(position) is not in its place"
        case .removed(let first, let last):
            first == last
                ? "the event at position \(first) was removed"
                : "the events at positions \(first) to \(last) were removed"
        case .changedWithin(let first, let last):
            "an event at positions \(first) to \(last) was changed, removed or inserted, and the hashes made anew"
        case .cut(let last, let checkpoint):
            "the log ends at position \(last), but the checkpoint given is of position \(checkpoint): its end was cut off"
        case .badSignature(let position): "the checkpoint at position \(position) was not signed by this server"
        case .removedWithoutRecord(let through):
            "the events up to position \(through) are gone, and no event tells of their removal"
        case .unsigned(let first, let last): "no signature covers the events at positions \(first) to \(last)"
        case .wrongHead(let position): "the chain head (position \(position)) does not agree with the events"
        }
    }
}

/// What is worth knowing and no fault.
package enum ChainNote: Sendable, Equatable, CustomStringConvertible {
    /// Removed after their keeping, as an event records.
    case removedByRetention(through: Int64)
    case restored(epoch: Int64, position: Int64)
    /// Events of an epoch that a restore ended: they were newer than the backup.
    case lostInRestore(epoch: Int64, after: Int64, through: Int64)
    /// A checkpoint from outside of events that were removed since.
    case tooOldToCompare(position: Int64)

    package var description: String {
        switch self {
        case .removedByRetention(let through): "events up to position \(through) were removed after their keeping"
        case .restored(let epoch, let position): "a restore began epoch \(epoch) at position \(position)"
        case .lostInRestore(let epoch, let after, let through):
            "events after \(after) up to \(through) of epoch \(epoch) were newer than the backup that was restored"
        case .tooOldToCompare(let position):
            "the checkpoint of position \(position) is of events that were removed since"
        }
    }
}
