import Countersign
import Foundation

/// `POST /verify`: the second step, for an app that keeps its own login. Everything here is on the way of every sign-in
/// of every app, so it does little.
enum VerifyCall {
    private static let known = [
        "account", "first_factor", "code", "codes", "passkey", "factor_id", "challenge_id", "remember",
        "device_token", "client_ip",
    ]

    @Sendable
    static func answer(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: known)
        let name = try fields.requiredText("account")
        if let shown = try fields.text("device_token") {
            guard (1...128).contains(shown.unicodeScalars.count) else {
                throw APIProblem.badField("device_token", "must be 1 to 128 characters long")
            }
            return try await answer(caller, fields, account: name, shown: shown, keeping)
        }
        let given = try Given(in: fields)
        let remembers = try fields.bool("remember") ?? false
        let factorID = try fields.id("factor_id").map { Factor.ID($0) }
        let challengeID = try challengeID(in: fields, beside: given)
        let hasFirstFactor = try fields.bool("first_factor") ?? false
        let client = try client(in: fields)
        guard hasFirstFactor || caller.app.allowsVerifyWithoutFirstFactor else { throw APIProblem.firstFactorMissing }
        let dossier = try await caller.dossier(idOrName: name)
        let outcome = try await Verify(in: caller.world).answer(
            account: dossier,
            given: given,
            factorID: factorID,
            challengeID: challengeID,
            firstFactor: hasFirstFactor,
            remembers: remembers,
            caller: Verify.Caller(app: caller.app, key: caller.key),
            client: client,
            storing: { outcome, now in try keeping.changes(keeping: answer(to: outcome, at: now)) }
        )
        return keeping.answer(else: answer(to: outcome, at: caller.world.now()))
    }

    /// The token of a remembered device in place of a code.
    private static func answer(
        _ caller: Caller,
        _ fields: JSONFields,
        account name: String,
        shown: String,
        _ keeping: Keeping
    ) async throws -> CallAnswer {
        for other in ["code", "codes", "passkey", "factor_id", "challenge_id", "remember"] where fields.has(other) {
            throw APIProblem.badField(other, "has no meaning beside device_token")
        }
        let hasFirstFactor = try fields.bool("first_factor") ?? false
        let client = try client(in: fields)
        guard hasFirstFactor else { throw APIProblem.firstFactorMissing }
        let dossier = try await caller.dossier(idOrName: name)
        let outcome = try await Verify(in: caller.world).remembered(
            account: dossier,
            shown: DeviceToken(shown: shown),
            firstFactor: hasFirstFactor,
            caller: Verify.Caller(app: caller.app, key: caller.key),
            client: client,
            storing: { outcome, now in try keeping.changes(keeping: answer(to: outcome, at: now)) }
        )
        return keeping.answer(else: answer(to: outcome, at: caller.world.now()))
    }

    private static func challengeID(in fields: JSONFields, beside given: Given) throws(APIProblem) -> Challenge.ID? {
        guard let id = try fields.id("challenge_id") else { return nil }
        if case .pair = given { throw .badField("challenge_id", "cannot stand beside codes") }
        return Challenge.ID(id)
    }

    /// Where the person is, by the app's word: for the events alone.
    private static func client(in fields: JSONFields) throws(APIProblem) -> Client? {
        guard let text = try fields.text("client_ip") else { return nil }
        guard let address = Address(text) else { throw .badField("client_ip", "must be an IP address") }
        return Client(address: address.text, userAgent: "")
    }

    private static func answer(to outcome: Verify.Outcome, at now: Date) -> CallAnswer {
        switch outcome {
        case .accepted(let accepted, let device):
            .ok(
                .object { json in
                    json.member("outcome", "accepted")
                    json.object("factor") { json in
                        if let factor = accepted.factor, !factor.isStandIn {
                            json.factor(factor)
                        } else {
                            json.member("kind", accepted.kindName)
                        }
                    }
                    json.member("amr", accepted.amr)
                    if let left = accepted.backupCodesLeft { json.member("backup_codes_left", left) }
                    if let device { json.member("device_token", device.text) }
                }
            )
        case .remembered(_, let next):
            .ok(
                .object { json in
                    json.member("outcome", "accepted")
                    json.object("factor") { $0.member("kind", "device") }
                    json.member("amr", [String]())
                    if let next { json.member("device_token", next.text) }
                }
            )
        case .suspended:
            .ok(
                .object { json in
                    json.member("outcome", "accepted")
                    json.object("factor") { $0.member("kind", "suspension") }
                    json.member("amr", [String]())
                }
            )
        case .rejected(let rejected):
            .ok(
                .object { json in
                    json.rejection(
                        rejected.rejection,
                        triesLeft: rejected.triesLeft,
                        retryAfter: rejected.waitUntil.map { max(1, Int($0.timeIntervalSince(now).rounded(.up))) },
                        accepts: rejected.accepts
                    )
                }
            )
        }
    }
}
