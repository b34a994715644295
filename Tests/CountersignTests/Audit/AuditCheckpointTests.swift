import Countersign
import Foundation
import Repeatable
import Testing

@Suite("checkpoints, epochs and keeping")
struct AuditCheckpointTests {
    private let json = #"{"level":"info","message":"sealed","checkpoint":"LINE","n":20}"#

    // MARK: The line

    @Test("a checkpoint comes back from its line, whatever stands around it")
    func line() throws {
        let checkpoint = try #require(try AuditLog().checkpoints.last)
        let line = checkpoint.line
        #expect(Checkpoint(in: line) == checkpoint)
        #expect(Checkpoint(in: "2026-09-21T12:00:00Z info audit: \(line) (sealed)") == checkpoint)
        #expect(Checkpoint(in: json.replacingOccurrences(of: "LINE", with: line)) == checkpoint)
        #expect(!line.contains { $0.isWhitespace || "\"'\\/".contains($0) })
    }

    @Test("a line with one character changed is no checkpoint, or one that is not signed")
    func brokenLine() throws {
        let log = try AuditLog()
        let checkpoint = try #require(log.checkpoints.last)
        let characters = Array(checkpoint.line)
        for index in characters.indices {
            for character in ["0", "z", " ", ":", "-"] as [Character] where characters[index] != character {
                var changed = characters
                changed[index] = character
                guard let read = Checkpoint(in: String(changed)) else { continue }
                #expect(!log.key.verifier.isSigned(read), "\(String(changed))")
            }
        }
        for text in [
            "", "countersign-checkpoint:1:", "countersign-checkpoint:1:1:2:3:4:5:6", "countersign-checkpoint:2:1",
        ] {
            #expect(Checkpoint(in: text) == nil)
        }
    }

    @Test("the key comes back from its secret, and its public half verifies alone")
    func key() throws {
        var random = SeededGenerator(seed: 4)
        let key = try CheckpointKey { random.bytes($0) }
        let again = try CheckpointKey(secret: key.secret)
        let checkpoint = try again.sign(Chain.origin, at: begin)
        let verifier = try CheckpointVerifier(publicKey: key.verifier.publicKey)
        #expect(verifier.isSigned(checkpoint))
        #expect(verifier.keyID == checkpoint.keyID)
        #expect(verifier.keyID.utf8.count == 16)
        #expect(throws: (any Error).self) { try CheckpointKey(secret: SecretBytes([1])) }
        #expect(throws: (any Error).self) { try CheckpointVerifier(publicKey: [1]) }
    }

    // MARK: A cut end

    @Test("a cut end shows in a checkpoint from outside, even where head and checkpoints were turned back")
    func cut() throws {
        let log = try AuditLog()
        var cut = log
        cut.rows.removeLast(5)
        cut.checkpoints.removeLast()
        cut.head = log.checkpoints[2].head
        #expect(cut.report().isSound)
        #expect(cut.report(outside: log.checkpoints).finding == .cut(last: 15, checkpoint: 20))
        #expect(cut.report(outside: Array(log.checkpoints.prefix(3))).isSound)
    }

    @Test("a cut end shows without one where only the rows were cut")
    func cutRows() throws {
        var log = try AuditLog()
        log.rows.removeLast(2)
        #expect(log.report().finding == .removed(first: 19, last: 20))
        log.checkpoints.removeLast()
        #expect(log.report().finding == .removed(first: 19, last: 20))
    }

    @Test("a log that was made anew as a whole shows in a checkpoint from outside")
    func madeAnew() throws {
        let log = try AuditLog()
        var other = try AuditLog(events: 0)
        try other.seal((1...20).map { AuditLog.event($0, data: ["n": "0"]) })
        #expect(other.report().isSound)
        #expect(other.report(outside: [log.checkpoints[1]]).finding == .changedWithin(first: 1, last: 10))
    }

    @Test("events sealed while the log is walked are no fault")
    func grows() throws {
        var log = try AuditLog(events: 15)
        let before = log.head
        try log.seal((16...20).map { AuditLog.event($0) })
        for seen in [15, 18, 20] {
            var verifier = ChainVerifier(verifiers: [log.key.verifier], storedHead: before)
            verifier.take(Array(log.rows.prefix(seen)), checkpoints: log.checkpoints.filter { $0.position <= seen })
            let rest = log.checkpoints.filter { $0.position > seen }
            let report = verifier.finish(checkpoints: rest, headNow: log.head)
            #expect(report.finding == nil)
        }
    }

    // MARK: Keeping

    private func kept(from log: AuditLog, through position: Int64, removing: Int? = nil) -> AuditLog {
        var log = log
        log.rows.removeFirst(removing ?? Int(position))
        log.checkpoints.removeAll { $0.position < position }
        return log
    }

    @Test("whole sealed runs may go, if their checkpoint stays and an event tells of it")
    func retention() throws {
        var log = try AuditLog()
        try log.seal([AuditLog.event(21, kind: .eventsRemoved, data: ["through": "10"])])
        let report = kept(from: log, through: 10).report()
        #expect(report.finding == nil)
        #expect(report.notes == [.removedByRetention(through: 10)])
        #expect(report.events == 11)
        #expect(report.first == 11)
    }

    @Test("an earlier record does not cover a later removal, and no record covers none")
    func unrecorded() throws {
        var log = try AuditLog()
        #expect(kept(from: log, through: 10).report().finding == .removedWithoutRecord(through: 10))
        try log.seal([AuditLog.event(21, kind: .eventsRemoved, data: ["through": "10"])])
        #expect(kept(from: log, through: 15).report().finding == .removedWithoutRecord(through: 15))
    }

    @Test("without its checkpoint a removed run is a removed run")
    func retentionWithoutCheckpoint() throws {
        var log = try AuditLog()
        try log.seal([AuditLog.event(21, kind: .eventsRemoved, data: ["through": "20"])])
        var broken = kept(from: log, through: 10)
        broken.checkpoints = []
        #expect(broken.report().finding == .removed(first: 1, last: 10))
        broken = kept(from: log, through: 10)
        broken.rows.remove(at: 3)
        #expect(broken.report().finding == .removed(first: 14, last: 14))
        broken = kept(from: log, through: 10)
        broken.rows[0] = broken.rows[0].with(data: "{}")
        #expect(broken.report().finding == .changed(position: 11, event: Event.ID("e11")))
    }

    @Test("a removal under way is sound at every step")
    func retentionInSteps() throws {
        var log = try AuditLog()
        try log.seal([AuditLog.event(21, kind: .eventsRemoved, data: ["through": "10"])])
        for step in 1...10 {
            var under = log
            under.rows.removeFirst(step)
            #expect(under.report().finding == nil, "\(step)")
            // What is not to be removed is still watched.
            under.rows.remove(at: under.rows.count - 4)
            #expect(under.report().finding == .removed(first: 18, last: 18))
        }
    }

    @Test("checkpoints from outside of removed events are told as too old")
    func tooOld() throws {
        var log = try AuditLog()
        let outside = log.checkpoints
        try log.seal([AuditLog.event(21, kind: .eventsRemoved, data: ["through": "10"])])
        let report = kept(from: log, through: 10).report(outside: outside)
        #expect(report.finding == nil)
        #expect(report.notes == [.tooOldToCompare(position: 5), .removedByRetention(through: 10)])
        #expect(report.outsideCheckpoints == 3)
    }

    // MARK: Epochs

    private func restored(_ log: AuditLog, at now: Date, more: Int = 3) throws -> AuditLog {
        var log = log
        let epoch = String(Chain.newEpoch(at: now))
        // What the backup had not sealed comes before in time, but not in the chain.
        let left = AuditLog.event(50)
        try log.seal([left, AuditLog.event(51, kind: .serverRestored, data: ["epoch": epoch])])
        try log.seal((60..<(60 + more)).map { AuditLog.event($0) })
        return log
    }

    @Test("a restore begins an epoch with its own event")
    func epoch() throws {
        let log = try restored(try AuditLog(events: 10), at: begin)
        #expect(log.rows[10].event.kind == .serverRestored)
        #expect(log.head?.epoch == 1_790_000_000_000)
        let report = log.report()
        #expect(report.finding == nil)
        #expect(report.notes == [.restored(epoch: 1_790_000_000_000, position: 11)])
    }

    @Test("events lost in a restore are told, not taken for a cut or a change")
    func lostInRestore() throws {
        let full = try AuditLog(events: 20)
        let log = try restored(try AuditLog(events: 10), at: begin)
        let report = log.report(outside: full.checkpoints + log.checkpoints)
        #expect(report.finding == nil)
        #expect(report.notes.contains(.lostInRestore(epoch: 1, after: 10, through: 20)))
        #expect(report.outsideCheckpoints > 3)
    }

    @Test("two restores of one backup are two histories")
    func twoRestores() throws {
        let backup = try AuditLog(events: 10)
        let first = try restored(backup, at: begin)
        let second = try restored(backup, at: after(60))
        #expect(first.head?.epoch != second.head?.epoch)
        #expect(second.report(outside: first.checkpoints).finding == nil)
        // And the later cannot be passed off as the earlier.
        #expect(first.report(outside: second.checkpoints).finding != nil)
    }

    @Test("changing, removing or moving the event of a restore is found")
    func epochTampered() throws {
        let log = try restored(try AuditLog(events: 10), at: begin)
        var broken = log
        broken.rows[10] = broken.rows[10].with(data: #"{"epoch":"9"}"#)
        #expect(broken.report().finding == .changed(position: 11, event: Event.ID("e51")))
        broken = log
        broken.rows[10] = broken.rows[10].with(kind: "sign_in.succeeded")
        #expect(broken.report().finding == .changed(position: 11, event: Event.ID("e51")))
        broken = log
        broken.rows.remove(at: 10)
        #expect(broken.report().finding == .removed(first: 11, last: 11))
        broken = log
        broken.rows[3] = broken.rows[3].with(kind: "server.restored", data: #"{"epoch":"9223372036854775807"}"#)
        #expect(broken.report().finding == .changed(position: 4, event: Event.ID("e4")))
    }
}
