import OneTimePassword

// What pages tell of an app, without its key.

extension Surroundings {
    /// How far a phone's clock was learnt to be ahead, in seconds; negative if it is behind.
    package func drift(of factor: Factor) throws -> Int {
        try workshop.open(TOTPState.self, factor).driftInSeconds
    }

    /// What an app that cannot scan is to be set to.
    package func codeSettings(of draft: Draft) throws -> (digits: Int, period: Int) {
        let key = try workshop.open(TOTPDraft.self, draft).key
        return (key.digits, Int(clamping: key.period))
    }
}

extension TOTPState {
    fileprivate var driftInSeconds: Int { Offset(steps: drift).seconds(of: key) }
}
