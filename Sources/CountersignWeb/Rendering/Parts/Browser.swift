/// What a `User-Agent` says of itself, in few words: "Firefox on Windows".
package struct Browser: Sendable, Equatable {
    package let name: String?
    package let system: String?
    package let platform: Platform?

    package init(userAgent: String) {
        // Nobody's header decides how long we look. Marks are ASCII: their bytes say as much as their letters, and are
        // found many times faster, which a page of fifty browsers feels.
        let bytes = Array(userAgent.utf8.prefix(512))
        name = Self.names.first { bytes.holds($0.mark) }?.name
        let known = Self.systems.first { bytes.holds($0.mark) }
        system = known?.name
        platform = known?.platform
    }

    /// "Firefox on Windows", "Firefox", or that we don’t know it.
    package var message: Message {
        switch (name, system) {
        case (let name?, let system?): Message("client.on", ["browser": .text(name), "system": .text(system)])
        case (let name?, nil): Message("client.plain", ["browser": .text(name)])
        case (nil, let system?): Message("client.onSystem", ["system": .text(system)])
        case (nil, nil): Message("client.unknown")
        }
    }

    /// The same at the start of a line.
    package var title: Message {
        name == nil && system == nil ? Message("client.unknownBrowser") : message
    }

    // The order matters: most browsers name several others too.
    private static let names: [(mark: StaticString, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"),
        ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
        ("python-httpx/", "Python"), ("python-requests/", "Python"),
    ]

    private static let systems: [(mark: StaticString, name: String, platform: Platform?)] = [
        ("iPhone", "iPhone", .ios), ("iPad", "iPad", .ios), ("Android", "Android", .android),
        ("Windows", "Windows", .windows), ("CrOS", "ChromeOS", .linux), ("Macintosh", "Mac", .mac),
        ("Linux", "Linux", .linux),
    ]
}

extension [UInt8] {
    /// Whether the bytes of a text stand somewhere in these.
    fileprivate func holds(_ mark: StaticString) -> Bool {
        withUnsafeBufferPointer { bytes in
            mark.withUTF8Buffer { mark in
                guard let first = mark.first, mark.count <= bytes.count else { return false }
                return (0...(bytes.count - mark.count)).contains { start in
                    bytes[start] == first && bytes[start..<(start + mark.count)].elementsEqual(mark)
                }
            }
        }
    }
}
