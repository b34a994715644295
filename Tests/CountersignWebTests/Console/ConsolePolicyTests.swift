import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@Suite("Rules in the console")
struct ConsolePolicyTests {
    /// From the form to Check the effect.
    private func check(_ browser: TestBrowser, _ fields: [String: String]) async throws -> TestPage {
        try await browser.open("/admin/policy/edit")
        var filled = Self.defaults
        filled.merge(fields) { _, new in new }
        return try await browser.send(filled, to: "/admin/policy/check")
    }

    /// What the form sends when nothing is changed.
    private static let defaults = [
        "second_factor": "optional", "required_from": "", "grace_days": "0", "turning_off": "people",
        "remembered_device_days": "30", "backup_code_count": "", "longest_bypass_minutes": "1440",
        "longest_suspension_hours": "168", "second_approver": "never", "recovery_wait_hours": "",
        "attestation": "none", "kind-totp": "allowed", "kind-passkey": "allowed", "kind-yubikey": "allowed",
        "kind-email": "allowed",
    ]

    @Test("Save leads to Check the effect, and Apply puts the rules in force", arguments: bothDatabases)
    func apply(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = try await world.consoleBrowser()
            let checked = try await check(
                browser,
                ["second_factor": "required", "required_from": "2026-12-01", "grace_days": "14"]
            )
            #expect(checked.heading == "Check the effect")
            #expect(checked.text.contains("0 of 2 people would have to set up a second step"))
            #expect(checked.text.contains("1 more person would have to later, from 1 December 2026 on"))
            #expect(checked.text.contains("The email that reminds them"))
            #expect(try await world.store.policiesInForce().isEmpty)
            let applied = try await browser.send(["note": "For everyone"], to: "/admin/policy/apply")
            #expect(applied.path == "/admin/policy")
            #expect(applied.text.contains("The rules are in force"))
            #expect(applied.text.contains("From 1 December 2026"))
            let saved = try #require(try await world.store.policiesInForce().first)
            #expect(saved.policy.secondFactor == .required)
            #expect(saved.policy.graceDays == 14)
            #expect(saved.note == "For everyone")
            #expect(try await TestBrowser(world).signIn(sam).path == "/setup")
        }
    }

    @Test("a day is one of the zone that the settings name", arguments: ["America/Los_Angeles", "Asia/Tokyo"])
    func zone(_ zone: String) async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser()
            try await browser.open("/admin/settings")
            try await browser.send(["zone": zone, "language-en": "1", "language-de": "1"])
            #expect(world.surroundings.settings.own.timeZone == zone)
            let checked = try await check(
                browser,
                ["required_from": "2026-12-20", "kind-email": "until", "kind-email-until": "2026-12-31"]
            )
            #expect(checked.text.contains("From 20 December 2026"))
            #expect(checked.text.contains("31 December 2026") && !checked.text.contains("30 December 2026"))
            try await browser.send(["note": ""], to: "/admin/policy/apply")
            let edit = try await browser.open("/admin/policy/edit")
            #expect(edit.html.contains("value=\"2026-12-20\"") && edit.html.contains("value=\"2026-12-31\""))
        }
    }

    @Test("a form that nobody touched keeps the roles that need a passkey, members among them")
    func keepsRoles() async throws {
        try await World.run { world in
            try await world.savePolicy { $0.phishingResistantRoles = [.member, .auditor] }
            let browser = try await world.consoleBrowser()
            let form = try await browser.open("/admin/policy/edit").html
            for role in Role.allCases {
                let isTicked = form.contains("name=\"role-\(role.rawValue)\" value=\"1\" checked")
                #expect(isTicked == [.member, .auditor].contains(role), "\(role)")
            }
        }
    }

    @Test(
        "where there are many people, the page and the form show the last count and say of when",
        arguments: bothDatabases
    )
    func counted(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member()
            let browser = try await world.consoleBrowser()
            let live = try await browser.open("/admin/policy")
            #expect(live.text.contains("1 of 2 people has no second step."))
            #expect(!live.text.contains("As of") && !live.text.contains("in grace"))
            var figures = Figures()
            var many = Figures.Organisation()
            many.people = 5000
            many.unprotected = 1200
            many.inGrace = 34
            many.having = ["totp": 3800]
            let id = try #require(try await world.store.organisations().first).id
            figures.organisations = [id.rawValue: many]
            let now = world.clock.now
            try await world.store.saveFigures(
                WeekOfFigures(week: WeekOfFigures.week(of: now), takenAt: now, figures: figures)
            )
            world.clock.advance(by: 120)
            let page = try await browser.open("/admin/policy")
            #expect(page.text.contains("1,200 of 5,000 people have no second step. 34 people are in grace"))
            #expect(page.text.contains("As of"))
            #expect(try await browser.open("/admin/policy/edit").text.contains("3,800 people have this"))
        }
    }

    @Test("who would be stopped now is named, and a form that is wrong loses nothing", arguments: bothDatabases)
    func problems(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member()
            let browser = try await world.consoleBrowser()
            let wrong = try await check(
                browser,
                [
                    "second_factor": "required", "grace_days": "soon", "kind-email": "until",
                    "remembered_device_days": "31",
                ]
            )
            #expect(wrong.heading == "Change the rules")
            #expect(wrong.text.contains("Enter a whole number"))
            #expect(wrong.text.contains("Enter a day, such as 2026-12-01"))
            #expect(wrong.html.contains("value=\"soon\""))
            let range = try await check(browser, ["second_factor": "required", "remembered_device_days": "31"])
            #expect(range.text.contains("Enter a number from 0 to 30"))
            #expect(range.html.contains("value=\"31\""))
            let checked = try await check(browser, ["second_factor": "required"])
            #expect(checked.text.contains("1 of 2 people would have to set up a second step"))
            #expect(checked.text.contains("Sam Okafor"))
            let again = try await browser.send(to: "/admin/policy/edit")
            #expect(again.heading == "Change the rules")
            #expect(again.html.contains("value=\"required\" checked"))
            #expect(try await world.store.policiesInForce().isEmpty)
        }
    }

    @Test(
        "of two owners who change the same rules, the second is told and sees what is different",
        arguments: bothDatabases
    )
    func racing(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let one = try await world.consoleBrowser()
            let two = TestBrowser(world)
            try await two.signIn(try await world.staff(.owner, "second@example.com"))
            _ = try await check(one, ["remembered_device_days": "7"])
            _ = try await check(two, ["turning_off": "staff"])
            try await one.send(to: "/admin/policy/apply")
            let told = try await two.send(["note": "Mine"], to: "/admin/policy/apply")
            #expect(told.text.contains("Somebody saved other rules meanwhile"))
            #expect(told.html.contains("value=\"Mine\""))
            #expect(try await world.store.policiesInForce().first?.policy.turningOff == .people)
            #expect(try await two.send(to: "/admin/policy/apply").path == "/admin/policy")
            #expect(try await world.store.policiesInForce().first?.version == 2)
        }
    }

    @Test("an owner goes back to earlier rules, which is a version of its own", arguments: bothDatabases)
    func goBack(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            try await world.savePolicy { $0.rememberedDeviceDays = 7 }
            try await world.savePolicy { $0.rememberedDeviceDays = 3 }
            let browser = try await world.consoleBrowser()
            let history = try await browser.open("/admin/policy/history")
            #expect(history.text.contains("Version 2"))
            #expect(history.text.contains("7 days"))
            let link = try #require(history.links.first { $0.hasPrefix("/admin/policy/back") })
            #expect(link.hasSuffix("version=1"))
            try await browser.open(link)
            #expect(try await browser.send(to: "/admin/policy/apply").path == "/admin/policy")
            let saved = try #require(try await world.store.policiesInForce().first)
            #expect(saved.version == 3)
            #expect(saved.revertsTo == 1)
            #expect(saved.policy.rememberedDeviceDays == 7)
        }
    }

    @Test(
        "what the host saved says so, and the time before the first version can be gone back to",
        arguments: bothDatabases
    )
    func beginning(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser()
            #expect(try await !browser.open("/admin/policy/history").text.contains("Before version 1"))
            try await world.savePolicy { $0.rememberedDeviceDays = 7 }
            let history = try await browser.open("/admin/policy/history")
            #expect(history.text.contains("from the command line"))
            #expect(history.text.contains("Before version 1"))
            let link = try #require(history.links.first { $0.hasSuffix("version=0") })
            let checked = try await browser.open(link)
            #expect(checked.heading == "Check the effect")
            try await browser.send(to: "/admin/policy/apply")
            let saved = try #require(try await world.store.policiesInForce().first)
            #expect(saved.policy == Policy() && saved.version == 2 && saved.revertsTo == 0)
            #expect(try await browser.open("/admin/policy/history").text.contains("by Lee of owner"))
            #expect(try await browser.open(link.replacing("version=0", with: "version=9")).status == 404)
            let auditor = try await world.consoleBrowser(.auditor).open("/admin/policy/history")
            #expect(auditor.text.contains("Before version 1") && !auditor.links.contains { $0.contains("version=") })
        }
    }

    @Test(
        "models are edited one a line, named where we know them, and a bad line loses nothing",
        arguments: bothDatabases
    )
    func models(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.passkeys.attestation = .direct
        try await World.run(on: database, settings: settings) { world in
            let browser = try await world.consoleBrowser()
            let (nfc, other) = ("2fc0579f-8113-47ea-b116-bb5a8db9202a", "00000000-0000-4000-8000-00000000000a")
            let wrong = try await check(
                browser,
                ["allowed_models": "\(nfc)\r\n\r\nYubiKey <5>", "denied_models": other]
            )
            #expect(wrong.problems.count == 1)
            #expect(wrong.text.contains("Line 3 has no AAGUID: YubiKey."))
            #expect(wrong.html.contains("YubiKey &lt;5&gt;") && wrong.html.contains(other))
            let checked = try await check(
                browser,
                ["allowed_models": "  \(nfc.uppercased()) ours\n\(nfc)\n", "denied_models": other]
            )
            #expect(checked.text.contains("YubiKey 5 NFC (\(nfc))") && checked.text.contains(other))
            try await browser.send(to: "/admin/policy/apply")
            let saved = try #require(try await world.store.policiesInForce().first).policy
            #expect(saved.allowedModels?.map(\.description) == [nfc])
            #expect(saved.deniedModels.map(\.description) == [other])
            let form = try await browser.open("/admin/policy/edit")
            #expect(form.html.contains("\(nfc) YubiKey 5 NFC</textarea>"))
            #expect(form.text.contains("Models we know by name") && form.text.contains("Nitrokey 3"))
            // A form without the fields, as an older page sends it, changes neither.
            let older = try await check(browser, ["grace_days": "3"])
            #expect(older.text.contains("Days for new people") && !older.text.contains("Models allowed"))
            let emptied = try await check(browser, ["allowed_models": " ", "denied_models": ""])
            #expect(emptied.text.contains("Models allowed"))
            try await browser.send(to: "/admin/policy/apply")
            let now = try #require(try await world.store.policiesInForce().first).policy
            #expect(now.allowedModels == nil && now.deniedModels.isEmpty)
        }
    }

    @Test("what no owner would meet cannot be applied", arguments: bothDatabases)
    func locksOut(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser()
            let checked = try await check(browser, ["role-owner": "1"])
            #expect(checked.text.contains("It would shut the owners out"))
            #expect(!checked.forms.contains { $0.action == "/admin/policy/apply" })
            // Nor by sending it all the same.
            var policy = Policy()
            policy.phishingResistantRoles = [.owner]
            let first = try #require(try await world.store.organisations().first?.id.rawValue)
            try await browser.post(
                "/admin/policy/apply",
                ["csrf": browser.token(), "organisation": first, "version": "0", "policy": policy.json]
            )
            #expect(try await world.store.policiesInForce().isEmpty)
        }
    }

    @Test(
        "nor what leaves owners without a way into the console, now or later",
        arguments: [
            ["kind-totp": "forbidden", "kind-passkey": "forbidden", "kind-yubikey": "forbidden"],
            ["kind-totp": "forbidden"],
            [
                "kind-totp": "until", "kind-totp-until": "2030-01-01", "kind-passkey": "until",
                "kind-passkey-until": "2030-01-01", "kind-yubikey": "forbidden",
            ],
        ]
    )
    func locksConsole(_ fields: [String: String]) async throws {
        try await World.run { world in
            // With codes by e-mail too, which would still count.
            let owner = try await world.staff(.owner)
            try await world.turnOnEmailCodes(for: owner)
            let browser = TestBrowser(world)
            try await browser.signIn(owner)
            let checked = try await check(browser, fields)
            #expect(checked.text.contains("It would shut the owners out"))
            #expect(!checked.forms.contains { $0.action == "/admin/policy/apply" })
        }
    }

    @Test("an owner with an app and a passkey may forbid apps")
    func keepsPasskey() async throws {
        try await World.run { world in
            let owner = try await world.staff(.owner)
            _ = try await world.passkey(for: owner)
            let browser = TestBrowser(world)
            try await browser.signIn(owner)
            let checked = try await check(browser, ["kind-totp": "forbidden"])
            #expect(!checked.text.contains("It would shut the owners out"))
            #expect(checked.forms.contains { $0.action == "/admin/policy/apply" })
        }
    }

    @Test("who may see the rules, and who may change them", arguments: Role.allCases.filter { $0 > .member })
    func roles(_ role: Role) async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(role)
            let page = try await browser.open("/admin/policy")
            #expect(page.status == 200)
            #expect(page.links.contains { $0.hasPrefix("/admin/policy/edit") } == (role == .owner))
            #expect(try await browser.open("/admin/policy/edit").status == (role == .owner ? 200 : 403))
            for path in ["/admin/policy/check", "/admin/policy/apply", "/admin/policy/edit"] {
                let refused = try await browser.post(path, ["csrf": browser.token()])
                #expect((refused.status == 403) == (role != .owner), "\(path)")
            }
        }
    }

    @Test("several organisations are chosen among, and each has rules of its own")
    func several() async throws {
        try await World.run { world in
            let south = try await OrganisationActs(in: world.surroundings).create(name: "South", actor: .host)
            try await world.savePolicy(of: south.id) { $0.turningOff = .nobody }
            let browser = try await world.consoleBrowser()
            let first = try await browser.open("/admin/policy")
            #expect(first.links.contains("/admin/policy?organisation=\(south.id)"))
            #expect(first.text.contains("People themselves"))
            let page = try await browser.open("/admin/policy?organisation=\(south.id)")
            #expect(page.text.contains("Nobody"))
            #expect(try await browser.open("/admin/policy?organisation=none").status == 404)
        }
    }
}
