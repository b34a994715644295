import Countersign
import Foundation
import Logging
import Synchronization

@testable import CountersignMessages

/// An outbox table in memory with a clock that moves whenever somebody waits: a day of retries takes no time.
///
/// It stands still while a mail is in somebody's hands, for else a slow machine would see leases run out.
final class OutboxWorld: Sendable {
    struct Down: Error {}

    private struct State {
        var now = Date(timeIntervalSince1970: 1_800_000_000)
        var mails: [OutboxMail.ID: OutboxMail] = [:]
        var leases: [OutboxMail.ID: Date] = [:]
        var failingLeases = 0
        var failingSaves = 0
        var saves = 0
    }

    private let state = Mutex(State())
    /// How far the clock goes at each wait.
    private let step: TimeInterval

    init(step: TimeInterval = 1) {
        self.step = step
    }

    var now: Date { state.withLock { $0.now } }
    var saves: Int { state.withLock { $0.saves } }

    func fail(leases: Int = 0, saves: Int = 0) {
        state.withLock {
            $0.failingLeases = leases
            $0.failingSaves = saves
        }
    }

    func advance(seconds: TimeInterval) {
        state.withLock { $0.now += seconds }
    }

    func add(_ mail: OutboxMail) {
        state.withLock { $0.mails[mail.id] = mail }
    }

    func kept(_ id: String) -> OutboxMail? {
        state.withLock { $0.mails[.init(id)] }
    }

    /// Lets others run until the mail is as wanted.
    func until(_ id: String, _ isWanted: (OutboxMail) -> Bool) async -> OutboxMail? {
        while !Task.isCancelled {
            if let mail = kept(id), isWanted(mail) { return mail }
            await Task.yield()
        }
        return nil
    }

    func desk() -> OutboxDesk {
        var desk = OutboxDesk(
            now: { self.now },
            lease: { now, until, limit in try self.lease(now, until, limit) },
            save: { try self.save($0) },
            open: { try JSONDecoder().decode(Notice.self, from: Data($0.sealedNotice)) },
            compose: { notice in
                guard notice.kind != .alarm else { throw Down() }
                return MailContent(subject: notice.kind.rawValue, text: notice.facts["code"] ?? "-")
            }
        )
        desk.pause = {
            self.state.withLock { if $0.leases.isEmpty { $0.now += self.step } }
            try await Task.sleep(for: .zero)
        }
        return desk
    }

    private func lease(_ now: Date, _ until: Date, _ limit: Int) throws -> [OutboxMail] {
        try state.withLock { state in
            if state.failingLeases > 0 {
                state.failingLeases -= 1
                throw Down()
            }
            let due = state.mails.values.filter {
                !$0.state.isFinal && $0.dueAt <= now && (state.leases[$0.id] ?? .distantPast) <= now
            }
            let taken = Array(due.sorted { $0.dueAt < $1.dueAt }.prefix(limit))
            for mail in taken { state.leases[mail.id] = until }
            return taken
        }
    }

    private func save(_ mail: OutboxMail) throws {
        try state.withLock { state in
            if state.failingSaves > 0 {
                state.failingSaves -= 1
                throw Down()
            }
            state.saves += 1
            state.mails[mail.id] = mail
            state.leases[mail.id] = nil
        }
    }

    /// A mail that is due now.
    func makeMail(
        _ id: String,
        kind: Notice.Kind = .confirmSignUp,
        to: String = "sam@example.com",
        expiresAfter lifetime: TimeInterval = 3 * 24 * 3600
    ) throws -> OutboxMail {
        let now = now
        let notice = Notice(kind: kind, to: to, language: "en", facts: ["code": "123456"], at: now)
        return OutboxMail(
            id: .init(id),
            accountID: nil,
            kind: kind,
            sealedNotice: Array(try JSONEncoder().encode(notice)),
            dueAt: now,
            expiresAt: now.addingTimeInterval(lifetime),
            createdAt: now
        )
    }
}

/// Answers as it is told, and remembers what it was given.
final class ScriptedSender: MailSender {
    private let answers: Mutex<[MailOutcome]>
    private let sent = Mutex<[MailMessage]>([])
    private let gate: Gate?
    private let world: OutboxWorld?
    private let times = Mutex<[Date]>([])

    /// - Parameters:
    ///   - answers: one after the other; the last one from then on.
    ///   - world: whose clock tells when.
    ///   - gate: every mail waits in it.
    init(_ answers: MailOutcome..., gate: Gate? = nil, in world: OutboxWorld? = nil) {
        self.answers = Mutex(answers)
        self.world = world
        self.gate = gate
    }

    var timeLimitInSeconds: Int { 60 }

    var messages: [MailMessage] { sent.withLock { $0 } }

    /// In minutes after the first.
    var minutes: [Int] {
        times.withLock { times in times.map { Int($0.timeIntervalSince(times[0]) / 60) } }
    }

    func send(_ message: MailMessage) async -> MailOutcome {
        sent.withLock { $0.append(message) }
        if let world { times.withLock { $0.append(world.now) } }
        await gate?.pass()
        if Task.isCancelled { return .deferred(code: nil, text: "given up") }
        return answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}

/// Holds those who come until it is opened.
actor Gate {
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    var count: Int { waiting.count }

    func pass() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// Lets others run until so many wait here.
    nonisolated func untilWaiting(_ count: Int) async {
        while await self.count < count, !Task.isCancelled { await Task.yield() }
    }
}

extension Logger {
    static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
}
