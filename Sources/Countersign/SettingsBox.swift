import Foundation
import Synchronization

/// The settings of the moment: the configuration's, and over it what owners set in the console.
package final class SettingsBox: Sendable {
    package let configured: Settings
    private let current: Mutex<Settings>

    package init(_ settings: Settings) {
        configured = settings
        current = Mutex(settings)
    }

    package var settings: Settings { current.withLock { $0 } }

    package func take(_ own: OwnSettings) {
        let settings = configured.with(own)
        current.withLock { $0 = settings }
    }
}
