import Countersign
import CountersignTesting
import Foundation
import HTTPTypes
import Logging
import Testing

@Suite("What an app sends wrongly is told it in words")
struct APIBadInputTests {
    static let bodies: [(String, String?)] = [
        ("", "account"), ("null", nil), ("[]", nil), ("\"verify\"", nil), ("17", nil), ("{", nil),
        (#"{"account":"a","first_factor":true,"code":"#, nil), (#"{"first_factor":true,"code":"1"}"#, "account"),
        (#"{"account":"a","first_factor":true}"#, "code"),
        (#"{"account":17,"first_factor":true,"code":"1"}"#, "account"),
        (#"{"account":"a","first_factor":true,"code":123456}"#, "code"),
        (#"{"account":"a","first_factor":true,"code":null}"#, "code"),
        (#"{"account":"a","first_factor":"true","code":"1"}"#, "first_factor"),
        (#"{"account":"a","first_factor":true,"code":"1","code":"2"}"#, "code"),
        (#"{"account":"a","first_factor":true,"code":"1","codes":["1","2"]}"#, "codes"),
        (#"{"account":"a","first_factor":true,"codes":["1","2","3"]}"#, "codes"),
        (#"{"account":"a","first_factor":true,"codes":["1",2]}"#, "codes"),
        (#"{"account":"a","first_factor":true,"codes":"12"}"#, "codes"),
        (#"{"account":"a","first_factor":true,"code":"1","colour":"red"}"#, "colour"),
        (#"{"account":"a","first_factor":true,"code":1e99999}"#, "code"),
        (#"{"account":"a\u0000b","first_factor":true,"code":"1"}"#, nil), (#"{"account":"\ud800"}"#, nil),
    ]

    @Test("malformed bodies are 400 and name the field", arguments: bodies)
    func malformed(body: String, field: String?) async throws {
        try await World.run { world in
            let app = try await world.app()
            let answer = try await app.send(.post, "/verify", Data(body.utf8))
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer["type"] == "/api/v1/problems/malformed")
            #expect(answer["status"] == 400)
            #expect(answer["detail"]?.text?.isEmpty == false)
            if let field { #expect(answer["errors"]?.list?.first?["field"] == .text(field)) }
        }
    }

    @Test("long names and codes are simply not found or wrong")
    func long() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            #expect(try await app.verify(String(repeating: "n", count: 30_000), "123456").status == 404)
            #expect(try await app.verify("e" + String(repeating: "\u{301}", count: 20_000), "123456").status == 404)
            #expect(try await app.verify(member.id, String(repeating: "1", count: 129)).status == 400)
            #expect(try await app.verify(member.id, String(repeating: "1", count: 128))["reason"] == "wrong_code")
            // Not looked at, so not charged.
            #expect(try await app.verify(member.id, member.phone.wrongCode())["tries_left"] == 4)
        }
    }

    @Test("a body has a limit, and a type")
    func limits() async throws {
        try await World.run { world in
            let app = try await world.app()
            let large = Data("{\"name\":\"\(String(repeating: "a", count: 70_000))\"}".utf8)
            #expect(try await app.send(.post, "/accounts", large).status == 413)
            let good = Data(#"{"name":"ada"}"#.utf8)
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "json"]
            {
                let answer = try await app.send(.post, "/accounts", good, ["Content-Type": type])
                #expect(answer.status == 415, "\(type)")
                #expect(answer["type"] == "/api/v1/problems/unsupported-media-type")
            }
            let packed = try await app.send(.post, "/accounts", good, ["Content-Encoding": "gzip"])
            #expect(packed.status == 415)
            let charset = try await app.send(
                .post,
                "/accounts",
                good,
                ["Content-Type": "Application/JSON;Charset=UTF-8"]
            )
            #expect(charset.status == 201)
        }
    }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() async throws {
        try await World.run { world in
            let app = try await world.app()
            var body = Data(#"{"name":""#.utf8)
            body.append(contentsOf: [0xFF, 0xFE])
            body.append(contentsOf: #""}"#.utf8)
            #expect(try await app.send(.post, "/accounts", body).status == 400)
            #expect(
                try await app.send(.post, "/accounts", #"{"name":"ada"}"#.data(using: .utf16) ?? Data()).status == 400
            )
        }
    }

    @Test("paths and methods that are not there")
    func paths() async throws {
        try await World.run { world in
            let app = try await world.app()
            let nothing = try await app.get("/nothing")
            #expect(nothing.status == 404)
            #expect(nothing.headers["content-type"] == "application/problem+json")
            #expect(try await app.get("/accounts/").status == 404)
            #expect(try await app.get("/accounts/%ff").status == 404)
            #expect(try await app.get("/accounts/%00").status == 404)
            #expect(try await app.get("/accounts/..%2fverify").status == 404)
            let wrong = try await app.delete("/verify")
            #expect(wrong.status == 405)
            #expect(wrong.headers["allow"] == "POST")
            let accounts = try await app.send(.put, "/accounts", Data("{}".utf8))
            #expect(accounts.headers["allow"] == "POST, GET, HEAD")
        }
    }

    @Test("whatever bytes come, the answer is a problem and never a fault of ours")
    func fuzz() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: Set(Scope.allCases))
            let member = try await app.member()
            let good = Data(
                #"{"account":"ada","first_factor":true,"code":"123456","codes":["1","2"],"kind":"totp"}"#.utf8
            )
            let paths = [
                "/verify", "/accounts", "/accounts/\(member.id)/factors", "/accounts/\(member.id)/unlock",
                "/accounts/\(member.id)/factors/\(member.factor)/confirm",
            ]
            let randomness = WorldRandomness(seed: 11)
            for round in 0..<600 {
                var body = good
                for _ in 0...Int(randomness.bytes(1)[0] % 6) {
                    let pick = randomness.bytes(3)
                    let place = Int(pick[0]) % max(1, body.count)
                    switch pick[1] % 4 {
                    case 0: body[body.startIndex + place] = pick[2]
                    case 1: body.removeSubrange((body.startIndex + place)...)
                    case 2: body.insert(contentsOf: body.prefix(place), at: body.startIndex + place)
                    default: body.insert(pick[2], at: body.startIndex + place)
                    }
                    if body.isEmpty { break }
                }
                let answer = try await app.send(.post, paths[round % paths.count], body)
                #expect(answer.status < 500, "\(String(decoding: body, as: UTF8.self))")
            }
            #expect(!world.log.lines.contains { $0.level >= .error })
        }
    }

    @Test("no key, code or secret comes into the log at any level")
    func log() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let code = member.phone.code
            _ = try await app.verify(member.id, code, key: "a-key-that-is-sent")
            let made = try await app.post("/accounts/\(member.id)/backup-codes")
            _ = try await app.send(.post, "/verify", Data(#"{"account":"very-private-name""#.utf8))
            let text = world.log.text
            #expect(text.contains("/api/v1/verify"))
            for secret in [app.token, code, WorldMember.secret, "very-private-name", "a-key-that-is-sent"]
                + (made["codes"]?.list?.compactMap(\.text) ?? [])
            {
                #expect(!text.contains(secret))
            }
        }
    }
}
