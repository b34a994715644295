#if canImport(Glibc)
// `timespec` belongs to whichever of these the compiler meets first.
import CoreFoundation
import Glibc
#endif

/// A clock that only goes forward, for waits and time limits inside a driver. It tells no time of day, so no rule
/// can come to depend on it.
enum Uptime {
    static func current() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}

extension Duration {
    /// Rounded down; a limit too long to be said in milliseconds is none.
    var wholeMilliseconds: Int64 {
        Int64(exactly: (self / .milliseconds(1)).rounded(.down)) ?? .max
    }
}
