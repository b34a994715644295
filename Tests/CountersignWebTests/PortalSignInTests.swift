import Countersign
import CountersignTesting
import Foundation
import HTTPTypes
import Testing

@Suite("Signing in")
struct PortalSignInTests {
    @Test("password and code sign in", arguments: bothDatabases)
    func wholeWay(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            let second = try await browser.givePassword(member)
            #expect(second.path == "/sign-in/app")
            #expect(second.heading == "Enter the code from your app")
            #expect(second.text.contains("Signing in as sam@example.com · step 2 of 2"))
            #expect(try await !browser.isSignedIn())
            try await browser.giveCode(member.phone?.code() ?? "")
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("the answer to a wrong password is the same for a name that nobody has", arguments: bothDatabases)
    func sameForUnknown(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.protectedMember("sam@example.com")
            _ = try await world.member("ann@example.com")
            var pages: [String] = []
            for name in ["sam@example.com", "ann@example.com", "who@example.com"] {
                let browser = TestBrowser(world)
                try await browser.open("/sign-in")
                for _ in 0..<2 {
                    let page = try await browser.send(["email": name, "password": "not the password"], to: "/sign-in")
                    #expect(page.asksAgain)
                    #expect(page.problems == ["Email address or password is not correct"])
                    #expect(page.value(of: "email") == name)
                    #expect(page.value(of: "current-password") == "")
                    pages.append(page.text)
                }
                // The sixth makes a wait of the same length for each.
                for _ in 0..<3 {
                    try await browser.send(["email": name, "password": "not the password"], to: "/sign-in")
                }
                let wait = try await browser.send(["email": name, "password": "not the password"], to: "/sign-in")
                #expect(wait.status == 429)
                pages.append(wait.text)
            }
            #expect(Set(pages).count == 2)
        }
    }

    @Test("six wrong passwords wait, and the wait ends by itself", arguments: bothDatabases)
    func sixWrong(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            for _ in 0..<5 { #expect(try await browser.givePassword(member, password: "no").asksAgain) }
            let wait = try await browser.givePassword(member, password: "no")
            #expect(wait.status == 429)
            #expect(wait.headers[.retryAfter] == "60")
            #expect(wait.heading == "Wait 1 minute before trying again")
            #expect(wait.text.contains("The wrong password was entered 6 times in a row"))
            #expect(wait.links.contains("/password/forgot"))

            world.clock.advance(by: 59)
            let early = try await browser.givePassword(member)
            #expect(early.status == 429)
            #expect(early.headers[.retryAfter] == "1")
            #expect(try await !browser.isSignedIn())
            world.clock.advance(by: 1)
            try await browser.givePassword(member)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("what is missing is said beside its field, and the name stays")
    func missing() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            try await browser.open("/sign-in")
            let both = try await browser.send(to: "/sign-in")
            #expect(both.problems == ["Enter your email address", "Enter your password"])
            let one = try await browser.send(["email": "sam@example.com"], to: "/sign-in")
            #expect(one.problems == ["Enter your password"])
            #expect(one.value(of: "email") == "sam@example.com")
        }
    }

    @Test("a page that was asked for comes after both steps, another site never does")
    func returning() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            let asked = try await browser.open("/sign-out")
            #expect(asked.path == "/sign-in")
            for elsewhere in ["//evil.example", "https://evil.example/", "/\\evil.example", "/sign-in/app"] {
                let query = elsewhere.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let page = try await browser.open("/sign-in?return=\(query)")
                #expect(page.mainForms.first?.hidden["return"] == nil, "\(elsewhere)")
            }
            let page = try await browser.open("/sign-in?return=%2Fhelp%2Fclock")
            #expect(page.mainForms.first?.hidden["return"] == "/help/clock")
            try await browser.send(["email": member.email, "password": member.password], to: "/sign-in")
            let landed = try await browser.giveCode(member.phone?.code() ?? "")
            #expect(landed.address == "/help/clock")
        }
    }

    @Test("a posted return to another site is dropped")
    func forgedReturn() async throws {
        try await World.run { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            try await browser.open("/sign-in")
            let landed = try await browser.send(
                ["email": member.email, "password": member.password, "return": "//evil.example/"],
                to: "/sign-in"
            )
            #expect(landed.visited.allSatisfy { $0.hasPrefix("/") && !$0.hasPrefix("//") })
            #expect(landed.visited.contains("/security"))
        }
    }

    @Test("a session that ended by time says so, and returns to the page")
    func endedByTime() async throws {
        try await World.run { world in
            let member = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(member)
            #expect(try await browser.isSignedIn())
            world.clock.advance(by: 3601)
            let page = try await browser.open("/sign-out")
            #expect(page.path == "/sign-in")
            #expect(page.text.contains("You’ve been signed out. Sign in to carry on"))
        }
    }

    @Test("a second step left for long starts again with the name kept")
    func tookAWhile() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(member)
            world.clock.advance(by: 601)
            let page = try await browser.send(["code": member.phone?.code() ?? ""])
            #expect(page.path == "/sign-in")
            #expect(page.text.contains("You took a while"))
            #expect(page.value(of: "email") == "sam@example.com")
            try await browser.send(["email": member.email, "password": member.password], to: "/sign-in")
            #expect(try browser.page.path == "/sign-in/app")
        }
    }

    @Test("a browser that proved a second factor is greeted; another is not")
    func knownBrowser() async throws {
        try await World.run { world in
            let member = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(member)
            try await browser.open("/sign-out")
            let out = try await browser.send(to: "/sign-out")
            #expect(out.text.contains("You’ve signed out"))
            #expect(try await !browser.isSignedIn())
            let page = try await browser.open("/sign-in")
            #expect(page.text.contains("Sam O. · not you?"))
            #expect(page.value(of: "email") == "sam@example.com")
            #expect(try await browser.open("/sign-in?other=1").value(of: "email") == "")
            #expect(try await !TestBrowser(world).open("/sign-in").text.contains("not you?"))
        }
    }

    @Test("a closed account is told only after a right password")
    func closed() async throws {
        try await World.run { world in
            let member = try await world.member()
            var patch = AccountActs.Patch()
            patch.isDisabled = true
            _ = try await AccountActs(in: world.surroundings).change(member.id, patch, actor: .host)
            let browser = TestBrowser(world)
            let wrong = try await browser.givePassword(member, password: "not the password")
            #expect(wrong.problems == ["Email address or password is not correct"])
            let right = try await browser.givePassword(member)
            #expect(right.status == 403)
            #expect(right.heading == "Your account is switched off")
            #expect(right.text.contains(member.id.rawValue))
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test("sixty password posts in ten minutes from one network, over all names")
    func network() async throws {
        try await World.run { world in
            let browser = TestBrowser(world)
            for number in 0..<60 {
                try await browser.open("/sign-in")
                let page = try await browser.send(["email": "p\(number)@example.com", "password": "x"], to: "/sign-in")
                #expect(page.asksAgain)
            }
            let page = try await browser.send(["email": "last@example.com", "password": "x"], to: "/sign-in")
            #expect(page.status == 429)
            #expect(page.text.contains("too many tries from your network"))
        }
    }
}
