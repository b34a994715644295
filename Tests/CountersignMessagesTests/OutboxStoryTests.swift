import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Synchronization
import Testing

@testable import CountersignMessages

/// The outbox as it runs: a real database, a real mail server, two nodes.
@Suite(.timeLimit(.minutes(5))) struct OutboxStoryTests {
    /// Moves when the test says so: never while a mail is on its way, whose lease would run out.
    private final class Hands: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

        var now: Date { time.withLock { $0 } }

        func advance(seconds: TimeInterval) { time.withLock { $0 += seconds } }
    }

    @Test(
        "mail waits out a server that is away, and arrives once when it comes back",
        arguments: TestedDatabase.allCases
    )
    func comesBack(kind: TestedDatabase) async throws {
        let sink = try SMTPSink("--mode", "greeting-421")
        try await kind.run { database in
            let store = try await SQLStore.migrated(database)
            let hands = Hands()
            let ids = (0..<6).map { OutboxMail.ID("mail\($0)") }
            for (number, id) in ids.enumerated() {
                let notice = Notice(
                    kind: .confirmSignUp,
                    to: "sam\(number)@example.com",
                    language: "de",
                    facts: ["code": "00000\(number)"],
                    at: hands.now
                )
                let mail = OutboxMail(
                    id: id,
                    accountID: nil,
                    kind: .confirmSignUp,
                    sealedNotice: Array(try JSONEncoder().encode(notice)),
                    dueAt: hands.now,
                    expiresAt: hands.now.addingTimeInterval(24 * 3600),
                    createdAt: hands.now
                )
                #expect(try await store.commit(Commit(changes: [.enqueue(mail)])) == .committed)
            }
            var desk = OutboxDesk(
                now: { hands.now },
                lease: { try await store.leaseMail(now: $0, until: $1, limit: $2) },
                save: { try await store.saveMail($0) },
                open: { try JSONDecoder().decode(Notice.self, from: Data($0.sealedNotice)) },
                compose: { MailContent(subject: "Ihr Code für Grüße", text: $0.facts["code"] ?? "") }
            )
            desk.pause = { try await Task.sleep(for: .milliseconds(5)) }
            let sender = SMTPSender(
                settings: .init(server: try SMTPServer(parsing: "smtp://127.0.0.1:\(sink.port)"))
            )
            let from = try Mailbox(parsing: "no-reply@id.example.com")
            let nodes = (0..<2).map { _ in
                let service = OutboxService(desk, sender: sender, from: from, log: .silent)
                return Task { try await service.run() }
            }
            for (attempts, wait) in [(1, 60.0), (2, 120.0)] {
                for id in ids {
                    let mail = try await until(id, in: store) { $0.attempts == attempts }
                    #expect(mail.state == .deferred)
                    #expect(mail.reply == "421 4.3.2 too busy")
                }
                if attempts == 2 { try sink.change(to: "accept") }
                hands.advance(seconds: wait)
            }
            for id in ids {
                let mail = try await until(id, in: store) { $0.state.isFinal }
                #expect(mail.state == .accepted)
                #expect(mail.sealedNotice.isEmpty)
            }
            for node in nodes {
                node.cancel()
                try await node.value
            }
            #expect(try await store.countsOfMail()[.accepted] == ids.count)
        }
        let texts = try sink.entries("data").compactMap { $0.parsed?.parts["text/plain"] }
        #expect(texts.sorted() == (0..<6).map { "00000\($0)" })
    }

    private func until(
        _ id: OutboxMail.ID,
        in store: SQLStore,
        _ isWanted: (OutboxMail) -> Bool
    ) async throws -> OutboxMail {
        while true {
            if let mail = try await store.mail(id), isWanted(mail) { return mail }
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
