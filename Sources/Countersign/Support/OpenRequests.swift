/// How many requests wait for staff, by what they ask for.
package struct OpenRequests: Sendable, Equatable {
    /// Without the second step.
    package var gettingIn = 0
    /// Of staff, for what policy does not leave to one alone.
    package var approvals = 0
    package var turnOffs = 0

    package init(gettingIn: Int = 0, approvals: Int = 0, turnOffs: Int = 0) {
        self.gettingIn = gettingIn
        self.approvals = approvals
        self.turnOffs = turnOffs
    }

    package var all: Int { gettingIn + approvals + turnOffs }
}

extension Surroundings {
    /// What people quote, of a request of whatever kind: it names one.
    func freeReference() async throws -> String {
        while true {
            let reference = RecoveryRequest.makeReference(random: random)
            let recovery = try await store.recovery(reference: reference)
            let request = try await store.supportRequest(reference: reference)
            if recovery == nil, request == nil { return reference }
        }
    }
}
