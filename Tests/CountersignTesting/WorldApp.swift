import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import OneTimePassword

/// An app with an API key, as a test uses it.
package struct WorldApp: Sendable {
    package let world: World
    package let key: APIKey
    package let token: String

    /// What came back.
    package struct Answer: Sendable, Equatable {
        package let status: Int
        package let body: Data
        package let headers: [String: String]

        package init(_ response: TestResponse) {
            status = response.status.code
            body = Data(response.body.readableBytesView)
            headers = Dictionary(response.headers.map { ($0.name.canonicalName, $0.value) }) { first, _ in first }
        }

        /// `null` where there is no body.
        package var json: WorldJSON { (try? JSONDecoder().decode(WorldJSON.self, from: body)) ?? .null }

        package subscript(_ name: String) -> WorldJSON? { json[name] }
    }

    package func get(_ path: String) async throws -> Answer {
        try await send(.get, path, nil)
    }

    package func post(_ path: String, _ body: WorldJSON = [:], key: String? = nil) async throws -> Answer {
        try await send(.post, path, body.data, key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    package func patch(_ path: String, _ body: WorldJSON) async throws -> Answer {
        try await send(.patch, path, body.data)
    }

    package func delete(_ path: String) async throws -> Answer {
        try await send(.delete, path, nil)
    }

    /// Bytes as they are.
    package func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: Data?,
        _ headers: [String: String] = [:]
    ) async throws -> Answer {
        var fields = HTTPFields()
        fields[.authorization] = "Bearer \(token)"
        if body != nil { fields[.contentType] = "application/json" }
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields[name] = value.isEmpty ? nil : value
        }
        let response = try await world.client.executeRequest(
            uri: "/api/v1" + path,
            method: method,
            headers: fields,
            body: body.map { ByteBuffer(bytes: $0) }
        )
        return Answer(response)
    }

    /// What most calls of `verify` are.
    package func verify(
        _ account: String,
        _ code: String,
        more: [String: WorldJSON] = [:],
        key: String? = nil
    ) async throws -> Answer {
        var body: [String: WorldJSON] = ["account": .text(account), "first_factor": true, "code": .text(code)]
        body.merge(more) { _, new in new }
        return try await post("/verify", .object(body), key: key)
    }
}

extension World {
    /// A new app with one key.
    package func app(
        _ label: String = "tests",
        scopes: Set<Scope> = [.verify, .accounts, .factors, .import],
        reach: Reach = .own,
        of app: App? = nil,
        allowsVerifyWithoutFirstFactor: Bool = false,
        expiresAt: Date? = nil
    ) async throws -> WorldApp {
        let made = try await AppActs(in: surroundings).createKey(
            label: label,
            scopes: scopes,
            reach: reach,
            app: app,
            allowsVerifyWithoutFirstFactor: allowsVerifyWithoutFirstFactor,
            expiresAt: expiresAt,
            actor: .host
        )
        return WorldApp(world: self, key: made.key, token: made.text)
    }

    /// Gives all events so far their places.
    package func sealEvents() async throws {
        try await SealEvents(in: surroundings).finish()
    }

    package func request(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        try await client.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        )
    }
}

/// An authenticator app, which shows the codes of its own clock.
package struct WorldPhone: Sendable {
    package let key: TOTP
    package let clock: WorldClock
    /// How many seconds it is ahead.
    package var ahead: TimeInterval = 0

    /// - Throws: if the secret is no Base32.
    package init(
        secret: String,
        clock: WorldClock,
        algorithm: HashAlgorithm = .sha1,
        digits: Int = 6,
        period: Int64 = 30
    ) throws {
        key = try TOTP(
            secret: SharedSecret(Base32.decode(secret)),
            algorithm: algorithm,
            digits: digits,
            period: period
        )
        self.clock = clock
    }

    package var code: String { code(after: 0) }

    /// The code that is shown so many steps from now.
    package func code(after steps: Int64) -> String {
        key.code(atStep: key.step(at: clock.now.addingTimeInterval(ahead)) + steps)
    }

    /// A code of no step of the hours around now.
    package func wrongCode(_ number: Int = 0) -> String {
        let present = key.step(at: clock.now)
        let near = Set((present - 300...present + 300).map { key.code(atStep: $0) })
        var free = (0...).lazy.map { candidate in
            let digits = String(candidate)
            return String(repeating: "0", count: 6 - digits.count) + digits
        }.filter { !near.contains($0) }.dropFirst(number).makeIterator()
        return free.next() ?? ""
    }
}

/// An account with an authenticator app, made over the API.
package struct WorldMember: Sendable {
    package let id: String
    package let name: String
    package let factor: String
    package let phone: WorldPhone

    package static let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
}

extension WorldApp {
    /// - Throws: if the app may not.
    package func member(_ name: String = "ada", secret: String = WorldMember.secret) async throws -> WorldMember {
        let account = try await post("/accounts", ["name": .text(name)])
        guard account.status == 201, let id = account["id"]?.text else { throw Unexpected(answer: account) }
        let factor = try await post(
            "/accounts/\(id)/factors",
            ["kind": "totp", "label": "phone", "secret": .text(secret), "confirmed": true]
        )
        guard factor.status == 201, let factorID = factor["id"]?.text else { throw Unexpected(answer: factor) }
        return WorldMember(
            id: id,
            name: name,
            factor: factorID,
            phone: try WorldPhone(secret: secret, clock: world.clock)
        )
    }

    package struct Unexpected: Error {
        package let answer: Answer
    }
}
