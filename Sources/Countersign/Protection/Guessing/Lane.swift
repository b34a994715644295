/// Which count a wrong code goes into. Every account has the common lane; known browsers and some apps have their own.
package struct Lane: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// As it is stored: `common`, `browser:<id>`, `app:<id>`.
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// All doors, names, unknown browsers and nodes together.
    package static let common = Lane(rawValue: "common")

    package static func browser(_ id: KnownBrowser.ID) -> Lane { Lane(rawValue: browserPrefix + id.rawValue) }

    package static func app(_ id: App.ID) -> Lane { Lane(rawValue: appPrefix + id.rawValue) }

    package var isBrowser: Bool { rawValue.hasPrefix(Self.browserPrefix) }

    package var isApp: Bool { rawValue.hasPrefix(Self.appPrefix) }

    package var description: String { rawValue }

    private static let browserPrefix = "browser:"
    private static let appPrefix = "app:"
}
