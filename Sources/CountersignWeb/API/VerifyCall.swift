import Countersign
import Foundation

/// `POST /verify`: the second step, for an app that keeps its own login. Everything here is on the way of every sign-in
/// of every app, so it does little.
enum VerifyCall {
    private static let known = ["account", "first_factor", "code", "codes", "factor_id", "client_ip"]
    /// Described for other servers; to pass over them would be to promise them.
    private static let notOffered = ["challenge_id", "passkey", "remember", "device_token"]

    @Sendable
    static func answer(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: known, notOffered: notOffered)
        let name = try fields.requiredText("account")
        let given = try Given(in: fields)
        let factorID = try factorID(in: fields)
        let hasFirstFactor = try fields.bool("first_factor") ?? false
        let client = try client(in: fields)
        guard hasFirstFactor || caller.app.allowsVerifyWithoutFirstFactor else { throw APIProblem.firstFactorMissing }
        let dossier = try await caller.dossier(idOrName: name)
        let outcome = try await Verify(in: caller.world).answer(
            account: dossier,
            given: given,
            factorID: factorID,
            firstFactor: hasFirstFactor,
            caller: Verify.Caller(app: caller.app, key: caller.key),
            client: client,
            storing: { outcome, now in try keeping.changes(keeping: answer(to: outcome, at: now)) }
        )
        return keeping.answer(else: answer(to: outcome, at: caller.world.now()))
    }

    private static func factorID(in fields: JSONFields) throws(APIProblem) -> Factor.ID? {
        guard let text = try fields.text("factor_id") else { return nil }
        guard text.unicodeScalars.count <= 64 else { throw .badField("factor_id", "is longer than 64 characters") }
        return Factor.ID(text)
    }

    /// Where the person is, by the app's word: for the events alone.
    private static func client(in fields: JSONFields) throws(APIProblem) -> Client? {
        guard let text = try fields.text("client_ip") else { return nil }
        guard let address = Address(text) else { throw .badField("client_ip", "must be an IP address") }
        return Client(address: address.text, userAgent: "")
    }

    private static func answer(to outcome: Verify.Outcome, at now: Date) -> CallAnswer {
        switch outcome {
        case .accepted(let accepted):
            .ok(
                .object { json in
                    json.member("outcome", "accepted")
                    json.object("factor") { json in
                        if let factor = accepted.factor {
                            json.factor(factor)
                        } else {
                            json.member("kind", "backup_code")
                        }
                    }
                    json.member("amr", accepted.amr)
                    if let left = accepted.backupCodesLeft { json.member("backup_codes_left", left) }
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
