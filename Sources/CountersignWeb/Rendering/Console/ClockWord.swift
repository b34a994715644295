/// What the system says of its own clock.
package enum ClockWord: Sendable, Equatable {
    /// Kept right by NTP, off by so many milliseconds at most as it believes.
    case synchronised(milliseconds: Int)
    case unsynchronised
    case notKnown

    var message: Message {
        switch self {
        case .synchronised(let milliseconds):
            Message("console.overview.clock.synchronised", ["number": .number(milliseconds)])
        case .unsynchronised: Message("console.overview.clock.unsynchronised")
        case .notKnown: Message("console.overview.clock.notKnown")
        }
    }

    var tone: Tag.Tone {
        switch self {
        case .synchronised: .ok
        case .unsynchronised: .warn
        case .notKnown: .plain
        }
    }
}
