import OneTimePassword

extension Surroundings {
    /// How many digits the codes of an app have.
    package func digits(of factor: Factor) throws -> Int {
        try workshop.open(TOTPState.self, factor).key.digits
    }
}
