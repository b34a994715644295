/// One labelled input, with its hint, its problem and the attributes that browsers and password managers go by.
struct Field {
    enum Kind {
        case email(autocomplete: String)
        case text(autocomplete: String)
        case currentPassword
        case newPassword
        /// One-time digits.
        case code(autocomplete: String)
        case backupCode
        /// What a YubiKey types.
        case yubiKey
        /// A mailed code of letters and digits.
        case longCode
        /// A whole number.
        case number
        /// A day, as 2026-12-01.
        case date
        /// A list with a line for each entry, in the template `text-area`.
        case lines
    }

    let id: String
    let kind: Kind
    let label: Message
    var name: String?
    var value = ""
    var hint: Message?
    var problem: Message?
    var autofocus = false
    /// On a page with one question the label is the heading.
    var isHeading = false

    func filled(_ problems: [Problem]) -> Field {
        var field = self
        field.problem = problems.message(for: id)
        // The summary takes the focus where there is one.
        if !problems.isEmpty { field.autofocus = false }
        return field
    }

    func values(in words: Words) -> TemplateValue {
        let described = [hint == nil ? nil : "\(id)-hint", problem == nil ? nil : "\(id)-error"].compactMap(\.self)
        return .group([
            "id": .text(id),
            "name": .text(name ?? id),
            "label": .text(words.text(label)),
            "type": .text(type),
            "value": .text(value),
            "class": .text(inputClass),
            "autocomplete": .text(autocomplete),
            "isNumeric": .flag(isNumeric),
            "keepsCase": .flag(keepsCase),
            "isPassword": .flag(isPassword),
            "hint": .markup(hint.map { words.markup($0) }),
            "problem": .markup(problem.map { words.markup($0) }),
            "describedBy": .text(described.isEmpty ? nil : described.joined(separator: " ")),
            "autofocus": .flag(autofocus),
            "isHeading": .flag(isHeading),
            "checksSpelling": .flag(checksSpelling),
        ])
    }

    private var type: String {
        switch kind {
        case .email: "email"
        case .currentPassword, .newPassword: "password"
        case .text, .code, .backupCode, .longCode, .yubiKey, .number, .lines: "text"
        case .date: "date"
        }
    }

    private var autocomplete: String {
        switch kind {
        case .email(let autocomplete), .text(let autocomplete), .code(let autocomplete): autocomplete
        case .currentPassword: "current-password"
        case .newPassword: "new-password"
        case .backupCode, .yubiKey, .number, .date, .lines: "off"
        case .longCode: "one-time-code"
        }
    }

    private var inputClass: String {
        switch kind {
        case .email, .text, .currentPassword, .newPassword, .yubiKey, .number, .date, .lines: "input"
        case .code: "input input--code"
        case .backupCode, .longCode: "input input--backup"
        }
    }

    private var isNumeric: Bool {
        switch kind {
        case .code, .number: true
        case .email, .text, .currentPassword, .newPassword, .backupCode, .yubiKey, .longCode, .date, .lines: false
        }
    }

    private var isPassword: Bool {
        switch kind {
        case .currentPassword, .newPassword: true
        case .email, .text, .code, .backupCode, .longCode, .yubiKey, .number, .date, .lines: false
        }
    }

    private var keepsCase: Bool {
        switch kind {
        case .email, .currentPassword, .newPassword, .backupCode, .longCode, .yubiKey: true
        case .text, .code, .number, .date, .lines: false
        }
    }

    private var checksSpelling: Bool {
        if case .text = kind { true } else { false }
    }
}
