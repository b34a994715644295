import Foundation
import Testing

@testable import CountersignMessages

/// Against a real SMTP server: what arrives, and what never leaves.
@Suite(.timeLimit(.minutes(5))) struct SMTPSenderTests {
    private func sender(
        _ sink: SMTPSink,
        _ url: String = "smtp://127.0.0.1",
        trusted: String? = nil,
        isRemote: Bool = false,
        timeout: Int = 30
    ) throws -> SMTPSender {
        let server = try SMTPServer(parsing: "\(url):\(sink.port)", loopbackIsRemote: isRemote)
        var settings = SMTPSender.Settings(server: server)
        settings.certificateFile = trusted
        settings.timeoutInSeconds = timeout
        settings.resolved = ["mail.test:\(sink.port):127.0.0.1", "other.test:\(sink.port):127.0.0.1"]
        return SMTPSender(settings: settings)
    }

    // MARK: What arrives

    @Test("a mail arrives once, as it was written, and the server's answer is handed back")
    func accepted() async throws {
        let sink = try SMTPSink()
        let outcome = try await sender(sink).send(try .sample())
        #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
        let mails = try sink.entries("data")
        #expect(mails.count == 1)
        let mail = try #require(mails.first)
        #expect(mail.sender == "no-reply@id.example.com")
        #expect(mail.recipients == ["sam@example.com"])
        #expect(mail.parsed?.defects == [])
        #expect(try sink.entries("ehlo").first?.name == "id.example.com")
    }

    @Test(
        "subjects and texts of any script are read by another program as they were written",
        arguments: [
            "Your code", "Ihr Bestätigungscode für Grüße & Küsse", "確認コードをお送りします。どうぞよろしくお願いいたします。",
            "رمز التأكيد", "👩‍👩‍👧‍👦 and 🇩🇪 in a subject that is long enough to be folded into several lines",
            "=?UTF-8?B?not?= encoded", "a  double   space", String(repeating: "x", count: 300),
            "Re: [x] \"quoted\" <y@z>",
        ]
    )
    func scripts(text: String) async throws {
        let sink = try SMTPSink()
        let body =
            "\(text)\n\n.\n..\nFrom me\n.hidden\n\ttab and end \n=3D=\n\(text)\nlast line: @id.example.com #123456"
        let message = try MailMessage.sample(subject: text, text: body, html: "<p>\(text)</p>\n")
        let outcome = try await sender(sink).send(message)
        #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
        let parsed = try #require(try sink.entries("data").first?.parsed)
        #expect(parsed.values["subject"] == text.split(separator: " ").joined(separator: " "))
        #expect(parsed.parts["text/plain"] == body.replacing("\n", with: "\r\n"))
        #expect(parsed.parts["text/html"] == "<p>\(text)</p>\r\n")
        #expect(parsed.defects == [])
    }

    @Test(
        "the text alone ends where it ends: nothing follows its last line, not even a line break",
        arguments: ["@id.example.com #123456", "one\ntwo", "ends with a line break\n", "end \n ", "ü", "", "."]
    )
    func lastLine(text: String) async throws {
        let sink = try SMTPSink()
        _ = try await sender(sink).send(try .sample(text: text))
        let parsed = try #require(try sink.entries("data").first?.parsed)
        #expect(parsed.parts["text/plain"] == text.replacing("\n", with: "\r\n"))
    }

    @Test("a value that tries to add headers or recipients adds none")
    func injection() async throws {
        let sink = try SMTPSink()
        let attack = "Hi\r\nBcc: eve@example.net\r\n\r\n.\r\nMAIL FROM:<eve@example.net>\r\n"
        _ = try await sender(sink).send(try .sample(subject: attack, text: "x\r\n.\r\nRCPT TO:<eve@example.net>\r\n"))
        let mails = try sink.entries("data")
        #expect(mails.count == 1)
        #expect(mails.first?.recipients == ["sam@example.com"])
        #expect(try sink.entries("mail").count == 1)
        let parsed = try #require(mails.first?.parsed)
        #expect(!parsed.headers.contains("bcc"))
        #expect(parsed.values["subject"] == "Hi Bcc: eve@example.net . MAIL FROM:<eve@example.net>")
        #expect(parsed.parts["text/plain"] == "x\r\n.\r\nRCPT TO:<eve@example.net>\r\n")
    }

    @Test("an address of another script is announced as such (SMTPUTF8)")
    func internationalAddress() async throws {
        let sink = try SMTPSink()
        let outcome = try await sender(sink).send(try .sample(to: "grüße@example.com"))
        #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
        #expect(try sink.entries("mail").first?.options?.contains("SMTPUTF8") == true)
        #expect(try sink.entries("data").first?.recipients == ["grüße@example.com"])
    }

    // MARK: TLS

    @Test("STARTTLS is used with a server by name, its certificate checked, before the mail or the login is named")
    func startTLS() async throws {
        let sink = try SMTPSink("--tls", "starttls", "--auth", "sam:p@ss:w/rd")
        let sender = try sender(sink, "smtp://sam:p%40ss%3Aw%2Frd@mail.test", trusted: sink.ready.certificate)
        let outcome = await sender.send(try .sample())
        #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
        #expect(try sink.entries("auth").map(\.tls) == [true])
        #expect(try sink.entries("mail").map(\.tls) == [true])
        #expect(try sink.entries("data").first?.login == "sam")
    }

    @Test("implicit TLS from the first byte")
    func implicitTLS() async throws {
        let sink = try SMTPSink("--tls", "implicit", "--auth", "sam:kettle")
        let sender = try sender(sink, "smtps://sam:kettle@mail.test", trusted: sink.ready.certificate)
        #expect(await sender.send(try .sample()) == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
        #expect(try sink.entries("connection").map(\.tls) == [true])
    }

    @Test(
        "a server that does not offer TLS gets neither mail nor login",
        arguments: ["smtp://sam:kettle@mail.test", "smtps://sam:kettle@mail.test"]
    )
    func noTLSOffered(url: String) async throws {
        let sink = try SMTPSink("--auth", "sam:kettle")
        let outcome = try await sender(sink, url, timeout: 5).send(try .sample())
        guard case .deferred = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try sink.entries("auth").isEmpty)
        #expect(try sink.entries("mail").isEmpty)
    }

    @Test("the loopback counts as any other host once TLS is demanded of it")
    func loopbackAsRemote() async throws {
        let sink = try SMTPSink()
        let outcome = try await sender(sink, isRemote: true).send(try .sample())
        guard case .deferred(_, let text) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(text.contains("STARTTLS"))
        #expect(try sink.entries("mail").isEmpty)
    }

    @Test(
        "a certificate that nobody vouches for, or of another name, is refused",
        arguments: ["starttls", "implicit"],
        [true, false]
    )
    func wrongCertificate(tls: String, isTrusted: Bool) async throws {
        let sink = try SMTPSink("--tls", tls, "--auth", "sam:kettle")
        let scheme = tls == "implicit" ? "smtps" : "smtp"
        // Trusted, but asked for by another name; or the right name, but not trusted.
        let host = isTrusted ? "other.test" : "mail.test"
        let sender = try sender(
            sink,
            "\(scheme)://sam:kettle@\(host)",
            trusted: isTrusted ? sink.ready.certificate : nil
        )
        let outcome = await sender.send(try .sample())
        guard case .deferred(let code, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(code == nil || code == 220)
        #expect(try sink.entries("auth").isEmpty)
        #expect(try sink.entries("mail").isEmpty)
    }

    @Test("on the loopback STARTTLS is used where it is offered, with the same checks")
    func loopbackStartTLS() async throws {
        let sink = try SMTPSink("--tls", "starttls", "--name", "localhost")
        let trusting = try sender(sink, "smtp://localhost", trusted: sink.ready.certificate)
        #expect(await trusting.send(try .sample()) == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
        #expect(try sink.entries("mail").map(\.tls) == [true])
        guard case .deferred = try await sender(sink, "smtp://localhost").send(try .sample()) else {
            Issue.record("sent")
            return
        }
        #expect(try sink.entries("mail").count == 1)
    }

    @Test("a login goes to the loopback in clear text if it has no TLS")
    func loopbackLogin() async throws {
        let sink = try SMTPSink("--auth", "sam:kettle")
        let outcome = try await sender(sink, "smtp://sam:kettle@127.0.0.1").send(try .sample())
        #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
    }

    // MARK: What a server may answer

    @Test("a wrong login is no reason to give up the mail: an operator can mend it")
    func wrongLogin() async throws {
        let sink = try SMTPSink("--auth", "sam:kettle")
        let outcome = try await sender(sink, "smtp://sam:pot@127.0.0.1").send(try .sample())
        guard case .deferred(535, let text) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(!text.contains("pot"))
        guard case .deferred(535, _) = try await sender(sink, "smtp://sam:pot@127.0.0.1").greet(as: "a.example") else {
            Issue.record("let in with a wrong login")
            return
        }
        guard case .deferred(530, _) = try await sender(sink).send(try .sample()) else {
            Issue.record("sent without a login")
            return
        }
    }

    @Test(
        "an answer that is for now defers, one that is for good refuses",
        arguments: [
            ("defer-recipient", MailOutcome.deferred(code: 451, text: "451 4.7.1 greylisted, come back later")),
            ("defer-data", .deferred(code: 452, text: "452 4.3.1 disk full")),
            ("refuse-sender", .refused(code: 550, text: "550 5.7.1 sender rejected")),
            ("refuse-recipient", .refused(code: 550, text: "550 5.1.1 no such user here")),
            ("refuse-data", .refused(code: 554, text: "554 5.6.0 content rejected")),
            ("greeting-421", .deferred(code: 421, text: "421 4.3.2 too busy")),
            ("greeting-554", .deferred(code: 554, text: "554 5.7.1 you are not welcome")),
        ]
    )
    func answers(mode: String, expected: MailOutcome) async throws {
        let sink = try SMTPSink("--mode", mode)
        #expect(try await sender(sink).send(try .sample()) == expected)
    }

    @Test(
        "a connection that breaks defers, even after the whole mail was sent",
        arguments: ["drop-after-data", "drop-at-mail"]
    )
    func dropped(mode: String) async throws {
        let sink = try SMTPSink("--mode", mode)
        guard case .deferred(nil, let text) = try await sender(sink).send(try .sample()) else {
            Issue.record("not deferred")
            return
        }
        #expect(!text.isEmpty)
        try sink.change(to: "accept")
        #expect(try await sender(sink).send(try .sample()) == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
    }

    @Test("a greeting goes as far as the login and leaves no mail")
    func greeting() async throws {
        let sink = try SMTPSink()
        guard case .accepted = try await sender(sink).greet(as: "id.example.com") else {
            Issue.record("not let in")
            return
        }
        #expect(try sink.entries("ehlo").last?.name == "id.example.com")
        #expect(try sink.entries("data").isEmpty)
        let closed = try SMTPServer(parsing: "smtp://127.0.0.1:1")
        guard case .deferred(nil, let text) = await SMTPSender(settings: .init(server: closed)).greet(as: "a.example")
        else {
            Issue.record("let in by nobody")
            return
        }
        #expect(text.contains("connect"))
    }

    @Test("nobody there defers")
    func nobody() async throws {
        let sink = try SMTPSink()
        let server = try SMTPServer(parsing: "smtp://127.0.0.1:1")
        _ = sink
        guard case .deferred(nil, let text) = await SMTPSender(settings: .init(server: server)).send(try .sample())
        else {
            Issue.record("not deferred")
            return
        }
        #expect(text.contains("connect"))
    }

    @Test("a server that never answers is given up after the time limit", arguments: ["slow", "silent"])
    func timeLimit(mode: String) async throws {
        let sink = try SMTPSink("--mode", mode)
        guard case .deferred(nil, _) = try await sender(sink, timeout: 1).send(try .sample()) else {
            Issue.record("not deferred")
            return
        }
    }

    @Test("a mail on its way is given up when its task is cancelled")
    func cancelled() async throws {
        let sink = try SMTPSink("--mode", "slow")
        let sender = try sender(sink, timeout: 600)
        let task = Task { await sender.send(try .sample()) }
        try await sink.untilEntry("data")
        task.cancel()
        guard case .deferred(nil, _) = try await task.value else {
            Issue.record("not deferred")
            return
        }
        // Hung up at once: no thread stays behind for a good-bye that does not come.
        try await sink.untilEntry("closed")
    }

    @Test("a rude answer is cleaned and cut")
    func rude() async throws {
        let sink = try SMTPSink("--mode", "rude")
        guard case .refused(550, let text) = try await sender(sink).send(try .sample()) else {
            Issue.record("not refused")
            return
        }
        #expect(text.hasPrefix("550 5.1.1 "))
        #expect(text.utf8.count <= 200)
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    }

    @Test("twenty mails at once all arrive")
    func manyAtOnce() async throws {
        let sink = try SMTPSink()
        let sender = try sender(sink)
        try await withThrowingTaskGroup(of: MailOutcome.self) { group in
            for number in 0..<20 {
                group.addTask { await sender.send(try .sample(to: "sam\(number)@example.com")) }
            }
            for try await outcome in group {
                #expect(outcome == .accepted(reply: "250 2.0.0 Ok: queued as 1234"))
            }
        }
        #expect(Set(try sink.entries("data").compactMap { $0.recipients?.first }).count == 20)
    }
}
