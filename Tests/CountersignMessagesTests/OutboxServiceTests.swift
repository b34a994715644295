import Countersign
import CountersignTesting
import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import CountersignMessages

@Suite(.timeLimit(.minutes(1))) struct OutboxServiceTests {
    private func service(_ world: OutboxWorld, _ sender: any MailSender, parallel: Int = 4) throws -> OutboxService {
        OutboxService(
            world.desk(),
            sender: sender,
            from: try Mailbox(parsing: "Countersign <no-reply@id.example.com>"),
            parallel: parallel,
            log: .silent
        )
    }

    /// Runs services while `body` runs.
    private func running(_ services: OutboxService..., body: () async throws -> Void) async throws {
        let tasks = services.map { service in Task { try await service.run() } }
        try await body()
        for task in tasks {
            task.cancel()
            try await task.value
        }
    }

    @Test("a mail is sent once, with the words of its notice, and its words are gone once it is accepted")
    func accepted() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        world.add(try world.makeMail("m1"))
        try await running(service(world, sender)) {
            let mail = await world.until("m1") { $0.state.isFinal }
            #expect(mail?.state == .accepted)
            #expect(mail?.sealedNotice == [])
            #expect(mail?.attempts == 1)
            #expect(mail?.reply == "250 ok")
        }
        #expect(sender.messages.count == 1)
        let message = try #require(sender.messages.first)
        #expect(message.to.address.text == "sam@example.com")
        #expect(message.content == MailContent(subject: "confirm_sign_up", text: "123456"))
        #expect(message.id == "m1")
    }

    @Test("a mail that is put off is sent again after 1, 2, 5, 15 and then every 60 minutes, with the words it had")
    func backOff() async throws {
        let world = OutboxWorld(step: 1)
        let later = MailOutcome.deferred(code: 451, text: "451 later")
        let sender = ScriptedSender(later, later, later, later, later, later, .accepted(reply: "250 ok"), in: world)
        world.add(try world.makeMail("m1"))
        try await running(service(world, sender)) {
            let mail = await world.until("m1") { $0.state.isFinal }
            #expect(mail?.state == .accepted)
            #expect(mail?.attempts == 7)
        }
        #expect(sender.minutes == [0, 1, 3, 8, 23, 83, 143])
        #expect(Set(sender.messages.map(\.content.text)) == ["123456"])
    }

    @Test("after a day it is given up, and its words are gone")
    func day() async throws {
        let world = OutboxWorld(step: 120)
        let sender = ScriptedSender(.deferred(code: nil, text: "nobody there"), in: world)
        world.add(try world.makeMail("m1"))
        try await running(service(world, sender)) {
            let mail = await world.until("m1") { $0.state.isFinal }
            #expect(mail?.state == .expired)
            #expect(mail?.sealedNotice == [])
            #expect(mail?.reply == "nobody there")
        }
        let last = try #require(sender.minutes.last)
        #expect((22 * 60...24 * 60).contains(last))
    }

    @Test("a code that has run out is not sent, even if its mail was never tried")
    func runOut() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        world.add(try world.makeMail("m1", expiresAfter: -1))
        try await running(service(world, sender)) {
            let mail = await world.until("m1") { $0.state.isFinal }
            #expect(mail?.state == .expired)
            #expect(mail?.sealedNotice == [])
        }
        #expect(sender.messages.isEmpty)
    }

    @Test("a mail that will never be taken is refused at once; neither its reader nor its code is kept in the reply")
    func refused() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.refused(code: 550, text: "550 <Sam@Example.com>: no user for 123456 is your code"))
        world.add(try world.makeMail("m1"))
        try await running(service(world, sender)) {
            let mail = await world.until("m1") { $0.state.isFinal }
            #expect(mail?.state == .refused)
            #expect(mail?.reply == "550 <•••>: no user for ••• is your code")
            #expect(mail?.sealedNotice == [])
        }
        #expect(sender.messages.count == 1)
    }

    @Test("the log says why a mail was put off, without address and code")
    func saysWhy() async throws {
        let world = OutboxWorld()
        let kept = WorldLog()
        let reply = "451 4.7.1 <Sam@Example.com> try later, postmaster@mail.example.net about 123456"
        let sender = ScriptedSender(.deferred(code: 451, text: reply))
        world.add(try world.makeMail("m1"))
        let service = OutboxService(
            world.desk(),
            sender: sender,
            from: try Mailbox(parsing: "no-reply@id.example.com"),
            log: kept.logger
        )
        try await running(service) {
            _ = await world.until("m1") { $0.attempts > 0 }
        }
        let line = try #require(kept.lines.first { $0.text.hasPrefix("mail deferred") })
        #expect(line.text.contains("reason=451 4.7.1 <•••> try later, ••• about •••"))
        #expect(!kept.text.lowercased().contains("sam@example.com") && !kept.text.contains("123456"))
    }

    @Test("a mail that cannot be composed is refused; one that cannot be opened waits, for a key may be on its way")
    func unreadable() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        world.add(try world.makeMail("no words", kind: .alarm))
        world.add(try world.makeMail("no address", to: "sam@example.com\r\nBcc: eve@example.net"))
        var sealed = try world.makeMail("sealed")
        sealed.sealedNotice = [1, 2, 3]
        world.add(sealed)
        world.add(try world.makeMail("good"))
        try await running(service(world, sender)) {
            #expect(await world.until("no words") { $0.state.isFinal }?.state == .refused)
            #expect(await world.until("no address") { $0.state.isFinal }?.state == .refused)
            let waiting = await world.until("sealed") { $0.attempts > 0 }
            #expect(waiting?.state == .deferred)
            #expect(waiting?.sealedNotice == [1, 2, 3])
            #expect(await world.until("good") { $0.state.isFinal }?.state == .accepted)
        }
        #expect(sender.messages.map(\.id) == ["good"])
    }

    @Test("two nodes send each of a hundred mails once")
    func nodes() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        for number in 0..<100 { world.add(try world.makeMail("m\(number)")) }
        try await running(service(world, sender), service(world, sender)) {
            for number in 0..<100 {
                #expect(await world.until("m\(number)") { $0.state.isFinal }?.state == .accepted)
            }
        }
        #expect(sender.messages.count == 100)
        #expect(Set(sender.messages.map(\.id)).count == 100)
    }

    @Test("a mail handed out that is done with, or not due, is not sent: another node was quicker")
    func overtaken() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        let done = try world.makeMail("done").ended(as: .accepted, reply: "250 first")
        var later = try world.makeMail("later")
        later.state = .deferred
        later.attempts = 1
        later.dueAt = world.now.addingTimeInterval(1_000_000)
        world.add(done)
        world.add(later)
        var desk = world.desk()
        let careful = desk.lease
        let handedOut = Flag()
        desk.lease = { [later] now, until, limit in
            if handedOut.isRaised { return try await careful(now, until, limit) }
            handedOut.raise()
            return [done, later]
        }
        let service = OutboxService(
            desk,
            sender: sender,
            from: try Mailbox(parsing: "no-reply@id.example.com"),
            log: .silent
        )
        try await running(service) {
            world.add(try world.makeMail("other"))
            #expect(await world.until("other") { $0.state.isFinal }?.state == .accepted)
        }
        #expect(sender.messages.map(\.id) == ["other"])
        #expect(world.kept("done") == done)
        #expect(world.kept("later") == later)
    }

    @Test("no more mails are on their way at once than it was told")
    func parallel() async throws {
        let world = OutboxWorld()
        let gate = Gate()
        let sender = ScriptedSender(.accepted(reply: "250 ok"), gate: gate)
        for number in 0..<10 { world.add(try world.makeMail("m\(number)")) }
        let service = try service(world, sender, parallel: 3)
        try await running(service) {
            await gate.untilWaiting(3)
            for _ in 0..<200 {
                service.wake()
                await Task.yield()
            }
            #expect(sender.messages.count == 3)
            await gate.open()
            for number in 0..<10 { _ = await world.until("m\(number)") { $0.state.isFinal } }
        }
        #expect(sender.messages.count == 10)
    }

    @Test("a mail that was accepted is not sent again because the database was away for a moment")
    func failingSave() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        world.add(try world.makeMail("m1"))
        world.fail(saves: 20)
        try await running(service(world, sender)) {
            #expect(await world.until("m1") { $0.state.isFinal }?.state == .accepted)
        }
        #expect(sender.messages.count == 1)
    }

    @Test("an outbox that cannot be read is read again later")
    func failingLease() async throws {
        let world = OutboxWorld()
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        world.fail(leases: 20)
        world.add(try world.makeMail("m1"))
        try await running(service(world, sender)) {
            #expect(await world.until("m1") { $0.state.isFinal }?.state == .accepted)
        }
    }

    @Test("a node that dies with a mail in hand leaves it to another one, once its lease is over")
    func death() async throws {
        let world = OutboxWorld()
        world.add(try world.makeMail("m1"))
        // Somebody took it and was never heard of again.
        #expect(try await world.desk().lease(world.now, world.now.addingTimeInterval(120), 1).count == 1)
        let sender = ScriptedSender(.accepted(reply: "250 ok"))
        let service = try service(world, sender)
        try await running(service) {
            world.advance(seconds: 119)
            for _ in 0..<200 {
                service.wake()
                await Task.yield()
            }
            #expect(sender.messages.isEmpty)
            world.advance(seconds: 1)
            #expect(await world.until("m1") { $0.state.isFinal }?.state == .accepted)
        }
        #expect(sender.messages.count == 1)
    }

    @Test("a clock that leaps past the lease of a mail on its way does not send it beside itself")
    func leap() async throws {
        let world = OutboxWorld()
        let gate = Gate()
        let sender = ScriptedSender(.accepted(reply: "250 ok"), gate: gate)
        world.add(try world.makeMail("m1"))
        let service = try service(world, sender)
        try await running(service) {
            await gate.untilWaiting(1)
            world.advance(seconds: 300)
            for _ in 0..<200 {
                service.wake()
                await Task.yield()
            }
            await gate.open()
            #expect(await world.until("m1") { $0.state.isFinal }?.state == .accepted)
        }
        #expect(sender.messages.count == 1)
    }

    @Test("shutting down finishes the mail on its way, writes down what came of it, and begins no other")
    func gracefulShutdown() async throws {
        let world = OutboxWorld()
        let gate = Gate()
        let sender = ScriptedSender(.accepted(reply: "250 ok"), gate: gate)
        world.add(try world.makeMail("m1"))
        let service = try service(world, sender, parallel: 1)
        let group = ServiceGroup(services: [service], logger: .silent)
        let run = Task { try await group.run() }
        await gate.untilWaiting(1)
        world.add(try world.makeMail("m2"))
        await group.triggerGracefulShutdown()
        while !service.isStopping.isRaised, !Task.isCancelled { await Task.yield() }
        await gate.open()
        try await run.value
        #expect(world.kept("m1")?.state == .accepted)
        #expect(world.kept("m2")?.state == .queued)
        #expect(sender.messages.count == 1)
    }

    @Test("a mail that was broken off is left as it was, and free for another node at once")
    func cancelled() async throws {
        let world = OutboxWorld()
        let gate = Gate()
        let sender = ScriptedSender(.accepted(reply: "250 ok"), gate: gate)
        let mail = try world.makeMail("m1")
        world.add(mail)
        let service = try service(world, sender)
        let run = Task { try await service.run() }
        await gate.untilWaiting(1)
        run.cancel()
        await gate.open()
        try await run.value
        #expect(world.kept("m1") == mail)
        #expect(try await world.desk().lease(world.now, world.now, 1).map(\.id.rawValue) == ["m1"])
    }
}

@Suite struct OutboxMailOutcomeTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func mail(expiresAfter lifetime: TimeInterval) -> OutboxMail {
        OutboxMail(
            id: .init("m1"),
            accountID: nil,
            kind: .confirmEmail,
            sealedNotice: [1],
            dueAt: start,
            expiresAt: start.addingTimeInterval(lifetime),
            createdAt: start
        )
    }

    @Test("a mail with a code is not put off beyond the code's own end")
    func ownEnd() {
        let later = MailOutcome.deferred(code: 451, text: "451 later")
        var mail = mail(expiresAfter: 600)
        var now = start
        var tries: [TimeInterval] = []
        while !mail.state.isFinal {
            tries.append(now.timeIntervalSince(start) / 60)
            mail = mail.after(later, at: now)
            now = mail.dueAt
        }
        #expect(tries == [0, 1, 3, 8])
        #expect(mail.state == .expired)
        #expect(mail.sealedNotice == [])
    }

    @Test("a reply is cut to 200 characters, whatever signs it is made of")
    func longReply() {
        let reply = String(repeating: "e\u{301}\u{302}", count: 500)
        let mail = mail(expiresAfter: 600).after(.accepted(reply: reply), at: start)
        #expect(mail.reply.unicodeScalars.count == 200)
    }
}
