import Countersign
import CountersignClients
import CountersignTesting
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import YubicoOTP

/// A validation server of somebody else, that says what the test wants.
@Suite struct OutsideValidatorTests {
    private static let key = try? YubicoOTP.APIKey([UInt8](repeating: 3, count: 20))

    /// What a server does with the question.
    private enum Behaviour: Sendable {
        case says(Status)
        /// Signed with another key.
        case forged
        /// The right answer to another question.
        case otherNonce
        case garbage
        case silent
        case status500
    }

    private func verdict(_ behaviours: Behaviour...) async throws -> YubicoVerdict {
        let key = try #require(Self.key)
        let counters = Counters(session: 7, use: 2)
        var servers: [Application<RouterResponder<BasicRequestContext>>] = []
        for behaviour in behaviours {
            let router = Router()
            router.get("/verify") { request, _ -> Response in
                switch behaviour {
                case .silent:
                    try await Task.sleep(for: .seconds(30))
                    return Response(status: .ok)
                case .status500: return Response(status: .internalServerError)
                case .garbage: return Response(status: .ok, body: .init(byteBuffer: .init(string: "status=OK\r\n")))
                case .says, .forged, .otherNonce: break
                }
                var query = request.uri.query ?? ""
                if case .otherNonce = behaviour { query = query.replacing("nonce=", with: "nonce=a") }
                let asked = try ReceivedRequest(parsing: query)
                var status = Status.ok
                if case .says(let said) = behaviour { status = said }
                let touch = Touch(counters: counters, timestamp: 9, random: 1)
                let signing = if case .forged = behaviour { try APIKey([UInt8](repeating: 4, count: 20)) } else { key }
                let text = asked.answer(status, at: 0, touch: touch).text(signedWith: signing)
                return Response(status: .ok, body: .init(byteBuffer: .init(string: text)))
            }
            servers.append(
                Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
            )
        }
        return try await Self.asking(servers, []) { ports in
            var settings = OutsideValidator.Settings(
                servers: ports.map { "http://127.0.0.1:\($0)/verify" },
                clientID: try #require(ClientID(7)),
                key: key
            )
            settings.timeout = .milliseconds(800)
            let validator = OutsideValidator(
                settings,
                random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
                log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            let verdict = try await validator.verdict(on: try OTP(try TestYubiKey().touch()))
            await validator.close()
            return verdict
        }
    }

    /// Starts them one inside the other.
    private static func asking(
        _ servers: [Application<RouterResponder<BasicRequestContext>>],
        _ ports: [Int],
        _ body: @Sendable @escaping ([Int]) async throws -> YubicoVerdict
    ) async throws -> YubicoVerdict {
        guard let first = servers.first else { return try await body(ports) }
        return try await first.test(.live) { client in
            try await asking(Array(servers.dropFirst()), ports + [client.port ?? 0], body)
        }
    }

    @Test("a signed OK is accepted, with the counters")
    func accepted() async throws {
        #expect(try await verdict(.says(.ok)) == .accepted(Counters(session: 7, use: 2)))
    }

    @Test("refusals are refusals")
    func refused() async throws {
        #expect(try await verdict(.says(.badOTP)) == .wrong)
        #expect(try await verdict(.says(.replayedOTP)) == .alreadyUsed)
    }

    @Test(
        "what decides nothing lets nobody in",
        arguments: [
            .replayedRequest, .backendError, .notEnoughAnswers, .badSignature, .missingParameter, .noSuchClient,
            .operationNotAllowed,
        ] as [Status]
    )
    func undecided(_ status: Status) async throws {
        #expect(try await verdict(.says(status)) == .unavailable)
    }

    @Test("what cannot be believed lets nobody in")
    func unbelievable() async throws {
        #expect(try await verdict(.forged) == .unavailable)
        #expect(try await verdict(.otherNonce) == .unavailable)
        #expect(try await verdict(.garbage) == .unavailable)
        #expect(try await verdict(.status500) == .unavailable)
        #expect(try await verdict(.silent) == .unavailable)
    }

    @Test("of several servers, the first that decides counts")
    func several() async throws {
        #expect(
            try await verdict(.silent, .says(.replayedRequest), .says(.ok)) == .accepted(Counters(session: 7, use: 2))
        )
        #expect(try await verdict(.forged, .says(.backendError), .says(.replayedOTP)) == .alreadyUsed)
        #expect(try await verdict(.says(.replayedRequest), .says(.replayedRequest)) == .unavailable)
    }
}
