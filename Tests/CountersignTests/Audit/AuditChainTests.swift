import Countersign
import Foundation
import Repeatable
import Testing

@Suite("the chain")
struct AuditChainTests {
    private func id(_ number: Int) -> Event.ID { Event.ID("e\(number)") }

    @Test("an untouched log is sound, whatever the size of the page", arguments: [1, 2, 5, 7, 20, 100])
    func sound(page: Int) throws {
        let log = try AuditLog()
        let report = log.report(page: page, outside: log.checkpoints)
        #expect(report.isSound)
        #expect(report.events == 20)
        #expect(report.first == 1)
        #expect(report.last == log.head)
        #expect(report.checkpoints == 4)
        #expect(report.outsideCheckpoints == 4)
        #expect(report.signedThrough == 20)
        #expect(report.notes.isEmpty)
    }

    @Test("an empty log is sound, and one that was emptied is not")
    func empty() throws {
        var log = try AuditLog(events: 0)
        #expect(log.report().isSound)
        log = try AuditLog()
        log.rows = []
        #expect(log.report().finding == .removed(first: 1, last: 5))
        log.checkpoints = []
        #expect(log.report().finding == .removed(first: 1, last: 20))
    }

    @Test("positions are dense and each hash takes in the one before")
    func dense() throws {
        let log = try AuditLog()
        #expect(log.rows.map(\.position) == (1...20).map { Int64($0) })
        #expect(Set(log.rows.map(\.hash)).count == 20)
        var other = try AuditLog(events: 0)
        try other.seal([AuditLog.event(2)] + (2...20).map { AuditLog.event($0) })
        #expect(zip(log.rows, other.rows).allSatisfy { $0.hash != $1.hash })
    }

    @Test("any one event changed is named, whichever column it is", arguments: 0..<20)
    func changed(index: Int) throws {
        let log = try AuditLog()
        let row = log.rows[index]
        let changes = [
            row.with(kind: "sign_in.refused"), row.with(data: "{}"), row.with(milliseconds: 1),
            row.with(personal: []), row.with(data: row.event.dataText + " "), row.with(kind: "no.such"),
            StoredEvent(event: AuditLog.event(999), position: row.position, hash: row.hash),
        ]
        for changed in changes {
            var broken = log
            broken.rows[index] = changed
            #expect(broken.report().finding == .changed(position: Int64(index + 1), event: changed.event.id))
        }
    }

    @Test("a changed hash names its event", arguments: 0..<20)
    func changedHash(index: Int) throws {
        var log = try AuditLog()
        log.rows[index].hash = [UInt8](repeating: 1, count: 32)
        #expect(log.report().finding == .changed(position: Int64(index + 1), event: id(index + 1)))
    }

    @Test("any one event removed is named", arguments: 0..<20)
    func removed(index: Int) throws {
        var log = try AuditLog()
        log.rows.remove(at: index)
        let position = Int64(index + 1)
        #expect(log.report().finding == .removed(first: position, last: position))
    }

    @Test("a run of removed events is named by its ends")
    func removedRun() throws {
        var log = try AuditLog()
        log.rows.removeSubrange(6...10)
        #expect(log.report().finding == .removed(first: 7, last: 11))
    }

    @Test("removed and renumbered, it is still named, but for the last but one", arguments: 0..<18)
    func removedAndRenumbered(index: Int) throws {
        var log = try AuditLog()
        log.rows.remove(at: index)
        log.renumber()
        let position = Int64(index + 1)
        #expect(log.report().finding == .removed(first: position, last: position))
    }

    @Test("any one event inserted is named, with or without renumbering", arguments: 0..<20)
    func inserted(index: Int) throws {
        let log = try AuditLog()
        let position = Int64(index + 1)
        let foreign = AuditLog.event(777)
        for hash in [log.rows[index].hash ?? [], [UInt8](repeating: 3, count: 32)] {
            var beside = log
            beside.rows.insert(StoredEvent(event: foreign, position: position, hash: hash), at: index)
            #expect(beside.report().finding == .inserted(position: position, event: id(777)))
        }
        var behind = log
        behind.rows.insert(StoredEvent(event: foreign, position: position, hash: [1]), at: index + 1)
        #expect(behind.report().finding == .inserted(position: position, event: id(777)))
    }

    @Test("an inserted event with a hash of its own making is named by what follows it", arguments: 0..<19)
    func insertedWithHash(index: Int) throws {
        var log = try AuditLog()
        let before =
            index == 0
            ? Chain.origin
            : ChainHead(
                epoch: 1,
                position: Int64(index),
                hash: try #require(log.rows[index - 1].hash)
            )
        let sealed = try #require(Chain.extend(before, with: [AuditLog.event(777)])?.sealed.first)
        log.rows.insert(
            StoredEvent(event: AuditLog.event(777), position: sealed.position, hash: sealed.hash),
            at: index
        )
        log.renumber()
        let finding = log.report().finding
        // Where a checkpoint stands at that very position, it speaks first: the run is known, not the event.
        if (index + 1) % 5 == 0 {
            #expect(finding == .changedWithin(first: Int64(index - 3), last: Int64(index + 1)))
        } else {
            #expect(finding == .inserted(position: Int64(index + 1), event: id(777)))
        }
    }

    @Test("an event appended by hand is named", arguments: [true, false])
    func appended(withGoodHash: Bool) throws {
        var log = try AuditLog()
        let sealed = try #require(Chain.extend(log.head, with: [AuditLog.event(777)])?.sealed.first)
        log.rows.append(
            StoredEvent(
                event: AuditLog.event(777),
                position: 21,
                hash: withGoodHash ? sealed.hash : [UInt8](repeating: 9, count: 32)
            )
        )
        #expect(log.report().finding == .inserted(position: 21, event: id(777)))
    }

    @Test("two events that changed places are named", arguments: 0..<18)
    func reordered(index: Int) throws {
        var log = try AuditLog()
        log.rows.swapAt(index, index + 1)
        log.rows[index].position = Int64(index + 1)
        log.rows[index + 1].position = Int64(index + 2)
        #expect(log.report().finding == .reordered(position: Int64(index + 1), event: id(index + 2)))
    }

    @Test("events that changed places but kept their hashes' places are named", arguments: 0..<19)
    func swappedContents(index: Int) throws {
        var log = try AuditLog()
        let first = log.rows[index].event
        log.rows[index] = StoredEvent(
            event: log.rows[index + 1].event,
            position: log.rows[index].position,
            hash: log.rows[index].hash
        )
        log.rows[index + 1] = StoredEvent(
            event: first,
            position: log.rows[index + 1].position,
            hash: log.rows[index + 1].hash
        )
        #expect(log.report().finding == .changed(position: Int64(index + 1), event: id(index + 2)))
    }

    @Test("with all hashes made anew, the checkpoint names the run", arguments: 0..<20)
    func rehashed(index: Int) throws {
        var log = try AuditLog()
        log.rows[index] = log.rows[index].with(data: "{}")
        log.rehash(from: index)
        let first = Int64(index / 5 * 5 + 1)
        #expect(log.report().finding == .changedWithin(first: first, last: first + 4))
    }

    @Test("with the checkpoints taken away too, what is unsigned is told")
    func rehashedAndUnsigned() throws {
        var log = try AuditLog()
        log.rows[7] = log.rows[7].with(data: "{}")
        log.rehash(from: 7)
        log.checkpoints.removeLast(3)
        #expect(log.report().finding == .unsigned(first: 6, last: 20))
    }

    @Test("a checkpoint signed by another key is named")
    func foreignSignature() throws {
        var log = try AuditLog()
        let other = try CheckpointKey(secret: SecretBytes([UInt8](repeating: 6, count: 32)))
        log.checkpoints[2] = try other.sign(log.checkpoints[2].head, at: begin)
        #expect(log.report().finding == .badSignature(position: 15))
        let good = try AuditLog()
        #expect(good.report(outside: [log.checkpoints[2]]).finding == .badSignature(position: 15))
    }

    @Test("a head that does not agree is told")
    func wrongHead() throws {
        var log = try AuditLog()
        log.head = ChainHead(epoch: 1, position: 20, hash: [UInt8](repeating: 2, count: 32))
        #expect(log.report().finding == .wrongHead(position: 20))
        log.head = nil
        #expect(log.report().finding != nil)
    }

    @Test("positions at the edge of numbers make no trap")
    func extremes() throws {
        for position in [Int64.min, -1, 0, .max - 1, .max] {
            var log = try AuditLog()
            log.rows[19].position = position
            #expect(log.report().finding != nil)
            log = try AuditLog()
            log.rows[0].position = position
            #expect(log.report().finding != nil)
            log.rows = [log.rows[0]]
            log.checkpoints = []
            #expect(log.report().finding != nil)
        }
    }

    @Test("a thousand random ways to break a log are all found", arguments: 0..<10)
    func anyBreak(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let log = try AuditLog()
        for _ in 0..<100 {
            var broken = log
            let index = Int.random(in: 0..<20, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: broken.rows[index] = broken.rows[index].with(personal: random.bytes(3))
            case 1: broken.rows.remove(at: index)
            case 2: broken.rows[index].position = Int64.random(in: 21...1_000, using: &random)
            case 3: broken.rows.insert(broken.rows[Int.random(in: 0..<20, using: &random)], at: index)
            case 4: broken.rows[index].hash = random.bytes(Int.random(in: 0..<40, using: &random))
            default:
                broken.rows[index] = broken.rows[index].with(milliseconds: Int64.random(in: 0...9, using: &random))
                if Bool.random(using: &random) { broken.rehash(from: index) }
            }
            broken.rows.sort { ($0.position ?? 0) < ($1.position ?? 0) }
            #expect(broken.report(page: Int.random(in: 1...20, using: &random)).finding != nil)
        }
    }
}
