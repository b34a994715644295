import Countersign
import Foundation

/// A sealed log to break: 20 events, with a checkpoint after every fifth.
struct AuditLog {
    var rows: [StoredEvent] = []
    var checkpoints: [Checkpoint] = []
    var head: ChainHead?
    let key: CheckpointKey

    static let key: CheckpointKey? = try? CheckpointKey(secret: SecretBytes([UInt8](repeating: 5, count: 32)))

    struct NoKey: Error {}

    init(events count: Int = 20, runsOf run: Int = 5) throws {
        guard let key = Self.key else { throw NoKey() }
        self.key = key
        for start in stride(from: 1, through: count, by: run) {
            try seal((start..<min(start + run, count + 1)).map { Self.event($0) })
        }
    }

    static func event(_ number: Int, kind: Event.Kind = .signInSucceeded, data: [String: String]? = nil) -> Event {
        Event(
            id: Event.ID("e\(number)"),
            at: after(Double(number)),
            kind: kind,
            accountID: number % 3 == 0 ? nil : Account.ID("a\(number % 3)"),
            actor: .visitor,
            data: data ?? ["n": String(number)],
            personal: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 40)
        )
    }

    mutating func seal(_ events: [Event], signed: Bool = true) throws {
        guard let (sealed, newHead) = Chain.extend(head, with: events) else { throw NoKey() }
        for place in sealed {
            guard let event = events.first(where: { $0.id == place.eventID }) else { throw NoKey() }
            rows.append(StoredEvent(event: event, position: place.position, hash: place.hash))
        }
        head = newHead
        if signed { checkpoints.append(try key.sign(newHead, at: after(10_000))) }
    }

    /// All hashes from a row on made anew, as somebody would who can change every row but cannot sign.
    mutating func rehash(from index: Int) {
        let before = index > 0 ? rows[index - 1].hash ?? [] : Chain.origin.hash
        var place = ChainHead(epoch: 1, position: Int64(index), hash: before)
        for number in index..<rows.count {
            guard let (sealed, next) = Chain.extend(place, with: [rows[number].event]), let first = sealed.first else {
                return
            }
            rows[number].position = first.position
            rows[number].hash = first.hash
            place = next
        }
        head = place
    }

    mutating func renumber() {
        for index in rows.indices { rows[index].position = Int64(index + 1) }
        if let old = head, let last = rows.last, let position = last.position, let hash = last.hash {
            head = ChainHead(epoch: old.epoch, position: position, hash: hash)
        }
    }

    func report(page: Int = 7, outside: [Checkpoint] = []) -> ChainReport {
        var verifier = ChainVerifier(verifiers: [key.verifier], storedHead: head, outside: outside)
        var left = checkpoints
        for start in stride(from: 0, to: rows.count, by: page) {
            let rows = Array(rows[start..<min(start + page, rows.count)])
            let end = rows.last?.position ?? 0
            verifier.take(rows, checkpoints: left.filter { $0.position <= end })
            left.removeAll { $0.position <= end }
            if verifier.isDone { break }
        }
        return verifier.finish(checkpoints: left, headNow: head)
    }
}

extension StoredEvent {
    /// The same row with one column changed.
    func with(
        kind: String? = nil,
        data: String? = nil,
        milliseconds: Int64? = nil,
        personal: [UInt8]? = nil
    ) -> StoredEvent {
        let event = Event(
            id: event.id,
            milliseconds: milliseconds ?? event.milliseconds,
            kindName: kind ?? event.kindName,
            accountID: event.accountID,
            actorName: event.actorName,
            dataText: data ?? event.dataText,
            personal: personal ?? event.personal
        )
        return StoredEvent(event: event, position: position, hash: hash)
    }
}
