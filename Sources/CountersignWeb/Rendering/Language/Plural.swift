/// The plural forms that Unicode's CLDR tells apart. A language uses some of them.
package enum PluralForm: String, Sendable, CaseIterable {
    case zero
    case one
    case two
    case few
    case many
    case other
}

/// Which form a whole number takes: the cardinal rules of CLDR, one case for each family of languages.
package enum PluralRule: Sendable {
    /// English, German, Dutch, Italian, Spanish, Swedish …
    case oneAndOther
    /// French, Portuguese: nothing is singular too.
    case upToOneAndOther
    /// Russian, Ukrainian.
    case eastSlavic
    case polish
    /// Czech, Slovak.
    case czech
    case arabic
    /// Japanese, Chinese, Korean …
    case none

    package init(language: String) {
        switch language.split(separator: "-").first.map(String.init) ?? language {
        case "fr", "pt": self = .upToOneAndOther
        case "ru", "uk", "be": self = .eastSlavic
        case "pl": self = .polish
        case "cs", "sk": self = .czech
        case "ar": self = .arabic
        case "ja", "zh", "ko", "th", "vi", "id", "ms": self = .none
        default: self = .oneAndOther
        }
    }

    package func form(of number: Int) -> PluralForm {
        let count = number.magnitude
        let ten = count % 10
        let hundred = count % 100
        switch self {
        case .none:
            return .other
        case .oneAndOther:
            return count == 1 ? .one : .other
        case .upToOneAndOther:
            return count <= 1 ? .one : .other
        case .eastSlavic:
            if ten == 1, hundred != 11 { return .one }
            return (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
        case .polish:
            if count == 1 { return .one }
            return (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
        case .czech:
            if count == 1 { return .one }
            return (2...4).contains(count) ? .few : .other
        case .arabic:
            switch count {
            case 0: return .zero
            case 1: return .one
            case 2: return .two
            default: break
            }
            if (3...10).contains(hundred) { return .few }
            return hundred >= 11 ? .many : .other
        }
    }
}
