import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Remembered devices and requests to get in without the second step.
@Suite struct ComingBackTests {
    private let sam = Account.ID("sam")

    private func run(_ kind: TestedDatabase, _ body: (SQLStore) async throws -> Void) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertAccount(Sample.account("kim"), organisation: nil)
            )
            try await body(store)
        }
    }

    @Test("a device is kept whole, changed and ended", arguments: TestedDatabase.allCases)
    func devices(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var device = Sample.device("d1", of: "sam")
            try await store.mustCommit(
                .insertDevice(device),
                .insertDevice(Sample.device("d2", of: "sam", at: 1)),
                .insertDevice(Sample.device("k", of: "kim"))
            )
            #expect(try await store.device(device.id) == device)
            #expect(try await store.devices(of: sam).map(\.id.rawValue) == ["d1", "d2"])
            device.tokenHash = [9]
            device.previousHash = [8]
            device.rotatedAt = Sample.moment(5)
            device.lastUsedAt = Sample.moment(6)
            device.client = Client(address: "::1", userAgent: "")
            try await store.mustCommit(.saveDevice(device))
            #expect(try await store.device(device.id) == device)
            try await store.mustCommit(.removeDevice(device.id, Account.ID("kim")))
            #expect(try await store.device(device.id) != nil)
            try await store.mustCommit(.removeDevices(of: sam, except: device.id))
            #expect(try await store.devices(of: sam).map(\.id) == [device.id])
            try await store.mustCommit(.removeDevice(device.id, sam))
            #expect(try await store.commit(Commit(changes: [.saveDevice(device)])) == .stale)
            #expect(try await store.devices(of: Account.ID("kim")).count == 1)
        }
    }

    @Test("devices end with their time and with a restore", arguments: TestedDatabase.allCases)
    func deviceEnds(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(
                .insertDevice(Sample.device("a", of: "sam")),
                .insertDevice(Sample.device("b", of: "sam", at: 10))
            )
            #expect(try await store.removeExpired(now: Sample.moment(105), limit: 100) == 1)
            #expect(try await store.devices(of: sam).map(\.id.rawValue) == ["b"])
            try await store.endEverythingAfterRestore()
            #expect(try await store.devices(of: sam).isEmpty)
        }
    }

    @Test("a request is kept whole, found and decided", arguments: TestedDatabase.allCases)
    func recovery(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var request = Sample.recovery("AAAA", of: "sam")
            try await store.mustCommit(
                .insertRecovery(request),
                .insertRecovery(Sample.recovery("BBBB", of: "kim", at: 1))
            )
            #expect(try await store.recovery(reference: "CS-AAAA") == request)
            #expect(try await store.recovery(reference: "CS-CCCC") == nil)
            func waiting(at second: Int64 = 0) async throws -> [String] {
                try await store.waitingRecoveries(at: Sample.moment(second), limit: 10).map(\.reference)
            }
            #expect(try await waiting() == ["CS-AAAA", "CS-BBBB"])
            #expect(try await waiting(at: 100) == ["CS-BBBB"])
            func counted(at second: Int64, about roles: Set<Role>) async throws -> OpenRequests {
                try await store.countOpenRequests(at: Sample.moment(second), about: roles, orBy: "member:lee")
            }
            #expect(try await counted(at: 0, about: [.member, .owner]) == OpenRequests(gettingIn: 2))
            #expect(try await counted(at: 100, about: [.member]) == OpenRequests(gettingIn: 1))
            #expect(try await counted(at: 0, about: [.owner]) == OpenRequests())
            #expect(try await store.decidedRecoveries(limit: 10).isEmpty)
            let twin = RecoveryRequest(
                id: RecoveryRequest.ID("other"),
                reference: request.reference,
                accountID: sam,
                tokenHash: [],
                sealedDetails: [],
                askedAt: Sample.moment(),
                waitUntil: nil,
                expiresAt: Sample.moment(),
                client: request.client
            )
            #expect(try await store.commit(Commit(changes: [.insertRecovery(twin)])) == .taken)
            request.state = .done
            request.sealedDetails = [4]
            request.waitUntil = nil
            request.isHalfwayTold = true
            request.expiresAt = Sample.moment(7)
            try await store.mustCommit(.saveRecovery(request))
            #expect(try await store.recoveries(of: sam) == [request])
            #expect(try await waiting() == ["CS-BBBB"])
            #expect(try await store.decidedRecoveries(limit: 10) == [request])
            // What is over is told for a month; what is open ends by the rules alone.
            #expect(try await store.removeExpired(now: Sample.moment(8 + 30 * 86_400), limit: 100) == 1)
            #expect(try await store.recoveries(of: sam).isEmpty)
            #expect(try await waiting() == ["CS-BBBB"])
        }
    }

    @Test("an account says whether a request of its own is open", arguments: TestedDatabase.allCases)
    func openRequest(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            try await store.mustCommit(.claim(SignInIdentifier("sam"), sam))
            #expect(try await store.dossier(of: sam)?.hasOpenRecovery == false)
            var request = Sample.recovery("AAAA", of: "sam")
            try await store.mustCommit(.insertRecovery(request))
            #expect(try await store.dossier(of: sam)?.hasOpenRecovery == true)
            #expect(try await store.dossier(named: SignInIdentifier("sam"))?.hasOpenRecovery == true)
            #expect(try await store.dossier(of: Account.ID("kim"))?.hasOpenRecovery == false)
            for state in RecoveryRequest.State.allCases {
                request.state = state
                try await store.mustCommit(.saveRecovery(request))
                #expect(try await store.dossier(of: sam)?.hasOpenRecovery == state.isOpen, "\(state)")
            }
        }
    }

    @Test(
        "requests are due at half their wait, at its end and at their own, and no others",
        arguments: TestedDatabase.allCases
    )
    func dueRequests(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            func request(
                _ reference: String,
                wait: Int64?,
                expires: Int64,
                isMailed: Bool = false,
                state: RecoveryRequest.State = .waiting
            ) -> Change {
                .insertRecovery(
                    RecoveryRequest(
                        id: RecoveryRequest.ID(reference),
                        reference: reference,
                        accountID: sam,
                        state: state,
                        tokenHash: [1],
                        sealedDetails: [2],
                        askedAt: Sample.moment(),
                        waitUntil: wait.map { Sample.moment($0) },
                        isHalfwayTold: isMailed,
                        expiresAt: Sample.moment(expires),
                        client: Client(address: "", userAgent: "")
                    )
                )
            }
            try await store.mustCommit(
                request("staff", wait: nil, expires: 1000),
                request("half", wait: 200, expires: 1000),
                request("told", wait: 300, expires: 1000, isMailed: true),
                request("approved", wait: 100, expires: 900, state: .approved),
                request("over", wait: 10, expires: 20, state: .expired)
            )
            func due(_ second: Int64, limit: Int = 10) async throws -> [String] {
                try await store.dueRecoveries(at: Sample.moment(second), limit: limit).map(\.reference)
            }
            #expect(try await due(99) == [])
            #expect(try await due(100) == ["half"])
            #expect(try await due(300) == ["half", "told"])
            #expect(try await due(900) == ["approved", "half", "told"])
            #expect(try await due(1000) == ["approved", "half", "staff", "told"])
            #expect(try await due(1000, limit: 2).count == 2)
        }
    }

    @Test("sessions that a request let in end apart from others", arguments: TestedDatabase.allCases)
    func recoverySessions(_ kind: TestedDatabase) async throws {
        try await run(kind) { store in
            var session = Sample.session("r", of: "sam")
            session.recoveryID = RecoveryRequest.ID("AAAA")
            var other = Sample.session("r2", of: "sam", at: 1)
            other.recoveryID = RecoveryRequest.ID("AAAA")
            try await store.mustCommit(
                .insertSession(session),
                .insertSession(other),
                .insertSession(Sample.session("s", of: "sam", at: 2))
            )
            #expect(try await store.session(tokenHash: session.tokenHash)?.session == session)
            try await store.mustCommit(.leaveRecovery(other.id), .endRecoverySessions(of: sam))
            #expect(try await store.sessions(of: sam).map(\.id.rawValue) == ["s", "r2"])
        }
    }
}
