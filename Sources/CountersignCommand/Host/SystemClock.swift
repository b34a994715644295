import CKernelClock
import CountersignWeb

/// What the system says of its own clock.
enum SystemClock {
    /// Asks the kernel, which whoever keeps the time (chrony, systemd-timesyncd, ntpd) tells.
    static func word() -> ClockWord {
        var state = timex()
        // Without a mode it only reads.
        let answer = ntp_adjtime(&state)
        guard answer >= 0 else { return .notKnown }
        guard answer != TIME_ERROR, state.status & STA_UNSYNC == 0 else { return .unsynchronised }
        return .synchronised(milliseconds: Int(state.maxerror / 1000))
    }
}
