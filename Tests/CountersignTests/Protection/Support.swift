import Foundation

/// A fixed moment to begin at, and times after it.
let begin = Date(timeIntervalSince1970: 1_790_000_000)

func after(_ seconds: TimeInterval) -> Date { begin.addingTimeInterval(seconds) }

let hour: TimeInterval = 3600
let day: TimeInterval = 24 * 3600
let year: TimeInterval = 365 * 24 * 3600
