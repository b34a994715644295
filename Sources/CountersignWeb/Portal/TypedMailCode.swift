import Countersign

/// What stands in the field for a mailed code, before it is judged: a slip that is plain to see costs no try.
package enum TypedMailCode {
    /// Nil if it has the shape of a code.
    package static func slip(in text: String) -> MailCodeProblem? {
        guard let cleaned = TypedCode.cleaned(text) else { return .shape }
        if cleaned.isEmpty { return .missing }
        guard cleaned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return .shape }
        return switch cleaned.utf8.count {
        case 6: nil
        case ..<6: .tooFewDigits
        default: .tooManyDigits
        }
    }
}
