/// What was just done, told once at the top of the next page. The raw values travel in a cookie, so they are a closed list.
package enum Flash: String, Sendable, CaseIterable {
    case appAdded
    case passkeyAdded
    case keyAdded
    case nameChangedByUs
    case appMoved
    case yubiKeyAdded
    case emailCodesOn
    case renamed
    case preferred
    case removed
    case turnedOff
    case turnedBackOn
    case passwordChanged
    case emailChanged
    case emailConfirmed
    case emailKept
    case nameChanged
    case codesSaved
    case codesReplaced
    case signedOutDevice
    case signedOutOthers
    case forgotDevice
    case languageChanged
    case accountKept
    case recoveryCancelled
    case undone
    case notOffered
    // Of the console
    case reminded
    case nobodyReminded
    case nobodyChosen
    case testMailSent
    case settingsSaved
    case wordsSaved
    case wordsAreOurs
    case policySaved
    case helped
    case helpedUnmailed
    case nothingToDo
    case waitsForSecond
    case decided
    case decidedBefore
    case ranOut
    case lapsed
    case invited
    case invitationRevoked
    case roleChanged

    var box: Box {
        switch self {
        case .nobodyReminded, .nobodyChosen:
            Box(tone: .warn, title: Message("console.flash.\(rawValue)"), isStatus: true)
        case .notOffered, .lapsed, .codesReplaced:
            Box(tone: .warn, title: Message("security.flash.\(rawValue)"), isStatus: true)
        case .reminded, .testMailSent, .settingsSaved, .wordsSaved, .wordsAreOurs:
            Box(tone: .ok, title: Message("console.flash.\(rawValue)"), isStatus: true)
        default: Box(tone: .ok, title: Message("security.flash.\(rawValue)"), isStatus: true)
        }
    }
}
