// What comes in and goes out of a method beside its own four types.

/// What came in, before a method makes an answer of it.
package enum Given: Sendable, Equatable {
    /// What was typed into the one field.
    case text(String)
    /// Two consecutive codes, to be judged together; where `withinTheHour`, also those of a clock far off.
    case pair(String, String, withinTheHour: Bool)
    /// What a browser's `navigator.credentials` gave: a `RegistrationResponseJSON` or `AuthenticationResponseJSON`.
    case credential(String)
}

/// How hard an answer is to guess.
package enum Strength: Sendable, Equatable {
    /// A few digits: each wrong one is charged to the account's budget, and none is looked at during a wait.
    case short
    /// Sixty bits and more: stays open while codes wait, and costs no budget.
    case strong
}

/// What a new factor is made for, and what was asked of it.
package struct EnrolmentRequest: Sendable {
    /// The name shown in the person's app beside the account.
    package let issuer: String
    package let accountName: String
    /// What an import or an app's call states, by the field names of the API: `secret`, `algorithm`, `digits`, `period`.
    package let parameters: [String: String]

    package init(issuer: String, accountName: String, parameters: [String: String] = [:]) {
        self.issuer = issuer
        self.accountName = accountName
        self.parameters = parameters
    }
}

/// A parameter that a method cannot take, and what would be right.
package struct EnrolmentFault: Error, Sendable, Equatable {
    package let field: String
    package let problem: String
    /// The value itself is fine: it does not go with the account or the server as they are.
    package let isOfState: Bool

    package init(field: String, problem: String, isOfState: Bool = false) {
        self.field = field
        self.problem = problem
        self.isOfState = isOfState
    }
}

/// A factor with its state unsealed.
package struct OpenFactor<State: Sendable>: Sendable {
    package let id: Factor.ID
    package var state: State

    package init(id: Factor.ID, state: State) {
        self.id = id
        self.state = state
    }
}
