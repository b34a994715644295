import Countersign
import CountersignDocuments

/// `/accounts/{account_id}/factors`, and the account's backup codes.
enum FactorCalls {
    @Sendable
    static func list(_ caller: Caller) async throws -> CallAnswer {
        let dossier = try await caller.dossier()
        return .ok(
            .object { json in
                json.array("factors") { json in
                    for factor in dossier.factors { json.element { $0.factor(factor) } }
                }
                json.member("preferred_factor_id", orNull: dossier.account.preferredFactorID?.rawValue)
                json.member("backup_codes_left", dossier.backupCodes?.left ?? 0)
            }
        )
    }

    /// The parameters that a kind may take; which of them it does, it says itself.
    private static let parameters = ["secret", "algorithm", "digits", "period", "hardware_token", "public_id"]

    /// Begins an enrolment, or imports a factor that another system has confirmed.
    @Sendable
    static func begin(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["kind", "label", "confirmed"] + parameters)
        let kind = Kind(rawValue: try fields.requiredText("kind"))
        let label = try label(in: fields)
        let given = try given(in: fields)
        let isImport = try fields.bool("confirmed") ?? false
        if isImport { try caller.need(.import) }
        let account = try await caller.changeableDossier().account
        let enrolment = Enrolment(in: caller.world)
        if isImport {
            let factor = try await enrolment.importConfirmed(
                kind: kind,
                label: label,
                parameters: given,
                for: account.id,
                actor: caller.actor,
                storing: { factor, _ in try keeping.changes(keeping: imported(factor)) }
            )
            return keeping.answer(else: imported(factor))
        }
        let begun = try await enrolment.begin(
            kind: kind,
            label: label,
            parameters: given,
            for: account.id,
            client: nil,
            actor: caller.actor,
            storing: { begun, _ in try keeping.changes(keeping: answer(to: begun)) }
        )
        return keeping.answer(else: answer(to: begun))
    }

    @Sendable
    static func confirm(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["code", "codes", "passkey"])
        let given = try Given(in: fields)
        let dossier = try await caller.changeableDossier()
        let id = Factor.ID(caller.visitor.parameters["factor_id"])
        let draft = try await caller.world.store.draft(id)
        guard draft?.accountID == dossier.account.id || dossier.factors.contains(where: { $0.id == id }) else {
            throw APIProblem.noSuchFactor
        }
        let outcome = try await Enrolment(in: caller.world).finish(
            id,
            of: dossier.account.id,
            given: given,
            session: nil,
            client: nil,
            actor: caller.actor,
            storing: { outcome, _ in try keeping.changes(keeping: answer(to: outcome, of: draft)) }
        )
        return keeping.answer(else: answer(to: outcome, of: draft))
    }

    @Sendable
    static func remove(_ caller: Caller) async throws -> CallAnswer {
        let dossier = try await caller.changeableDossier()
        let id = Factor.ID(caller.visitor.parameters["factor_id"])
        guard dossier.factors.contains(where: { $0.id == id }) else {
            guard try await caller.world.store.draft(id)?.accountID == dossier.account.id else {
                throw APIProblem.noSuchFactor
            }
            try await Enrolment(in: caller.world).cancel(id, of: dossier.account.id, actor: caller.actor)
            return .done
        }
        let outcome = try await FactorActs(in: caller.world).remove(
            id,
            of: dossier.account.id,
            client: nil,
            actor: caller.actor
        )
        guard case .removed = outcome else { throw APIProblem.lastFactor }
        return .done
    }

    /// A new set; an older one ends.
    @Sendable
    static func makeBackupCodes(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        _ = try JSONFields(body, known: [])
        let account = try await caller.changeableDossier().account
        let codes = try await BackupCodeActs(in: caller.world).make(
            for: account.id,
            session: nil,
            client: nil,
            actor: caller.actor,
            storing: { codes, _ in try keeping.changes(keeping: answer(with: codes)) }
        )
        return keeping.answer(else: answer(with: codes))
    }

    // MARK: Reading

    private static func label(in fields: JSONFields) throws -> String {
        let label = try fields.text("label", atMost: SignInName.longestLabel) ?? ""
        do {
            return try SignInName.cleanedLabel(label)
        } catch {
            let detail = error == .tooLong ? "is longer than 64 characters" : "has invisible or control characters"
            throw APIProblem.unacceptable([FieldProblem("label", detail)])
        }
    }

    /// Parameters as texts, as the command line has them too.
    private static func given(in fields: JSONFields) throws -> [String: String] {
        var given: [String: String] = [:]
        given["secret"] = try fields.text("secret")
        given["public_id"] = try fields.text("public_id")
        given["algorithm"] = try fields.text("algorithm")
        given["digits"] = try fields.integer("digits").map(String.init)
        given["period"] = try fields.integer("period").map(String.init)
        given["hardware_token"] = try fields.bool("hardware_token").map(String.init)
        return given
    }

    // MARK: Answers

    private static func answer(to begun: Enrolment.Begun) -> CallAnswer {
        .created(
            .object { json in
                json.member("id", begun.draft.id.rawValue)
                json.member("kind", begun.draft.kind.rawValue)
                json.member("label", begun.draft.label)
                json.member("confirmed", false)
                json.member("expires_at", Timestamp.text(of: begun.draft.expiresAt))
                if let mail = begun.mail { json.sent(mail) }
                json.options(begun.shown)
                json.member("secret", ifAny: begun.shown[TOTPMethod.Shown.secret])
                if let uri = begun.shown[TOTPMethod.Shown.uri] {
                    json.member("uri", uri)
                    json.member("qr_svg", ifAny: try? QRCode(uri).svg(label: "QR code"))
                }
            }
        )
    }

    private static func imported(_ factor: Factor) -> CallAnswer {
        .created(.object { $0.factor(factor) })
    }

    private static func answer(to outcome: Enrolment.Outcome, of draft: Draft?) -> CallAnswer {
        switch outcome {
        case .confirmed(let factor, _):
            .ok(
                .object { json in
                    json.member("outcome", "accepted")
                    json.object("factor") { $0.factor(factor) }
                }
            )
        case .rejected(let rejection, let triesLeft): rejected(rejection, triesLeft)
        case .draftEnded: rejected(Rejection(.challengeEnded), 0)
        // Nothing was looked at, so nothing was counted.
        case .unrecognised:
            rejected(Rejection(.wrongCode), draft?.triesLeft ?? 0)
        }
    }

    private static func rejected(_ rejection: Rejection, _ triesLeft: Int) -> CallAnswer {
        .ok(.object { $0.rejection(rejection, triesLeft: triesLeft, retryAfter: nil, accepts: []) })
    }

    private static func answer(with codes: [String]) -> CallAnswer {
        .created(.object { $0.member("codes", codes) })
    }
}

extension JSONValue {
    /// What `toJSON()` of a credential is made of: Base64url and names in ASCII, lists of such, and objects of these.
    fileprivate var isOfPasskey: Bool {
        switch self {
        case .null, .bool, .integer, .otherNumber: true
        case .text(let text): Self.isASCII(text)
        case .array(let items):
            items.allSatisfy { item in
                if case .text(let text) = item { Self.isASCII(text) } else { false }
            }
        case .object(let members): members.allSatisfy { Self.isASCII($0.name) && $0.value.isOfPasskey }
        }
    }

    private static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A }
    }
}

extension Given {
    /// One `code`, two consecutive `codes`, or what a browser's `navigator.credentials` gave: a `passkey`.
    init(in fields: JSONFields) throws(APIProblem) {
        if let passkey = fields.value("passkey") {
            guard case .object = passkey else { throw .wrongKind("passkey", "an object", passkey.kind) }
            guard passkey.isOfPasskey else {
                throw .badField("passkey", "may hold text in ASCII, lists of such, and objects of these")
            }
            for other in ["code", "codes"] where fields.has(other) {
                throw .badField(other, "cannot stand beside passkey")
            }
            self = .credential(String(decoding: JSONText(passkey).bytes, as: UTF8.self))
            return
        }
        switch (try fields.text("code"), try fields.texts("codes")) {
        case (let code?, nil): self = .text(try Self.bounded(code, "code"))
        case (nil, let codes?):
            guard codes.count == 2, let first = codes.first, let second = codes.last else {
                throw .badField("codes", "must hold two codes, the earlier one first")
            }
            self = .pair(try Self.bounded(first, "codes"), try Self.bounded(second, "codes"), withinTheHour: false)
        case (nil, nil): throw .missingField("code")
        default: throw .badField("codes", "cannot stand beside code")
        }
    }

    private static func bounded(_ code: String, _ field: String) throws(APIProblem) -> String {
        guard !code.isEmpty, code.utf8.count <= 128 || code.unicodeScalars.count <= 128 else {
            throw .badField(field, "must be 1 to 128 characters long")
        }
        return code
    }
}
