import Countersign
import Foundation

/// What support does for one account, by a program: suspension, bypass codes, a new setup, and what would happen.
enum SupportCalls {
    // MARK: Suspension

    @Sendable
    static func suspend(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: SupportReason.fields + ["minutes", "network", "email_code"])
        var order = SupportOrder(.suspend, because: try SupportReason(in: fields))
        order.length = try minutes(in: fields)
        order.network = try fields.text("network")
        order.needsEmailCode = try fields.bool("email_code") ?? false
        return try await carryOut(order, caller, keeping) { done in
            .created(.object { $0.suspension(done.measure) })
        }
    }

    @Sendable
    static func showSuspension(_ caller: Caller) async throws -> CallAnswer {
        let suspension = try await caller.dossier().suspension(at: caller.world.now())
        return .ok(
            .object { json in
                if let suspension {
                    json.object("suspension") { $0.suspension(suspension) }
                } else {
                    json.null("suspension")
                }
            }
        )
    }

    @Sendable
    static func endSuspension(_ caller: Caller) async throws -> CallAnswer {
        try await end(.endSuspension, caller)
    }

    // MARK: Bypass codes

    @Sendable
    static func makeBypassCode(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: SupportReason.fields + ["minutes", "then_set_up_again", "reference"])
        if let reference = try fields.text("reference") {
            return try await carryOutApproved(reference, caller, keeping)
        }
        var order = SupportOrder(.issueBypassCode, because: try SupportReason(in: fields))
        order.length = try minutes(in: fields)
        order.thenSetUpAgain = try fields.bool("then_set_up_again") ?? true
        return try await carryOut(order, caller, keeping, made)
    }

    /// The code that this app asked for, once somebody agreed to it.
    private static func carryOutApproved(
        _ reference: String,
        _ caller: Caller,
        _ keeping: Keeping
    ) async throws -> CallAnswer {
        let account = try await caller.changeableDossier().account
        let acts = SupportActs(in: caller.world)
        guard let asked = try await caller.world.store.supportRequest(reference: reference),
            asked.accountID == account.id, asked.askedBy == caller.actor.rawValue
        else { throw APIProblem.otherReference }
        do {
            let (_, done) = try await acts.carryOutApproved(
                asked.reference,
                by: caller.helper,
                storing: { done, _ in try keeping.changes(keeping: made(done)) }
            )
            return keeping.answer(else: made(done))
        } catch let decided as AlreadyDecided {
            // Nobody has agreed yet, or somebody did not.
            guard decided.state == .waiting else { throw APIProblem.requestEnded(decided.state) }
            return CallAnswer(status: 202, body: JSONText.object { $0.waiting(asked) }.bytes)
        } catch let problems as Problems<SupportOrder.Problem> {
            throw APIProblem(problems.list)
        }
    }

    private static func made(_ done: SupportActs.Done) -> CallAnswer {
        .created(
            .object { json in
                json.member("code", done.code ?? "")
                json.bypassCode(done.measure)
            }
        )
    }

    /// Never the code itself: that was shown when it was made.
    @Sendable
    static func showBypassCode(_ caller: Caller) async throws -> CallAnswer {
        let live = try await caller.dossier().measure(.bypassCode, at: caller.world.now())
        return .ok(
            .object { json in
                if let live {
                    json.object("bypass_code") { $0.bypassCode(live) }
                } else {
                    json.null("bypass_code")
                }
            }
        )
    }

    @Sendable
    static func cancelBypassCode(_ caller: Caller) async throws -> CallAnswer {
        try await end(.cancelBypassCode, caller)
    }

    // MARK: To set up again

    @Sendable
    static func reset(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: SupportReason.fields + ["lost", "sign_out"])
        var order = SupportOrder(.askToSetUpAgain, because: try SupportReason(in: fields))
        order.isLost = try fields.bool("lost") ?? false
        order.signsOut = try fields.bool("sign_out") ?? false
        return try await carryOut(order, caller, keeping) { _ in .done }
    }

    @Sendable
    static func explain(_ caller: Caller) async throws -> CallAnswer {
        let explanation = try await Explaining(in: caller.world).explain(try await caller.dossier())
        return .ok(
            .object { json in
                json.member("outcome", explanation.outcome.rawValue)
                json.array("steps") { json in
                    for step in explanation.steps {
                        json.element { json in
                            json.member("step", step.name.rawValue)
                            json.member("until", ifAny: step.until.map(Timestamp.text))
                            json.object("facts") { json in
                                for (name, value) in step.facts.sorted(by: { $0.key < $1.key }) {
                                    json.member(named: name, value)
                                }
                            }
                        }
                    }
                }
            }
        )
    }

    // MARK: What they share

    private static func minutes(in fields: JSONFields) throws -> TimeInterval? {
        guard let minutes = try fields.integer("minutes") else { return nil }
        guard (1...1_000_000).contains(minutes) else {
            throw APIProblem.unacceptable([FieldProblem("minutes", "must be at least 1 and within what policy allows")])
        }
        return TimeInterval(minutes) * 60
    }

    private static func carryOut(
        _ order: SupportOrder,
        _ caller: Caller,
        _ keeping: Keeping,
        _ done: @escaping @Sendable (SupportActs.Done) -> CallAnswer
    ) async throws -> CallAnswer {
        let account = try await caller.changeableDossier().account
        let answer: @Sendable (SupportActs.Outcome) -> CallAnswer = { outcome in
            switch outcome {
            case .done(let made): done(made)
            case .waiting(let request): CallAnswer(status: 202, body: JSONText.object { $0.waiting(request) }.bytes)
            }
        }
        do {
            let outcome = try await SupportActs(in: caller.world).carryOut(
                order,
                on: account.id,
                by: caller.helper,
                storing: { outcome, _ in try keeping.changes(keeping: answer(outcome)) }
            )
            return keeping.answer(else: answer(outcome))
        } catch let problems as Problems<SupportOrder.Problem> {
            throw APIProblem(problems.list)
        }
    }

    private static func end(_ act: StaffAct, _ caller: Caller) async throws -> CallAnswer {
        let account = try await caller.changeableDossier().account
        let reason = try SupportReason(category: .other, text: "ended over the API", identity: .elsewhere)
        do {
            _ = try await SupportActs(in: caller.world)
                .carryOut(SupportOrder(act, because: reason), on: account.id, by: caller.helper)
        } catch let problems as Problems<SupportOrder.Problem> {
            throw APIProblem(problems.list)
        }
        return .done
    }
}

extension Caller {
    fileprivate var helper: SupportActs.Helper { SupportActs.Helper(actor: actor, name: app.label) }
}

extension JSONText {
    fileprivate mutating func suspension(_ measure: Measure?) {
        guard let measure else { return }
        member("id", measure.id.rawValue)
        member("begun_at", Timestamp.text(of: measure.begunAt))
        member("ends_at", ifAny: measure.endsAt.map(Timestamp.text))
        member("email_code", measure.terms.needsEmailCode)
        member("network", ifAny: measure.terms.network)
    }

    fileprivate mutating func bypassCode(_ measure: Measure?) {
        guard let measure else { return }
        member("id", measure.id.rawValue)
        member("begun_at", Timestamp.text(of: measure.begunAt))
        member("expires_at", ifAny: measure.endsAt.map(Timestamp.text))
        member("then_set_up_again", measure.terms.thenSetUpAgain)
    }

    fileprivate mutating func waiting(_ request: SupportRequest) {
        member("status", "waiting")
        member("reference", request.reference)
        member("expires_at", Timestamp.text(of: request.expiresAt))
    }
}

extension APIProblem {
    /// 422 for what could never be taken, 409 for what stands against how the account is.
    fileprivate init(_ problems: [SupportOrder.Problem]) {
        if problems.contains(.closed) {
            self = .closed
        } else if problems.allSatisfy({ $0 == .nothingToDo }) {
            self = .nothingToDo
        } else if problems.contains(.noAddress), problems.allSatisfy({ $0 == .noAddress || $0 == .nothingToDo }) {
            self = .nothingToSend
        } else {
            self = .unacceptable(problems.compactMap(FieldProblem.init))
        }
    }
}

extension FieldProblem {
    fileprivate init?(_ problem: SupportOrder.Problem) {
        switch problem {
        case .lengthMissing: self.init("minutes", "is missing")
        case .tooLong(let most): self.init("minutes", "is more than \(Int(most) / 60), the most that policy allows")
        case .tooShort(let least): self.init("minutes", "is less than \(Int(least) / 60)")
        case .badNetwork: self.init("network", "is no address or block, such as 192.0.2.0/24")
        case .noAddress: self.init("email_code", "needs a confirmed e-mail address, and the account has none")
        case .untilMissing, .untilPast, .untilTooFar, .noSuchFactor, .closed, .nothingToDo: return nil
        }
    }
}
