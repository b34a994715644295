import Countersign
import Foundation

extension World {
    package static let lostPhone = "Phone fell into the lake"

    /// Somebody of the staff, with an authenticator app.
    package func staff(_ email: String = "lee@example.com", _ role: Role = .supporter) async throws -> TestMember {
        var staff = try await member(email, displayName: "Lee Berg", role: role)
        staff.phone = try await phone(for: staff)
        return staff
    }

    package func helper(_ staff: TestMember, _ name: String = "Lee Berg") -> SupportActs.Helper {
        SupportActs.Helper(actor: .member(staff.id), name: name)
    }

    /// An order with a good reason.
    package func order(
        _ act: StaffAct,
        length: TimeInterval? = nil,
        _ change: (inout SupportOrder) -> Void = { _ in }
    ) throws -> SupportOrder {
        let reason = try SupportReason(category: .lostPhone, text: Self.lostPhone, identity: .videoCall, ticket: "T-17")
        var order = SupportOrder(act, because: reason)
        order.length = length
        change(&order)
        return order
    }

    /// Carries it out at once.
    @discardableResult
    package func support(
        _ order: SupportOrder,
        on member: TestMember,
        by helper: SupportActs.Helper = .host
    ) async throws -> SupportActs.Done {
        switch try await SupportActs(in: surroundings).carryOut(order, on: member.id, by: helper) {
        case .done(let done): return done
        case .waiting(let request): throw TestBrowserFault("waits for somebody else: \(request.reference)")
        }
    }
}
