import Countersign
import Foundation
import Hummingbird

/// `/admin/policy`: the rules in force, and how they came to be.
enum ShowingPolicy {
    private static let versionsShown = 20

    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.mayDo(.seePolicy)
        let (organisation, policy) = try await staff.organisationAndPolicy()
        let standing = try await TakeFigures(in: staff.world).standing(of: organisation.id)
        let version = try await staff.world.store.policy(of: organisation.id, version: organisation.policyVersion)
        return try staff.page(
            PolicyPage(
                organisation: organisation,
                organisations: try await staff.world.store.organisations(),
                policy: policy,
                savedAt: version?.savedAt,
                standing: standing.people,
                countedAt: standing.takenAt,
                mayChange: Authority.allows(.changePolicy, by: staff.role).isAllowed,
                flash: staff.flash
            )
        )
    }

    @Sendable
    static func history(_ staff: Staff) async throws -> Response {
        try staff.mayDo(.seePolicy)
        let (organisation, _) = try await staff.organisationAndPolicy()
        let before = Int64(staff.visitor.query["before"])
        let versions = try await staff.world.store.policyHistory(
            of: organisation.id,
            before: before,
            limit: versionsShown + 1
        )
        var rows: [PolicyHistoryPage.Row] = []
        for (index, version) in versions.prefix(versionsShown).enumerated() {
            rows.append(
                PolicyHistoryPage.Row(
                    version: version,
                    before: versions.indices.contains(index + 1) ? versions[index + 1].policy : Policy(),
                    by: try await staff.by(actor: version.savedBy),
                    isInForce: version.version == organisation.policyVersion
                )
            )
        }
        let id = PageFrame.encoded(organisation.id.rawValue)
        let last = versions.prefix(versionsShown).last?.version
        return try staff.page(
            PolicyHistoryPage(
                organisation: organisation,
                rows: rows,
                mayChange: Authority.allows(.changePolicy, by: staff.role).isAllowed,
                olderPath: versions.count > versionsShown
                    ? last.map { "/admin/policy/history?organisation=\(id)&before=\($0)" } : nil
            )
        )
    }
}

extension StaffContext {
    /// - Throws: `PageFault.refused` for roles that may not.
    func mayDo(_ act: StaffAct) throws {
        guard Authority.allows(act, by: role).isAllowed else { throw PageFault.refused }
    }

    /// The organisation that the query or a form names; the first one if none is named.
    func organisationAndPolicy(named name: String? = nil) async throws -> (organisation: Organisation, policy: Policy) {
        let named = name ?? visitor.query["organisation"]
        let first = try await world.store.organisations().first?.id
        guard let id = named.isEmpty ? first : Organisation.ID(named) else { throw PageFault.notFound }
        do {
            return try await PolicyActs(in: world).current(of: id)
        } catch PolicyActs.Fault.unknownOrganisation {
            throw PageFault.notFound
        }
    }

    /// By whom something was saved.
    fileprivate func by(actor text: String) async throws -> Message {
        let name: String
        switch Event.Actor(rawValue: text) {
        case .host: return Message("console.policy.byHost")
        case .system: return Message("console.policy.bySystem")
        case .member(let id): name = try await world.store.dossier(of: id)?.account.calledName ?? id.rawValue
        case .app(let id, _): name = try await world.store.app(id)?.label ?? id.rawValue
        case .visitor, nil: name = text
        }
        return Message("console.policy.by", ["name": .name(name)])
    }
}
