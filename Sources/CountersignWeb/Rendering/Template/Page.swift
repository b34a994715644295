/// A page's facts, and how they become the values of its template.
///
/// A page says what is so; the words are chosen here, in the language of the frame.
package protocol Page: Sendable {
    /// The template's file name under `Templates`, without folder and ending.
    static var template: String { get }
    /// The entry of the side navigation that the page belongs to.
    static var section: AccountSection? { get }
    /// What went wrong with the form, if anything; shown above the page and beside the fields.
    func problems(in frame: PageFrame) -> [Problem]

    /// The words before the organisation's name in the browser's title.
    func title(in words: Words) -> String
    func values(in frame: PageFrame) -> TemplateValues
}

extension Page {
    package static var section: AccountSection? { nil }
    package func problems(in frame: PageFrame) -> [Problem] { [] }
}

/// A page with a form whose problems its maker names outright.
package protocol FormPage: Page {
    var problems: [Problem] { get }
}

extension FormPage {
    package func problems(in frame: PageFrame) -> [Problem] { problems }
}

/// The parts of a signed-in account's own pages.
package enum AccountSection: String, Sendable, CaseIterable {
    case security
    case devices
    case activity
}
