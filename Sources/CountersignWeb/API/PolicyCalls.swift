import Countersign
import Foundation

/// `/organisations/{id}/policy`: the rules in force, what others would do, and how it came to them.
enum PolicyCalls {
    @Sendable
    static func show(_ caller: Caller) async throws -> CallAnswer {
        let organisation = try await caller.organisation()
        let version = try await caller.world.store.policy(of: organisation.id, version: organisation.policyVersion)
        return .ok(answer(version, of: organisation.id, in: caller.world))
    }

    /// The largest whole number that every program reads from JSON alike (RFC 8259 §6).
    private static let largestVersion = 9_007_199_254_740_991

    /// Replaces the whole policy, if the version that was edited is still in force. With `dry_run=true` it only tells
    /// whom that would touch.
    @Sendable
    static func save(_ caller: Caller, _ body: JSONValue) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["version", "policy", "note"])
        guard let rules = try fields.fields("policy", known: PolicyJSON.names) else {
            throw APIProblem.missingField("policy")
        }
        let policy = try PolicyJSON.policy(in: rules, kinds: caller.world.policyKinds)
        let version = try fields.integer("version")
        if let version, !(0...largestVersion).contains(version) {
            throw APIProblem.badField("version", "must be from 0 to \(largestVersion)")
        }
        let note = try fields.text("note", atMost: PolicyActs.longestNote) ?? ""
        let organisation = try await caller.organisation()
        if try caller.isDryRun {
            try await answering { try PolicyActs.check(note) }
            return try await dryRun(policy, of: organisation.id, caller)
        }
        guard let version else {
            throw APIProblem.conflict([
                FieldProblem("version", "is missing: it says which one was edited, so that no other change is lost")
            ])
        }
        let saved = try await answering {
            try await PolicyActs(in: caller.world).save(
                policy,
                of: organisation.id,
                replacing: Int64(version),
                note: note,
                client: nil,
                actor: caller.actor
            )
        }
        return .ok(answer(saved, of: organisation.id, in: caller.world))
    }

    /// Newest first.
    @Sendable
    static func history(_ caller: Caller) async throws -> CallAnswer {
        let organisation = try await caller.organisation()
        let limit = Int(try caller.number("limit", in: 1...100) ?? 20)
        let before = try caller.number("before", in: 1...Int64.max)
        let page = try await caller.world.store.policyHistory(of: organisation.id, before: before, limit: limit)
        return .ok(
            .object { json in
                json.array("versions") { json in
                    for version in page { json.element { $0.version(version, in: caller.world) } }
                }
            }
        )
    }

    private static func dryRun(
        _ policy: Policy,
        of id: Organisation.ID,
        _ caller: Caller
    ) async throws -> CallAnswer {
        let acts = PolicyActs(in: caller.world)
        let (effect, stopped) = try await answering {
            let effect = try await acts.effect(of: policy, on: id)
            let stopped = try await acts.stopped(by: policy, of: id).page(after: nil, limit: 100)
            return (effect, stopped)
        }
        let locksOwnersOut = try await acts.locksOwnersOut(policy, of: id)
        return .ok(
            .object { json in
                json.member("dry_run", true)
                json.effect(effect)
                json.member("locks_owners_out", locksOwnersOut)
                json.member("first_stopped", stopped.map(\.id.rawValue))
            }
        )
    }

    private static func answer(
        _ version: PolicyVersion?,
        of id: Organisation.ID,
        in world: Surroundings
    ) -> JSONText {
        let nothing = PolicyVersion(
            organisationID: id,
            version: 0,
            policy: Policy(),
            savedBy: Event.Actor.system.rawValue,
            savedAt: Date(timeIntervalSince1970: 0)
        )
        return .object { $0.version(version ?? nothing, in: world) }
    }

    private static func answering<Outcome>(_ act: () async throws -> Outcome) async throws -> Outcome {
        do {
            return try await act()
        } catch let problems as Problems<PolicyProblem> {
            let fields = problems.list.map { FieldProblem($0) }
            throw problems.list.contains(where: \.isOfOneRule) ? APIProblem.unacceptable(fields) : .conflict(fields)
        } catch let fault as PolicyActs.Fault {
            switch fault {
            case .unknownOrganisation, .unknownVersion: throw APIProblem.noSuchOrganisation
            case .changedMeanwhile(let now): throw APIProblem.policyChanged(now)
            case .locksOwnersOut: throw APIProblem.locksOwnersOut
            case .noteTooLong:
                throw APIProblem.unacceptable([
                    FieldProblem("note", "is longer than \(PolicyActs.longestNote) characters")
                ])
            }
        }
    }
}

extension PolicyProblem {
    /// Whether the rule could never be so; else it only stands against other rules, or the server's own settings.
    fileprivate var isOfOneRule: Bool {
        switch kind {
        case .range, .zeroOrRange, .unknownKind: true
        case .noKindLeft, .noPasskey, .noTrustedCertificates, .modelsNeedAttestation: false
        }
    }
}

extension Caller {
    fileprivate var isDryRun: Bool {
        get throws(APIProblem) {
            switch query["dry_run"] {
            case nil, "false": return false
            case "true": return true
            default: throw .badParameter("dry_run", "must be true or false")
            }
        }
    }
}

extension JSONText {
    fileprivate mutating func version(_ version: PolicyVersion, in world: Surroundings) {
        member("organisation_id", version.organisationID.rawValue)
        member("version", Int(version.version))
        member("saved_at", orNull: version.version == 0 ? nil : Timestamp.text(of: version.savedAt))
        member("saved_by", orNull: version.version == 0 ? nil : version.savedBy)
        member("note", version.note)
        member("reverts_to", numberOrNull: version.revertsTo.map { Int($0) })
        object("policy") { $0.policy(version.policy, kinds: world.policyKinds) }
    }

    /// The members of an effect.
    fileprivate mutating func effect(_ effect: PolicyEffect) {
        member("people", effect.people)
        member("unprotected", effect.unprotected)
        member("stopped_now", effect.stoppedNow)
        member("newly_stopped", effect.newlyStopped)
        member("first_stop", orNull: effect.firstStop.map(Timestamp.text))
        array("stopped_by_day") { json in
            for day in effect.stoppedByDay {
                json.element {
                    $0.member("at", Timestamp.text(of: day.at))
                    $0.member("people", day.count)
                }
            }
        }
        array("ending") { json in
            for ending in effect.ending {
                json.element {
                    $0.member("kind", ending.kind.rawValue)
                    $0.member("from", PolicyJSON.text(ofEnd: ending.at))
                    $0.member("people", ending.people)
                    $0.member("only", ending.only)
                }
            }
        }
    }

    /// `null` if nil.
    mutating func member(_ name: StaticString, numberOrNull value: Int?) {
        if let value { member(name, value) } else { member(name, orNull: nil) }
    }
}

extension Surroundings {
    /// The kinds that policies speak of, in the order in which screens offer them: also one that the configuration took
    /// away.
    var policyKinds: [Kind] {
        let kinds = methods.all.map(\.kind)
        return kinds.contains(.email) ? kinds : kinds + [.email]
    }
}
