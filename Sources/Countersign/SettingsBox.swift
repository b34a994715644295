import Foundation
import Synchronization

/// The settings and words of the moment: the configuration's and ours, and over them what owners set in the console.
package final class SettingsBox: Sendable {
    package let configured: Settings
    private let current: Mutex<Current>

    private struct Current {
        var settings: Settings
        var words = OwnWords()
        var stamp = 0
        /// What was read last; nil after a change of our own.
        var raw: Raw?
    }

    /// Settings and words as they lie in the database.
    struct Raw: Equatable {
        let settings: [UInt8]?
        let words: [UInt8]?
    }

    package init(_ settings: Settings) {
        configured = settings
        current = Mutex(Current(settings: settings))
    }

    package var settings: Settings { current.withLock { $0.settings } }
    package var words: OwnWords { current.withLock { $0.words } }

    /// Another one with every change, for whoever keeps what was made of them.
    package var stamp: Int { current.withLock { $0.stamp } }

    package func take(_ own: OwnSettings) {
        let settings = configured.with(own)
        current.withLock {
            $0.settings = settings
            $0.stamp += 1
            $0.raw = nil
        }
    }

    package func take(_ words: OwnWords) {
        current.withLock {
            guard $0.words != words else { return }
            $0.words = words
            $0.stamp += 1
            $0.raw = nil
        }
    }

    /// Takes what lies in the database; what was read before is not read again.
    func follow(_ raw: Raw) {
        guard current.withLock({ $0.raw != raw }) else { return }
        take(OwnSettings(raw.settings))
        take(OwnWords(raw.words, settings: raw.settings))
        current.withLock { $0.raw = raw }
    }
}
