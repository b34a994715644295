import OneTimePassword

// What pages tell of an app, without its key.

extension TOTPState {
    /// How far the phone's clock was learnt to be ahead; negative if it is behind.
    package var driftInSeconds: Int { Offset(steps: drift).seconds(of: key) }
}

extension TOTPDraft {
    /// What an app that cannot scan is to be set to.
    package var shownSettings: (digits: Int, period: Int) { (key.digits, Int(clamping: key.period)) }
}
