import Countersign
import Foundation

/// `/organisations`: groups of accounts under one policy, as far as a key reaches.
enum OrganisationCalls {
    @Sendable
    static func list(_ caller: Caller) async throws -> CallAnswer {
        let all = try await caller.world.store.organisations().filter { caller.key.reaches($0.id) }
        return .ok(
            .object { json in
                json.array("organisations") { json in
                    for organisation in all { json.element { $0.organisation(organisation) } }
                }
            }
        )
    }

    /// Only for a key that reaches everything: any other would not reach what it made.
    @Sendable
    static func create(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["name"])
        let name = try fields.requiredText("name", atMost: SignInName.longestLabel)
        guard caller.key.reach == .all else { throw APIProblem.reachTooSmall }
        do {
            let made = try await OrganisationActs(in: caller.world).create(
                name: name,
                actor: caller.actor,
                storing: { made, _ in try keeping.changes(keeping: .created(.organisation(made))) }
            )
            return keeping.answer(else: .created(.organisation(made)))
        } catch let fault as NameFault {
            throw APIProblem.unacceptable([FieldProblem(organisationName: fault)])
        }
    }

    @Sendable
    static func show(_ caller: Caller) async throws -> CallAnswer {
        .ok(.organisation(try await caller.organisation()))
    }

    @Sendable
    static func change(_ caller: Caller, _ body: JSONValue) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["name"])
        let organisation = try await caller.organisation()
        guard let name = try fields.text("name", atMost: SignInName.longestLabel) else {
            return .ok(.organisation(organisation))
        }
        do {
            let renamed = try await OrganisationActs(in: caller.world)
                .rename(organisation.id, to: name, actor: caller.actor)
            return .ok(.organisation(renamed))
        } catch let fault as NameFault {
            throw APIProblem.unacceptable([FieldProblem(organisationName: fault)])
        }
    }

    // MARK: Members

    @Sendable
    static func members(_ caller: Caller) async throws -> CallAnswer {
        let organisation = try await caller.organisation()
        let limit = Int(try caller.number("limit", in: 1...1000) ?? 100)
        let after = caller.query["after"].map { Account.ID($0) }
        let page = try await caller.world.store.members(of: organisation.id, after: after, limit: limit)
        return .ok(
            .object { json in
                json.array("members") { json in
                    for member in page {
                        json.element {
                            $0.account(member.account)
                            $0.member("joined_at", Timestamp.text(of: member.joinedAt))
                        }
                    }
                }
                json.member("next_after", orNull: page.count == limit ? page.last?.account.id.rawValue : nil)
            }
        )
    }

    /// Again is as good as once.
    @Sendable
    static func add(_ caller: Caller, _ body: JSONValue) async throws -> CallAnswer {
        _ = try JSONFields(body, known: [])
        let organisation = try await caller.organisation()
        let account = try await caller.changeableDossier().account
        try await OrganisationActs(in: caller.world).add(account.id, to: organisation.id, actor: caller.actor)
        return .done
    }

    @Sendable
    static func remove(_ caller: Caller) async throws -> CallAnswer {
        let organisation = try await caller.organisation()
        let account = try await caller.changeableDossier().account
        guard try await caller.world.store.isMember(account.id, of: organisation.id) else {
            throw APIProblem.noSuchAccount
        }
        try await OrganisationActs(in: caller.world).remove(account.id, from: organisation.id, actor: caller.actor)
        return .done
    }
}

extension Caller {
    /// The organisation of the path, if it is in reach. One out of reach is as good as absent.
    func organisation() async throws -> Organisation {
        let id = Organisation.ID(visitor.parameters["organisation_id"])
        guard key.reaches(id), let organisation = try await world.store.organisation(id) else {
            throw APIProblem.noSuchOrganisation
        }
        return organisation
    }

    /// A whole number of the query.
    func number(_ name: String, in range: ClosedRange<Int64>) throws(APIProblem) -> Int64? {
        guard let text = query[name] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text), range.contains(number)
        else {
            let most = range.upperBound == .max ? "" : " to \(range.upperBound)"
            throw .badParameter(name, "must be a whole number from \(range.lowerBound)\(most)")
        }
        return number
    }
}

extension APIKey {
    fileprivate func reaches(_ organisation: Organisation.ID) -> Bool {
        switch reach {
        case .all: true
        case .organisation(let id): id == organisation
        case .own: false
        }
    }
}

extension JSONText {
    mutating func organisation(_ organisation: Organisation) {
        member("id", organisation.id.rawValue)
        member("name", organisation.name)
        member("policy_version", Int(organisation.policyVersion))
        member("created_at", Timestamp.text(of: organisation.createdAt))
    }

    static func organisation(_ organisation: Organisation) -> JSONText {
        .object { $0.organisation(organisation) }
    }
}

extension FieldProblem {
    fileprivate init(organisationName fault: NameFault) {
        switch fault {
        case .empty: self.init("name", "is empty")
        case .tooLong: self.init("name", "is longer than 64 characters")
        case .badCharacters, .notAnAddress, .looksLikeAnotherAddress:
            self.init("name", "has invisible or control characters")
        }
    }
}
