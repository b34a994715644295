import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import OneTimePassword
import Testing

@Suite("Backup codes")
struct AccountBackupCodeTests {
    private static let path = "/security/two-factor/backup-codes"

    /// A member who has just turned on an app, at the page with the codes.
    private static func atTheCodes(_ world: World) async throws -> (TestMember, TestBrowser, [String]) {
        let sam = try await world.member()
        let browser = TestBrowser(world)
        try await browser.signIn(sam)
        return (sam, browser, try await browser.setUpApp(world).page.shownCodes)
    }

    @Test("they are shown until Finish, with the tick, and never again", arguments: bothDatabases)
    func untilFinish(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, browser, codes) = try await Self.atTheCodes(world)
            #expect(codes.count == 5)
            #expect(codes.allSatisfy { $0.count == 15 })
            #expect(try await browser.open(Self.path).shownCodes == codes)
            world.clock.advance(by: 50 * 60)
            #expect(try await browser.open(Self.path).shownCodes == codes)

            let unticked = try await browser.send(to: Self.path)
            #expect(unticked.problems == ["Save your codes, then tick the box"])
            #expect(unticked.shownCodes == codes)
            let done = try await browser.send(["saved": "1"], to: Self.path)
            #expect(done.path == "/security")
            #expect(done.text.contains("Your backup codes are saved"))
            #expect(try await world.events(of: sam).contains(.backupCodesSaved))

            let after = try await browser.open(Self.path)
            #expect(after.shownCodes.isEmpty)
            #expect(after.text.contains("Codes were shown on 2 October 2026. We can’t show them again."))
            for kind in ["pdf", "txt"] {
                let file = try await browser.open("\(Self.path).\(kind)")
                #expect(file.status == 404)
                #expect(!codes.contains { file.html.contains($0) })
            }
            // Finish pressed again in another tab: nothing to finish.
            #expect(try await browser.post(Self.path, ["csrf": browser.token(), "saved": "1"]).path == Self.path)
        }
    }

    @Test("only the session that made them reads them, for a day at most", arguments: bothDatabases)
    func onlyThatSession(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.sessionLifetime = 72 * 3600
        settings.sessionIdleTime = 72 * 3600
        try await World.run(on: database, settings: settings) { world in
            let (sam, browser, codes) = try await Self.atTheCodes(world)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            // They count from the moment they are made.
            try await other.giveCode(codes[0])
            #expect(try await other.isSignedIn())
            let page = try await other.open(Self.path)
            #expect(page.shownCodes.isEmpty)
            #expect(!codes.contains { page.html.contains($0) })
            #expect(try await other.open("\(Self.path).txt").status == 404)
            #expect(try await browser.open(Self.path).shownCodes == codes)
            world.clock.advance(by: 24 * 3600)
            #expect(try await browser.open(Self.path).shownCodes.isEmpty)
        }
    }

    @Test("the text and the PDF hold the codes, named for organisation, account and day", arguments: bothDatabases)
    func files(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.organisationName = "Northwind"
        try await World.run(on: database, settings: settings) { world in
            let (_, browser, codes) = try await Self.atTheCodes(world)
            let text = try await browser.open("\(Self.path).txt")
            #expect(text.headers[.contentType] == "text/plain; charset=utf-8")
            let name = "northwind-sam-example-com-2026-10-02-backup-codes"
            #expect(text.headers[.contentDisposition] == "attachment; filename=\"\(name).txt\"")
            #expect(text.headers[.cacheControl] == "no-store")
            #expect(codes.allSatisfy { text.html.contains($0) })
            #expect(text.html.contains("sam@example.com"))

            let response = try await world.request(
                .get,
                "\(Self.path).pdf",
                headers: [.cookie: browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
            )
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/pdf")
            #expect(response.headers[.contentDisposition] == "attachment; filename=\"\(name).pdf\"")
            #expect(response.headers[.cacheControl] == "no-store")
            let words = try PDFText.words(of: Data(response.body.readableBytesView))
            #expect(codes.allSatisfy { words.contains($0) })
            #expect(words.contains("sam@example.com"))
            #expect(words.contains("Northwind"))
        }
    }

    @Test("the files speak the reader’s language")
    func filesInGerman() async throws {
        try await World.run { world in
            let sam = try await world.member()
            let browser = TestBrowser(world, language: "de")
            try await browser.signIn(sam)
            _ = try await browser.setUpApp(world)
            let german = try await browser.open("\(Self.path).txt").html
            let english = try await TestedLanguage.english(of: browser)
            #expect(german != english)
            #expect(german.contains("Backup-Codes"))
        }
    }

    @Test("Skip for now leaves a notice in Security, and the codes readable")
    func skipped() async throws {
        try await World.run { world in
            let (_, browser, codes) = try await Self.atTheCodes(world)
            #expect(try browser.page.links.contains("/security"))
            let security = try await browser.open("/security")
            #expect(security.text.contains("Your backup codes are not saved yet"))
            #expect(security.text.contains("Not saved"))
            #expect(try await browser.open(Self.path).shownCodes == codes)
        }
    }

    @Test("a new set asks first, and ends the old one", arguments: bothDatabases)
    func newSet(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let question = try await browser.open("\(Self.path)/new")
            #expect(question.text.contains("Your 5 unused codes will stop working"))
            #expect(try await world.dossier(of: sam).backupCodes?.left == 5)
            let made = try await browser.send()
            #expect(made.path == Self.path)
            #expect(made.text.contains("Your new backup codes are ready"))
            #expect(Set(made.shownCodes).isDisjoint(with: sam.backupCodes))
            #expect(try await world.count(.backupCodesMade, to: sam) == 2)

            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.giveCode(sam.backupCodes[0]).asksAgain)
            try await other.giveCode(made.shownCodes[0])
            #expect(try await other.isSignedIn())
        }
    }

    @Test("Finish on the page of an earlier set shows the one that counts, and loses nothing", arguments: bothDatabases)
    func twoTabs(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let (sam, first, old) = try await Self.atTheCodes(world)
            let second = first.tab()
            try await second.open("\(Self.path)/new")
            let new = try await second.send().shownCodes
            #expect(Set(new).isDisjoint(with: old))
            let page = try await first.send(["saved": "1"], to: Self.path)
            #expect(page.problems.first?.contains("Another set was made meanwhile") == true)
            #expect(page.shownCodes == new)
            #expect(try await second.open(Self.path).shownCodes == new)
            #expect(try await !world.events(of: sam).contains(.backupCodesSaved))
            let done = try await first.send(["saved": "1"], to: Self.path)
            #expect(done.text.contains("Your backup codes are saved"))
            // The same pressed again says nothing of another set.
            let again = try await second.send(["saved": "1"], to: Self.path)
            #expect(again.path == Self.path && !again.text.contains("Another set"))
        }
    }

    @Test("Finish on the page of a set that another sign-in has replaced says that those codes are dead")
    func replacedElsewhere() async throws {
        try await World.run { world in
            let (sam, browser, codes) = try await Self.atTheCodes(world)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            try await other.giveCode(codes[0])
            try await other.open("\(Self.path)/new")
            let new = try await other.send().shownCodes
            let page = try await browser.send(["saved": "1"], to: Self.path)
            #expect(page.text.contains("The codes that you saved no longer work"))
            #expect(page.shownCodes.isEmpty)
            #expect(try await other.open(Self.path).shownCodes == new)
        }
    }

    @Test("what another sign-in has not saved cannot be read here, and Security says what helps")
    func unsavedElsewhere() async throws {
        try await World.run { world in
            let (sam, browser, codes) = try await Self.atTheCodes(world)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            try await other.giveCode(codes[0])
            let page = try await other.open("/security")
            #expect(page.text.contains("They were shown in another sign-in"))
            #expect(!page.text.contains("You can read them until"))
            #expect(page.links.contains("\(Self.path)/new") && !page.links.contains(Self.path))
            let own = try await browser.open("/security")
            #expect(own.text.contains("You can read them until") && own.links.contains(Self.path))
        }
    }

    @Test("used codes are told with their day, and the rest is counted")
    func used() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            try await browser.giveCode(sam.backupCodes[2])
            let page = try await browser.open(Self.path)
            #expect(page.text.contains("Code 3 · used on 2 October 2026"))
            #expect(page.text.contains("4 unused codes left"))
        }
    }

    @Test("after a restore Security asks for a new set until there is one", arguments: bothDatabases)
    func afterRestore(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.store.endEverythingAfterRestore()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security").text.contains("Make a new set of backup codes"))
            let question = try await browser.open("\(Self.path)/new")
            #expect(question.text.contains("The server was restored from a copy"))
            try await browser.send()
            #expect(try await world.dossier(of: sam).account.needsNewBackupCodes == false)
            #expect(try await !browser.open("/security").text.contains("restored"))
        }
    }

    @Test("without a second factor there are none to make", arguments: bothDatabases)
    func notWithoutFactor(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("\(Self.path)/new").path == "/security/two-factor/new")
            try await browser.post("\(Self.path)/new", ["csrf": browser.token()])
            #expect(try await world.dossier(of: sam).backupCodes == nil)
        }
    }
}

/// Reads files in a language of choice.
private enum TestedLanguage {
    static func english(of browser: TestBrowser) async throws -> String {
        browser.setCookie("__Host-language", to: "en")
        return try await browser.open("/security/two-factor/backup-codes.txt").html
    }
}

/// The words of a PDF, by Debian's `pdftotext`.
enum PDFText {
    static func words(of pdf: Data) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
        try pdf.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", file.path, "-"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
