import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Codes by e-mail in a browser without scripts.
@Suite("Pages of codes by e-mail")
struct EmailCodePagesTests {
    private func mailed(_ world: World) async throws -> String { try await world.mailedCode() }

    private func answer(_ browser: TestBrowser, _ code: String) async throws -> TestPage {
        try await browser.send(["code": code], to: "/sign-in/email")
    }

    @Test("after the password a code is on its way, and the page says where, when and which", arguments: bothDatabases)
    func signIn(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = TestBrowser(world)
            let page = try await browser.givePassword(member)
            #expect(page.path == "/sign-in/email")
            #expect(page.text.contains("s•••@example.com"))
            #expect(page.text.contains("Sending…"))
            let mail = try await world.mail(.secondStepCode, to: member.email)
            #expect(page.text.contains(mail.facts["reference"] ?? "?"))
            // Looking again sends nothing.
            for _ in 0..<3 { try await browser.open("/sign-in/email") }
            #expect(try await world.mailedCodes().count == 1)
            _ = try await answer(browser, " \(mail.facts["code"] ?? "") ")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("one more after a minute; sooner the page stays and says when; either code works", arguments: bothDatabases)
    func again(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let first = try await mailed(world)
            world.clock.advance(by: 35)
            let early = try await browser.send(to: "/sign-in/email/again")
            #expect(early.status == 429)
            #expect(early.text.contains("You can ask for another code in 25 seconds."))
            #expect(try await world.mailedCodes().count == 1)
            world.clock.advance(by: 25)
            let sent = try await browser.send(to: "/sign-in/email/again")
            #expect(sent.path == "/sign-in/email")
            #expect(sent.text.contains("Either code works."))
            #expect(try await world.mailedCodes().count == 2)
            _ = try await answer(browser, first)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("wrong, run out, too many and another browser's are each said")
    func problems() async throws {
        try await World.run { world in
            let member = try await world.emailMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            #expect(try await answer(browser, "").problems == ["Enter the 6-digit code from the email"])
            #expect(try await answer(browser, "12345").problems.first?.contains("not entered enough") == true)
            let wrong = String.wrongCode(beside: try await world.mailedCodes())
            #expect(try await answer(browser, wrong).problems.first?.contains("reference") == true)
            let other = TestBrowser(world)
            let first = try await mailed(world)
            try await other.givePassword(member)
            #expect(try await answer(other, first).problems.first?.contains("another browser") == true)
            world.clock.advance(by: 599)
            try await browser.open("/sign-in/email")
            world.clock.advance(by: 1)
            // The sign-in ends with its newest code.
            #expect(try await browser.open("/sign-in/email").path == "/sign-in")
        }
    }

    @Test("the fifth wrong code ends what was sent, and another follows at once")
    func fifth() async throws {
        try await World.run { world in
            let member = try await world.emailMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let wrong = String.wrongCode(beside: try await world.mailedCodes())
            for _ in 0..<4 { _ = try await answer(browser, wrong) }
            let page = try await answer(browser, wrong)
            #expect(page.problems == ["That was too many wrong codes. We’ve sent a new one"])
            let codes = try await world.mailedCodes()
            #expect(codes.count == 2)
            #expect(try await answer(browser, codes[0]).path != "/security")
            #expect(try await browser.isSignedIn() == false)
        }
    }

    @Test("a wrong code after four of the app ends nothing that was sent, and says what comes next")
    func wrongAfterOthers() async throws {
        try await World.run { world in
            var member = try await world.emailMember()
            member.phone = try await world.phone(for: member)
            let phone = try #require(member.phone)
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            for _ in 0..<4 { try await browser.giveCode(phone.wrongCode()) }
            let ways = try await browser.open("/sign-in/methods")
            try await browser.send(to: ways.action("/sign-in/email"))
            let code = try await mailed(world)
            let page = try await answer(browser, String.wrongCode(beside: [code]))
            #expect(page.problems.first?.contains("Check that the email’s reference") == true)
            #expect(page.text.contains("1 try left before a short wait."))
            #expect(try await world.mailedCodes().count == 1)
            _ = try await answer(browser, code)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("while codes wait, who has only e-mail is offered a long one, and is in", arguments: bothDatabases)
    func long(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            for _ in 0..<6 {
                let wrong = String.wrongCode(beside: try await world.mailedCodes())
                _ = try await answer(browser, wrong)
            }
            let wait = try await browser.open("/sign-in/wait")
            #expect(wait.text.contains("Email codes"))
            let page = try await browser.send(to: wait.action("/sign-in/email"))
            #expect(page.path == "/sign-in/email")
            #expect(page.text.contains("12-character code"))
            #expect(try await answer(browser, "123456").problems.first?.contains("12 letters and numbers") == true)
            let wrong = try await answer(browser, "2222-2222-2222")
            #expect(wrong.path == "/sign-in/email")
            #expect(wrong.problems.first?.hasPrefix("That code is not correct") == true)
            _ = try await answer(browser, try await mailed(world))
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("a backup code in the same field gets in")
    func backupCode() async throws {
        try await World.run { world in
            let member = try await world.emailMember()
            let codes = try await BackupCodeActs(in: world.surroundings)
                .make(for: member.id, session: nil, client: nil, actor: .host)
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            _ = try await answer(browser, codes[0])
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("they are turned on with a code to the own address, and backup codes follow", arguments: bothDatabases)
    func turnOn(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(member)
            let setup = try await browser.open("/security/two-factor/email")
            #expect(setup.text.contains("Send a code to sam@example.com"))
            #expect(setup.text.contains("Anyone who can read your email can get these codes."))
            #expect(try await world.mails(to: member.email).isEmpty)
            let page = try await browser.send(to: nil)
            #expect(page.path == "/security/two-factor/email")
            #expect(page.text.contains("Turn on email codes"))
            let code = try await world.mailedCode(.enrolmentCode)
            let wrong = String.wrongCode(beside: [code])
            #expect(try await browser.send(["code": wrong], to: "/security/two-factor/email").problems.count == 1)
            let done = try await browser.send(["code": code], to: "/security/two-factor/email")
            #expect(done.path == "/security/two-factor/backup-codes")
            let factors = try #require(try await world.store.dossier(of: member.id)).factors
            #expect(factors.map(\.kind) == [.email])
            #expect(try await browser.open("/security/two-factor/email").path == "/security")
            let told = try await world.mail(.factorAdded, to: member.email)
            #expect(told.facts["factor_kind"] == "email")
        }
    }

    @Test("codes to an address that nobody has proved are bounded by the address, over all accounts")
    func unprovedAddress() async throws {
        try await World.run { world in
            let enrolment = Enrolment(in: world.surroundings)
            var sent = 0
            for number in 0..<8 {
                var request = AccountActs.Request(name: "person-\(number)")
                request.email = "victim@example.com"
                let account = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
                do {
                    _ = try await enrolment.begin(kind: .email, label: "", for: account.id, client: nil, actor: .host)
                    sent += 1
                } catch let tooMany as TooManyMails {
                    #expect(tooMany.reason == .address(sent: 5))
                }
            }
            #expect(sent == 5)
            #expect(try await world.mails(to: "victim@example.com").count == 5)
        }
    }

    @Test("proving oneself again works by mail, and changes nothing where there is a stronger factor")
    func proving() async throws {
        try await World.run { world in
            var member = try await world.emailMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            _ = try await answer(browser, try await mailed(world))
            world.clock.advance(by: 11 * 60)
            let page = try await browser.open("/security/password")
            #expect(page.path == "/security/confirm/email")
            let sent = try await world.mailedCodes().count
            let asked = try await browser.send(to: page.action("/security/confirm/email"))
            #expect(try await world.mailedCodes().count == sent + 1)
            let action = asked.action("/security/confirm/email?")
            let proved = try await browser.send(["code": try await mailed(world)], to: action)
            #expect(proved.path == "/security/password")
            // A mailed code alone does not take the last factor away.
            let only = try #require(try await world.dossier(of: member).factors.first?.id.rawValue)
            for path in ["/security/two-factor/off", "/security/two-factor/factors/\(only)/remove"] {
                #expect(try await browser.open(path).path == "/security/confirm/password")
                _ = try await browser.post(path, ["csrf": try await browser.token()])
                #expect(try await world.dossier(of: member).factors.count == 1)
            }
            try await browser.open("/security/two-factor/off")
            let wrong = try await browser.send(["password": "not the password"])
            #expect(wrong.problems == ["Password is not correct"])
            #expect(try await browser.send(["password": member.password]).path == "/security/two-factor/off")
            member.phone = try await world.phone(for: member)
            let factors = try await world.dossier(of: member).factors
            let removals = factors.map { "/security/two-factor/factors/\($0.id)/remove" }
            #expect(removals.count == 2)
            for path in ["/security/two-factor/off", "/security/two-factor/app/new", "/security/password"] + removals {
                #expect(try await browser.open(path).path == "/security/confirm/app")
            }
            // Nor does it by the page of the weaker kind, which leads to the stronger.
            #expect(try await browser.open("/security/confirm/email").path == "/security/confirm/app")
        }
    }
}

extension TestPage {
    /// The address of a form, by its beginning.
    fileprivate func action(_ prefix: String) -> String? {
        forms.compactMap(\.action).first { $0.hasPrefix(prefix) }
    }
}
