import Foundation

/// `/admin`: how it stands.
package struct OverviewPage: ConsolePage {
    package static let template = "console-overview"
    package static let consoleSection = ConsoleSection.overview

    package init() {}

    package func title(in words: Words) -> String { words.text("console.overview.title") }

    package func values(in frame: PageFrame) -> TemplateValues { [:] }
}
