import Foundation

/// A set of backup codes as a person keeps it, on paper or in a file. All words are handed in, translated.
package struct BackupCodeSheet: Sendable, Equatable {
    /// A BCP 47 tag: `en`, `de`, `zh-Hans`.
    package let language: String
    package let title: String
    /// Whole lines, with whatever word goes before: `Account: sam`.
    package let organisation: String
    package let account: String
    package let date: String
    package let introduction: [String]
    package let codes: [String]
    package let howToUse: [String]
    package let howToMakeNewOnes: [String]
    /// For the file's properties; `date` is what people read.
    package let madeAt: Date

    package static let mostCodes = 40
    package static let longestCode = 24
    package static let mostParagraphs = 24

    package init(
        language: String,
        title: String,
        organisation: String,
        account: String,
        date: String,
        introduction: [String],
        codes: [String],
        howToUse: [String],
        howToMakeNewOnes: [String],
        madeAt: Date
    ) throws(Flaw) {
        guard Self.isTag(language) else { throw .language }
        // A code that is cut off or missing locks somebody out, so what does not fit on the page is no sheet at all.
        guard 1...Self.mostCodes ~= codes.count else { throw .numberOfCodes(codes.count) }
        guard codes.allSatisfy(Self.isCode) else { throw .code }
        guard introduction.count + howToUse.count + howToMakeNewOnes.count <= Self.mostParagraphs else {
            throw .tooMuchText
        }
        self.language = language
        self.title = PlainLine.cleaned(title)
        self.organisation = PlainLine.cleaned(organisation)
        self.account = PlainLine.cleaned(account)
        self.date = PlainLine.cleaned(date)
        self.introduction = introduction.map(PlainLine.cleaned)
        self.codes = codes
        self.howToUse = howToUse.map(PlainLine.cleaned)
        self.howToMakeNewOnes = howToMakeNewOnes.map(PlainLine.cleaned)
        self.madeAt = madeAt
    }

    /// The codes with their numbers, the numbers under each other.
    var numberedCodes: [String] {
        let width = String(codes.count).count
        return codes.enumerated().map { index, code in
            let number = String(index + 1)
            return String(repeating: " ", count: width - number.count) + number + ". " + code
        }
    }

    /// Why a sheet cannot be made.
    package enum Flaw: Error, Equatable, CustomStringConvertible {
        case language
        case numberOfCodes(Int)
        case code
        case tooMuchText

        package var description: String {
            switch self {
            case .language: "the language is not a tag like en or zh-Hans"
            case .numberOfCodes(let count): "a sheet holds 1 to \(BackupCodeSheet.mostCodes) codes, not \(count)"
            case .code: "a backup code has 1 to \(BackupCodeSheet.longestCode) letters, digits or dashes"
            case .tooMuchText: "the text does not fit on one page"
            }
        }
    }

    private static func isTag(_ tag: String) -> Bool {
        tag.utf8.count <= 35
            && tag.split(separator: "-", omittingEmptySubsequences: false).allSatisfy {
                1...8 ~= $0.utf8.count && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }

    private static func isCode(_ code: String) -> Bool {
        1...longestCode ~= code.utf8.count
            && code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}

extension BackupCodeSheet: CustomStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
