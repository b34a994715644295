import Countersign
import CountersignTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import YubicoOTP

@Suite("Other programs ask about codes")
struct ValidationServerTests {
    /// A program that asks, with the key it was given.
    private struct Asker {
        let world: World
        let id: ClientID
        let key: YubicoOTP.APIKey

        init(_ world: World, mayAskUnsigned: Bool = false) async throws {
            self.world = world
            let made = try await YubiKeyActs(in: world.surroundings)
                .createClient(label: "pam", mayAskUnsigned: mayAskUnsigned, actor: .host)
            id = try #require(ClientID(made.client.number))
            key = made.key
        }

        func request(_ code: String, nonce: String = "0123456789abcdef", counters: Bool = false) throws -> VerifyRequest
        {
            VerifyRequest(
                clientID: id,
                otp: try OTP(code),
                nonce: try #require(Nonce(nonce)),
                asksForCounters: counters
            )
        }

        /// The whole way: signed question, checked answer.
        func ask(
            _ code: String,
            nonce: String = "0123456789abcdef",
            counters: Bool = false,
            method: HTTPRequest.Method = .get,
            path: String = "/wsapi/2.0/verify"
        ) async throws -> Answer {
            let request = try request(code, nonce: nonce, counters: counters)
            let query = request.query(signedWith: key)
            let text = try await raw(query, method: method, path: path)
            return try Answer(parsing: Array(text.utf8), to: request, key: key)
        }

        func raw(
            _ query: String,
            method: HTTPRequest.Method = .get,
            path: String = "/wsapi/2.0/verify"
        ) async throws -> String {
            let response = try await world.request(
                method,
                method == .get ? "\(path)?\(query)" : path,
                body: method == .get ? nil : query
            )
            #expect(response.status == .ok)
            #expect(response.headers[.contentType]?.hasPrefix("text/plain") == true)
            #expect(response.headers[.setCookie] == nil)
            return String(buffer: response.body)
        }

        func status(_ query: String, method: HTTPRequest.Method = .get) async throws -> String? {
            let text = try await raw(query, method: method)
            let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("status=") }
            return line.map { String($0.dropFirst("status=".count)) }
        }
    }

    private func imported(_ world: World) async throws -> TestYubiKey {
        let key = try TestYubiKey()
        try await YubiKeyActs(in: world.surroundings).add([key.newKey], actor: .host)
        return key
    }

    @Test("a good code is OK once; then it is replayed, as a request or as a code", arguments: storyDatabases)
    func once(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let asker = try await Asker(world)
            let key = try await imported(world)
            let code = key.touch()
            let answer = try await asker.ask(code, counters: true)
            #expect(answer.status == .ok)
            #expect(answer.counters == Counters(session: 1, use: 0))
            #expect(answer.syncLevel == 100)
            #expect(try await asker.ask(code).status == .replayedRequest)
            #expect(try await asker.ask(code, nonce: "fedcba9876543210").status == .replayedOTP)
            let next = key.touch()
            #expect(try await asker.ask(next, method: .post).status == .ok)
            #expect(try await asker.ask(code).status == .replayedOTP)
            #expect(try await asker.ask(key.touch(), path: "/wsapi/verify").status == .ok)
            #expect(try await asker.ask(key.touch()).counters == nil)
        }
    }

    @Test("every other word of the protocol", arguments: storyDatabases)
    func words(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let asker = try await Asker(world)
            let key = try await imported(world)
            let unknown = try TestYubiKey("vvccccccccce")
            #expect(try await asker.ask(unknown.touch()).status == .badOTP)
            let forged = try TestYubiKey("vvcccccccccb", seed: 99)
            #expect(try await asker.ask(forged.touch()).status == .badOTP)
            let code = key.touch()
            let query = try asker.request(code).query(signedWith: asker.key)
            // Somebody without the key.
            let other = try YubicoOTP.APIKey([UInt8](repeating: 7, count: 20))
            #expect(try await asker.status(try asker.request(code).query(signedWith: other)) == "BAD_SIGNATURE")
            #expect(try await asker.status(query.replacing("nonce=0", with: "nonce=1")) == "BAD_SIGNATURE")
            // Unsigned, incomplete, twice the same, too long, nothing at all.
            let unsigned = query.split(separator: "&").filter { !$0.hasPrefix("h=") }.joined(separator: "&")
            #expect(try await asker.status(unsigned) == "MISSING_PARAMETER")
            let bare = "id=\(asker.id)&otp=\(code)"
            for wrong in [bare, query + "&id=1", query + "&x=" + String(repeating: "y", count: 3000), "", "%"] {
                #expect(try await asker.status(wrong) == "MISSING_PARAMETER")
                #expect(try await asker.status(wrong, method: .post) == "MISSING_PARAMETER")
            }
            #expect(try await asker.status(query.replacing("id=\(asker.id)&", with: "id=77&")) == "NO_SUCH_CLIENT")
            // None of all that has spent the code.
            #expect(try await asker.status(query) == "OK")
            try await YubiKeyActs(in: world.surroundings).revokeClient(asker.id.number, actor: .host)
            #expect(try await asker.ask(key.touch()).status == .operationNotAllowed)
        }
    }

    @Test("a client that may asks unsigned; its answers are signed all the same")
    func unsigned() async throws {
        try await World.run { world in
            let asker = try await Asker(world, mayAskUnsigned: true)
            let key = try await imported(world)
            let request = try asker.request(key.touch())
            let query = request.query(signedWith: asker.key)
                .split(separator: "&").filter { !$0.hasPrefix("h=") }.joined(separator: "&")
            let text = try await asker.raw(query)
            #expect(try Answer(parsing: Array(text.utf8), to: request, key: asker.key).status == .ok)
        }
    }

    @Test("of fifty questions about one code at once, one is OK", arguments: storyDatabases)
    func race(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let asker = try await Asker(world)
            let key = try await imported(world)
            let code = key.touch()
            let answers = try await withThrowingTaskGroup(of: Status.self) { group in
                for number in 0..<50 {
                    // Half of them are the same request, half others.
                    let nonce = number.isMultiple(of: 2) ? "0123456789abcdef" : "0123456789abcdef\(number)"
                    group.addTask { try await asker.ask(code, nonce: nonce).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 == .ok } == 1)
            #expect(Set(answers).isSubset(of: [.ok, .replayedOTP, .replayedRequest]))
        }
    }

    @Test("a code signs in or answers a program, never both")
    func shared() async throws {
        try await World.run(settings: .withYubiKeys) { world in
            let asker = try await Asker(world)
            let app = try await world.app(reach: .all)
            let member = try await world.member()
            let key = try await world.yubiKey(for: member)
            let first = key.touch()
            #expect(try await app.verify(member.id.rawValue, first)["outcome"] == "accepted")
            #expect(try await asker.ask(first).status == .replayedOTP)
            let second = key.touch()
            #expect(try await asker.ask(second).status == .ok)
            #expect(try await app.verify(member.id.rawValue, second)["reason"] == "already_used")
        }
    }

    @Test("what was accepted is an event; refusals beyond twenty an hour are counted")
    func events() async throws {
        try await World.run { world in
            let asker = try await Asker(world)
            let key = try await imported(world)
            #expect(try await asker.ask(key.touch()).status == .ok)
            for _ in 0..<30 { _ = try await asker.ask(TestYubiKey("vvccccccccce").touch()) }
            world.clock.advance(by: 3601)
            _ = try await asker.ask(try TestYubiKey("vvccccccccce").touch())
            // Strangers make nothing be written, whatever they say.
            for id in 50..<70 { _ = try await asker.status("id=\(id)&otp=\(key.touch())&nonce=0123456789abcdef") }
            try await world.sealEvents()
            let events = try await world.surroundings.store.events(after: 0, limit: 1000).map(\.event)
            #expect(events.count { $0.kind == .codeValidated } == 1)
            #expect(events.first { $0.kind == .codeValidated }?.data == ["client": "1", "key": "vvcccccccccb"])
            #expect(events.count { $0.kind == .validationRefused } == 21)
            let counted = events.filter { $0.kind == .validationRefusalsCounted }
            #expect(counted.map(\.data) == [["client": "1", "count": "10"]])
        }
    }

    @Test("keys and clients are sealed anew with the rest")
    func rotation() async throws {
        try await World.run { world in
            let asker = try await Asker(world)
            let key = try await imported(world)
            for column in [SealedColumn.yubiKeySecrets, .validationClientKey] {
                for value in try await world.surroundings.store.sealedValues(of: column, notUnder: "none", limit: 10) {
                    let place = SealedPlace(column: column, row: value.row, account: value.account)
                    let ring = world.surroundings.keys.current
                    let sealed = try ring.reseal(value.sealed, at: place, random: world.surroundings.random)
                    #expect(try await world.surroundings.store.replaceSealedValue(value, with: sealed))
                }
            }
            #expect(try await asker.ask(key.touch()).status == .ok)
        }
    }
}
