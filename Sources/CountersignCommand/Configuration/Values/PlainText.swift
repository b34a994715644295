import Foundation

/// What may be written on a page, in a mail's header or on a terminal without changing what stands around it.
enum PlainText {
    static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { !isHidden($0) }
    }

    /// Control characters, line ends of all scripts, and the marks that turn the direction of what follows.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
        case .format: scalar.properties.isBidiControl || scalar == "\u{FEFF}" || scalar == "\u{200B}"
        default: false
        }
    }
}

/// A text in quotation marks, safe to print: what is hidden is written as `\u{…}`, what is long is cut.
enum Quoted {
    static func text(_ text: String) -> String {
        "\"\(plain(text.unicodeScalars.prefix(200)))\(text.unicodeScalars.count > 200 ? "…" : "")\""
    }

    /// Without the quotation marks around it, whole. `quotesStand` leaves those inside as they are.
    static func plain(_ scalars: some Sequence<Unicode.Scalar>, quotesStand: Bool = false) -> String {
        var result = ""
        for scalar in scalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\"" where !quotesStand: result += "\\\""
            case "\\": result += "\\\\"
            case let scalar where PlainText.isHidden(scalar):
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A name that stands in headings, in mails' subjects and before the colon in authenticator apps.
struct ShownName: SettingValue, Equatable {
    let text: String

    static let form = "text"

    init(settingText: String) throws(Misfit) {
        guard (1...64).contains(settingText.count), settingText.utf8.count <= 256, PlainText.isPrintable(settingText),
            settingText.first != " ", settingText.last != " "
        else { throw Misfit("is no name to show; use 1 to 64 printable characters") }
        // Authenticator apps take what stands before a colon for the issuer.
        guard !settingText.contains(":") else {
            throw Misfit("has a colon, at which authenticator apps cut names; leave it out")
        }
        text = settingText
    }

    var settingText: String { text }
}

/// A line that stands on pages.
struct ShownText: SettingValue, Equatable {
    let text: String

    static let form = "text"

    init(settingText: String) throws(Misfit) {
        guard (1...200).contains(settingText.count), settingText.utf8.count <= 800, PlainText.isPrintable(settingText)
        else { throw Misfit("is no line to show; use 1 to 200 printable characters") }
        text = settingText
    }

    var settingText: String { text }
}

/// A file or a folder, from the working directory on unless it starts with `/`.
struct FilePath: SettingValue, Equatable {
    let path: String

    static let form = "path"

    init(settingText: String) throws(Misfit) {
        guard !settingText.isEmpty, settingText.utf8.count <= 4096, PlainText.isPrintable(settingText) else {
            throw Misfit("is no path; write it like /var/lib/countersign")
        }
        path = settingText
    }

    var settingText: String { path }
}

/// A time zone of the IANA database.
struct TimeZoneName: SettingValue, Equatable {
    let zone: TimeZone

    static let form = "IANA time zone"

    init(settingText: String) throws(Misfit) {
        // TimeZone() also takes abbreviations, which are ambiguous, and offsets, which know no summer time.
        let isListed = TimeZone.knownTimeZoneIdentifiers.contains(settingText) || settingText == "UTC"
        guard isListed, let zone = TimeZone(identifier: settingText) else {
            let guess = Nearest.word(to: settingText, among: TimeZone.knownTimeZoneIdentifiers)
            throw Misfit("is no time zone; write it like \(guess ?? "Europe/Berlin")")
        }
        self.zone = zone
    }

    /// "UTC" for what Foundation calls GMT.
    var settingText: String { zone.identifier == "GMT" ? "UTC" : zone.identifier }
}
