import Synchronization

/// Whether the alarm is raised, for all who ask at once. A service judges it from the events of the hour.
package final class AlarmBox: Sendable {
    private let raised = Mutex(false)

    package init() {}

    package var isRaised: Bool {
        get { raised.withLock { $0 } }
        set { raised.withLock { $0 = newValue } }
    }
}
