/// One thing that an operator may set: what it is called, how it is written, what it is without being written.
struct Setting<Value: Sendable>: Sendable {
    /// As in the file, and after `--`.
    let name: String
    /// How a value is written, in a few words.
    let form: String
    let fallback: Fallback
    /// One sentence: what it does.
    let summary: String
    /// Whether the text as a whole may hold a password, so that no message may repeat it.
    let isSecret: Bool
    let read: @Sendable (String) throws(Misfit) -> Value
    /// The value as it would be written, with secrets covered.
    let show: @Sendable (Value) -> String
}

/// What holds where nothing is set.
enum Fallback: Sendable {
    case text(String)
    /// Follows from other settings or from where the program runs; described in words.
    case derived(String)

    var description: String {
        switch self {
        case .text(let text): text
        case .derived(let words): words
        }
    }
}

/// A text that is no value of its setting. The reason goes on where the text ends: `"requird" …`.
struct Misfit: Error, Equatable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// A type that is written as one text in a setting.
protocol SettingValue: Sendable {
    static var form: String { get }
    static var isSecret: Bool { get }
    init(settingText: String) throws(Misfit)
    /// As it would be written, with secrets covered.
    var settingText: String { get }
}

extension SettingValue {
    static var isSecret: Bool { false }
}

/// A setting of any value, for those who list, check and print them all.
protocol AnySetting: Sendable {
    var name: String { get }
    var form: String { get }
    var fallback: Fallback { get }
    var summary: String { get }
    var isSecret: Bool { get }
    /// The value as it would be printed.
    func shown(_ text: String) throws(Misfit) -> String
}

extension AnySetting {
    var environmentName: String {
        "COUNTERSIGN_" + name.uppercased().replacing("-", with: "_")
    }

    var flag: String { "--" + name }
}

extension Setting: AnySetting {
    func shown(_ text: String) throws(Misfit) -> String {
        show(try read(text))
    }
}

extension Setting where Value: SettingValue {
    init(_ name: String, _ fallback: Fallback, _ summary: String) {
        self.init(
            name: name,
            form: Value.form,
            fallback: fallback,
            summary: summary,
            isSecret: Value.isSecret,
            read: { text throws(Misfit) in try Value(settingText: text) },
            show: \.settingText
        )
    }
}

extension Setting where Value == Int {
    /// A whole number within limits.
    init(_ name: String, _ limits: ClosedRange<Int>, _ fallback: Fallback, _ summary: String) {
        let form = "\(limits.lowerBound) to \(limits.upperBound)"
        self.init(
            name: name,
            form: form,
            fallback: fallback,
            summary: summary,
            isSecret: false,
            read: { text throws(Misfit) in
                // Digits alone: Int() would also take "+5".
                guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
                    limits.contains(number)
                else { throw Misfit("is not a whole number from \(form)") }
                return number
            },
            show: { String($0) }
        )
    }
}

extension Setting where Value == Duration {
    /// A length of time within limits.
    init(_ name: String, _ limits: ClosedRange<Duration>, _ fallback: Fallback, _ summary: String) {
        let form = "\(DurationText.write(limits.lowerBound)) to \(DurationText.write(limits.upperBound))"
        self.init(
            name: name,
            form: form,
            fallback: fallback,
            summary: summary,
            isSecret: false,
            read: { text throws(Misfit) in
                guard let length = DurationText.read(text) else {
                    throw Misfit("is not a length of time; write it like 90s, 10m, 24h or 30d")
                }
                guard limits.contains(length) else { throw Misfit("is out of bounds; use \(form)") }
                return length
            },
            show: DurationText.write
        )
    }
}

extension Optional: SettingValue where Wrapped: SettingValue {
    static var form: String { "\(Wrapped.form), or none" }
    static var isSecret: Bool { Wrapped.isSecret }

    init(settingText: String) throws(Misfit) {
        // An empty text too: a variable that a service manager passes on may be empty.
        if settingText.isEmpty || settingText == "none" {
            self = .none
        } else {
            self = .some(try Wrapped(settingText: settingText))
        }
    }

    var settingText: String { self?.settingText ?? "none" }
}
