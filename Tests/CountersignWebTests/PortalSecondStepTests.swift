import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import Testing

@Suite("The second step")
struct PortalSecondStepTests {
    @Test(
        "a code may be written with spaces, dashes or wide digits",
        arguments: [" %1$@ %2$@ ", "%1$@-%2$@", "\u{2009}%1$@\u{A0}%2$@\u{200B}", "wide"]
    )
    func spelling(_ spelling: String) async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let code = member.phone?.code() ?? ""
            let typed =
                spelling == "wide"
                ? String(String.UnicodeScalarView(code.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
                : spelling.replacing("%1$@", with: code.prefix(3)).replacing("%2$@", with: code.suffix(3))
            try await browser.giveCode(typed)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("slips are answered in their own words and charge nothing", arguments: bothDatabases)
    func slips(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            for (typed, answer) in [
                ("", "Enter the 6-digit code from your app"),
                (" - ", "Enter the 6-digit code from your app"),
                ("12345", "You’ve not entered enough numbers. The code is 6 numbers"),
                ("1234567", "You’ve entered too many numbers. The code is 6 numbers"),
                ("12345678", "You’ve entered too many numbers. The code is 6 numbers"),
                ("what code", "The code is 6 numbers, like 418 902"),
                (String(repeating: "9", count: 200), "The code is 6 numbers, like 418 902"),
                (
                    "cccccccfhcbelrhifitrijhkkrjfgkrfnbgvlfcihvlt",
                    "Your YubiKey typed that, but it isn’t set up here. Use another way"
                ),
            ] {
                let page = try await browser.giveCode(typed)
                #expect(page.asksAgain)
                #expect(page.problems == [answer])
                #expect(page.value(of: "code") == "")
                #expect(!page.text.contains("before a short wait"))
            }
            let dossier = try await world.store.dossier(of: member.id)
            #expect(dossier?.lanes.isEmpty == true)
            try await browser.giveCode(member.phone?.code() ?? "")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("a used code is named as used, and gets nobody in", arguments: bothDatabases)
    func used(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let code = member.phone?.code() ?? ""
            let first = TestBrowser(world)
            try await first.givePassword(member)
            try await first.giveCode(code)
            #expect(try await first.isSignedIn())
            let second = TestBrowser(world)
            try await second.givePassword(member)
            let page = try await second.giveCode(code)
            #expect(page.problems == ["You’ve already used this code. Wait for the next one, in up to 30 seconds"])
            #expect(try await !second.isSignedIn())
        }
    }

    @Test("wrong, run out and early codes each say what they are")
    func kinds() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let phone = try #require(member.phone)
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let wrong = try await browser.giveCode(phone.wrongCode())
            #expect(
                wrong.problems == [
                    "That code is not correct. Check that you’re looking at Countersign (sam@example.com) in your app"
                ]
            )
            #expect(!wrong.text.contains("before a short wait"))
            let late = try await browser.giveCode(phone.code(in: -60))
            #expect(late.problems == ["That code has just run out. Enter the new one"])
            #expect(late.text.contains("4 tries left before a short wait."))
            let early = try await browser.giveCode(phone.code(in: 150))
            #expect(early.problems == ["Your phone’s clock may be wrong. Enter the next code your app shows"])
            #expect(!early.text.contains("2 minutes 30 seconds"))
            world.clock.advance(by: 30)
            let next = try await browser.giveCode(phone.code(in: 150))
            #expect(next.problems == ["Your phone’s clock is 2 minutes 30 seconds ahead"])
            #expect(next.text.contains("Our clock says"))
            #expect(next.links.contains("/sign-in/two-codes"))
            #expect(next.text.contains("2 tries left before a short wait."))
        }
    }

    @Test(
        "six wrong codes wait, with reasons, ways and a mail; nothing is looked at meanwhile",
        arguments: bothDatabases
    )
    func sixWrong(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let phone = try #require(member.phone)
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            for number in 1...5 {
                let page = try await browser.giveCode(phone.wrongCode())
                #expect(page.asksAgain)
                #expect(page.text.contains("before a short wait") == (number > 1))
            }
            let wait = try await browser.giveCode(phone.wrongCode())
            #expect(wait.path == "/sign-in/wait")
            #expect(wait.status == 429)
            #expect(wait.headers[.retryAfter] == "60")
            #expect(wait.heading == "Wait 1 minute before trying again")
            #expect(wait.text.contains("The wrong code was entered 6 times in a row"))
            #expect(wait.text.contains("Get in now instead"))
            #expect(wait.text.contains("Not you?"))
            #expect(wait.links.contains("/sign-in/backup"))
            #expect(wait.links.contains("/sign-in/two-codes"))
            #expect(try await world.mails(to: member.email).contains { $0.kind == .secondStepFailed })

            // The right one, from another tab that still shows the form.
            let right = try await browser.post(
                "/sign-in/app",
                ["csrf": try await token(browser), "code": phone.code()]
            )
            #expect(right.path == "/sign-in/wait")
            #expect(try await !browser.isSignedIn())
            #expect(try await browser.open("/sign-in/app").path == "/sign-in/wait")
            #expect(try await browser.open("/sign-in/methods").text.contains("Paused until"))

            world.clock.advance(by: 60)
            #expect(try await browser.open("/sign-in/wait").path == "/sign-in/app")
            try await browser.giveCode(phone.code())
            #expect(try await browser.isSignedIn())
        }
    }

    @Test(
        "a backup code in the app's field gets in while waiting, counts down, and counts once",
        arguments: bothDatabases
    )
    func backupCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await world.exhaust(member, with: browser)
            #expect(try browser.page.path == "/sign-in/wait")
            let typed = member.backupCodes[2].uppercased().replacing("-", with: " ")
            let page = try await browser.post("/sign-in/app", ["csrf": try await token(browser), "code": typed])
            #expect(page.heading == "You’re in. 4 backup codes left")
            #expect(page.links.contains { $0.hasSuffix("/move") })
            #expect(try await browser.isSignedIn())

            let other = TestBrowser(world)
            try await other.givePassword(member)
            // The right proof ended the wait.
            let again = try await other.giveCode(member.backupCodes[2])
            #expect(again.problems.first?.hasPrefix("You’ve already used that code, on ") == true)
            let wrong = try await other.giveCode("k7qf-29xmh-w4t3")
            #expect(wrong.problems == ["That code is not correct. Check it against your list"])
            #expect(try await !other.isSignedIn())
        }
    }

    @Test(
        "the page for backup codes answers each slip, and asks for a new set when few are left",
        arguments: bothDatabases
    )
    func backupPage(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let page = try await browser.open("/sign-in/backup")
            #expect(page.text.contains("You have 5 unused codes."))
            for (typed, answer) in [
                ("", "Enter one of your backup codes"),
                ("418902", "A backup code is 13 letters and numbers, like k7qf-29xmh-w4t3"),
                ("k7qf-29xmh-w4t3", "That code is not correct. Check it against your list"),
            ] {
                #expect(try await browser.send(["backup": typed]).problems == [answer])
            }
            for (index, code) in member.backupCodes.enumerated() {
                let own = TestBrowser(world)
                try await own.givePassword(member)
                try await own.open("/sign-in/backup")
                let done = try await own.send(["backup": code])
                let left = 4 - index
                #expect(done.path == "/sign-in/backup/used")
                #expect(
                    done.heading
                        == (left == 0
                            ? "You’re in. That was your last backup code"
                            : "You’re in. \(left) backup code\(left == 1 ? "" : "s") left")
                )
                // Two left: a new set is offered. None: it is insisted on.
                #expect(done.links.contains("/security/two-factor/backup-codes/new") == (left <= 2))
                #expect(done.text.contains("Not now") == (left > 0))
            }
        }
    }

    @Test("after the last backup code nothing is to be had before there are new ones", arguments: bothDatabases)
    func lastCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            for code in member.backupCodes.dropLast() {
                let browser = TestBrowser(world)
                try await browser.givePassword(member)
                try await browser.giveCode(code)
                #expect(try await browser.open("/security").path == "/security")
            }
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            try await browser.giveCode(try #require(member.backupCodes.last))
            for path in ["/security", "/security/devices", "/security/two-factor/off", "/security/password"] {
                #expect(try await browser.open(path).path == "/sign-in/backup/used", "\(path)")
            }
            // One's own way out is never closed.
            #expect(try await browser.open("/sign-out").path == "/sign-out")
            try await browser.open("/security/two-factor/backup-codes/new")
            let made = try await browser.send()
            #expect(made.shownCodes.count == 5)
            #expect(try await browser.open("/security").path == "/security")
        }
    }

    @Test("where no new codes can be made any more, the gate is open")
    func lastCodeLongAgo() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            for code in member.backupCodes {
                browser.setCookie("__Host-session", to: nil)
                try await browser.givePassword(member)
                try await browser.giveCode(code)
            }
            #expect(try await browser.open("/security").path == "/sign-in/backup/used")
            world.clock.advance(by: 11 * 60)
            #expect(try await browser.open("/security").path == "/security")
        }
    }

    @Test("a network tries sixty second steps in ten minutes, over all accounts", arguments: bothDatabases)
    func tooManyTries(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let signIn = SignIn(in: world.surroundings)
            let client = Client(address: "192.0.2.7", userAgent: "")
            func half(_ member: TestMember) async throws -> SignInUnderWay {
                let outcome = try await signIn.password(
                    name: member.email,
                    password: member.password,
                    browserToken: nil,
                    client: Client(address: "198.51.100.9", userAgent: "")
                )
                guard case .secondStep(let grant, _) = outcome else { throw TestBrowserFault("\(outcome)") }
                return grant.signIn
            }
            func answer(_ step: SignInUnderWay, _ code: String, from client: Client) async throws -> Bool {
                let outcome = try await signIn.secondStep(step, given: .text(code), factorID: nil, client: client)
                if case .signedIn = outcome { return true }
                return false
            }
            for number in 0..<12 {
                let member = try await world.protectedMember("m\(number)@example.com")
                let step = try await half(member)
                for _ in 0..<5 { #expect(try await !answer(step, member.phone?.wrongCode() ?? "", from: client)) }
            }
            let sam = try await world.protectedMember()
            let step = try await half(sam)
            let right = try #require(sam.phone).code()
            await #expect(throws: TooManyTries.self) { try await answer(step, right, from: client) }
            // Not looked at: nothing was charged, and it still counts from elsewhere.
            #expect(try await answer(step, right, from: Client(address: "203.0.113.5", userAgent: "")))
            world.clock.advance(by: 601)
            let later = try await half(sam)
            #expect(try await answer(later, try #require(sam.phone).code(), from: client))
        }
    }

    @Test("after a restore the next sign-in insists on new backup codes")
    func afterRestore() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            try await world.store.endEverythingAfterRestore()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let page = try await browser.giveCode(member.phone?.code() ?? "")
            #expect(page.visited.contains("/security/two-factor/backup-codes/new"))
        }
    }

    @Test("two codes in a row get in while single ones wait", arguments: bothDatabases)
    func pair(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let phone = try #require(member.phone)
            let browser = TestBrowser(world)
            try await world.exhaust(member, with: browser)
            let page = try await browser.open("/sign-in/two-codes")
            #expect(page.text.contains("Single codes are paused just now"))
            for (first, next, answer) in [
                ("", phone.code(), "Enter the code your app shows now"),
                (phone.code(), "", "Enter the code your app shows after the first one"),
                ("12345", phone.code(), "Each code is 6 numbers, like 418 902"),
                (phone.code(), "abcdef", "Each code is 6 numbers, like 418 902"),
                (phone.code(), phone.code(), "Those are the same code. Wait until your app shows a new one"),
            ] {
                let slip = try await browser.send(["first-code": first, "next-code": next])
                #expect(slip.problems == [answer])
            }
            let wrong = try await browser.send(["first-code": phone.code(), "next-code": phone.wrongCode()])
            #expect(wrong.problems.first?.hasPrefix("Those two codes are not correct") == true)
            let first = phone.code()
            world.clock.advance(by: 30)
            let soon = try await browser.send(["first-code": first, "next-code": phone.code()])
            #expect(soon.status == 429)
            #expect(soon.problems == ["You can try two codes again in 30 seconds"])
            #expect(soon.headers[.retryAfter] == "30")
            world.clock.advance(by: 31)
            let earlier = phone.code()
            try await browser.send(["first-code": earlier, "next-code": phone.code(in: 30)])
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("of several apps the preferred one is asked for, and another can be chosen", arguments: bothDatabases)
    func severalApps(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var member = try await world.member()
            let first = try await world.phone(for: member, label: "Pixel")
            let second = try await world.phone(for: member, label: "Tablet")
            member.phone = first
            let browser = TestBrowser(world)
            let page = try await browser.givePassword(member)
            #expect(page.text.contains("Open the app on Pixel and look for"))
            // Judged against one factor alone: another's code is a wrong one here.
            #expect(try await browser.giveCode(second.code()).problems.first?.hasPrefix("That code is not") == true)
            let methods = try await browser.open("/sign-in/methods")
            let link = try #require(methods.links.first { $0.contains(second.factorID.rawValue) })
            let chosen = try await browser.open(link)
            #expect(chosen.text.contains("Open the app on Tablet"))
            try await browser.send(["code": second.code()])
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("an app with eight digits takes eight")
    func eightDigits() async throws {
        try await World.run { world in
            var member = try await world.member()
            member.phone = try await world.phone(for: member, digits: 8)
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let slip = try await browser.giveCode("123456")
            #expect(slip.problems == ["You’ve not entered enough numbers. The code is 8 numbers"])
            #expect(try await browser.giveCode("").problems == ["Enter the 8-digit code from your app"])
            #expect(try await browser.giveCode("abc").problems == ["The code is 8 numbers, like 4189 0273"])
            try await browser.open("/sign-in/two-codes")
            let pair = try await browser.send(["first-code": "123456", "next-code": "12345678"])
            #expect(pair.problems == ["Each code is 8 numbers, like 4189 0273"])
            try await browser.giveCode(member.phone?.code() ?? "")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("a stranger's wrong codes do not make the owner's own browser wait")
    func ownLane() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let own = TestBrowser(world)
            try await own.signIn(member)
            try await own.open("/sign-out")
            try await own.send(to: "/sign-out")
            let stranger = TestBrowser(world)
            try await world.exhaust(member, with: stranger)
            #expect(try stranger.page.path == "/sign-in/wait")
            world.clock.advance(by: 30)
            try await own.givePassword(member)
            try await own.giveCode(member.phone?.code() ?? "")
            #expect(try await own.isSignedIn())
        }
    }

    @Test("one code given in many tabs at once lets one of them in", arguments: bothDatabases)
    func onceAmongMany(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let code = member.phone?.code() ?? ""
            let browsers = (0..<6).map { _ in TestBrowser(world) }
            for browser in browsers { try await browser.givePassword(member) }
            try await withThrowingTaskGroup { group in
                for browser in browsers { group.addTask { _ = try await browser.giveCode(code) } }
                try await group.waitForAll()
            }
            var signedIn = 0
            for browser in browsers where try await browser.isSignedIn() { signedIn += 1 }
            #expect(signedIn == 1)
            #expect(try await world.store.sessions(of: member.id).count == 1)
        }
    }

    @Test("wrong codes given at once are counted one by one", arguments: bothDatabases)
    func parallelGuesses(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let wrong = try #require(member.phone?.wrongCode())
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let tabs = (0..<16).map { _ in browser.tab() }
            for tab in tabs { try await tab.open("/sign-in/app") }
            let statuses = try await withThrowingTaskGroup(of: Int.self, returning: [Int].self) { group in
                for tab in tabs { group.addTask { try await tab.send(["code": wrong]).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // Five are answered as wrong; the sixth costs the wait, and the rest are not looked at.
            #expect(statuses.count { $0 == 200 } == 5)
            #expect(statuses.count { $0 == 429 } == 11)
            let dossier = try #require(try await world.store.dossier(of: member.id))
            #expect(try world.surroundings.guards(of: dossier).state(of: .common).wrongInRow == 6)
        }
    }

    @Test("help for who cannot get a code lists the other ways and whom to ask")
    func lost() async throws {
        var settings = Settings()
        settings.supportContact = "it@example.com"
        try await World.run(settings: settings) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            let page = try await browser.open("/sign-in/lost")
            #expect(page.heading == "I can’t get a code")
            #expect(page.links.contains("/sign-in/backup"))
            #expect(page.links.contains("mailto:it@example.com"))
            #expect(try await TestBrowser(world).open("/sign-in/lost").path == "/sign-in")
        }
    }

    /// The form token of a page of the second step; the pages of waits have no form.
    private func token(_ browser: TestBrowser) async throws -> String {
        let page = try await browser.tab().open("/sign-in/backup")
        return try #require(page.mainForms.first?.hidden["csrf"])
    }
}
