import Foundation
import HTTPTypes

/// What a browser shows: the words, the forms and what came with them.
package struct TestPage: Sendable {
    /// Path and query.
    package let address: String
    /// Every address on the way here.
    package let visited: [String]
    package let status: Int
    package let headers: HTTPFields
    package let html: String

    package var path: String { String(address.prefix { $0 != "?" }) }
    package var title: String { Self.words(of: first("<title>(.*?)</title>")) }
    package var heading: String { Self.words(of: first("<h1[^>]*>(.*?)</h1>")) }
    package var language: String { first("<html[^>]* lang=\"([^\"]*)\"") }

    /// All words of the page's main part, with single spaces.
    package var text: String { Self.words(of: main) }

    /// What the box "There is a problem" lists.
    package var problems: [String] {
        let box = first("<[a-z]+[^>]*class=\"[^\"]*summary-errors[^\"]*\"[^>]*>(.*?)</ul>")
        return Self.all("<li>(.*?)</li>", in: box).map { Self.words(of: $0) }
    }

    /// Whether it is a form again, with something to put right.
    package var asksAgain: Bool { status == 200 && !problems.isEmpty }

    /// The addresses of all links in the main part.
    package var links: [String] { Self.all("<a [^>]*href=\"([^\"]*)\"", in: main).map { Self.decoded($0) } }

    /// What the page loads: stylesheet, script, mark.
    package var assets: [String] { Self.all("(?:href|src)=\"(/assets/[^\"]*)\"", in: html) }

    package var forms: [TestForm] { TestForm.all(in: html) }
    package var mainForms: [TestForm] { TestForm.all(in: main) }

    /// What stands in a field.
    package func value(of id: String) -> String? {
        Self.all("<input [^>]*id=\"\(id)\"[^>]*>", in: html, group: 0).first.map {
            TestForm.attribute("value", of: $0) ?? ""
        }
    }

    private var main: String { first("<main[^>]*>(.*)</main>") }

    private func first(_ pattern: String) -> String { Self.all(pattern, in: html).first ?? "" }

    static func all(_ pattern: String, in text: String, group: Int = 1) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern, options: [.dotMatchesLineSeparators]) else {
            return []
        }
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range(at: group), in: text).map { String(text[$0]) }
        }
    }

    private static func words(of html: String) -> String {
        let plain = html.replacingOccurrences(of: "<svg.*?</svg>", with: "", options: .regularExpression)
            .replacingOccurrences(of: "</?(bdi|strong|time|a|span)[^>]*>", with: "", options: .regularExpression)
            .replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
        return decoded(plain).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func decoded(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}

/// A form, with the values that it would send untouched.
package struct TestForm: Sendable {
    /// Nil for the page's own address.
    package let action: String?
    package let hidden: [String: String]
    /// The names of all fields and buttons.
    package let names: Set<String>

    static func all(in html: String) -> [TestForm] {
        TestPage.all("<form[^>]*>.*?</form>", in: html, group: 0).map { form in
            let opening = String(form.prefix { $0 != ">" })
            var hidden: [String: String] = [:]
            var names: Set<String> = []
            for tag in TestPage.all("<(?:input|button|select|textarea)\\b[^>]*>", in: form, group: 0) {
                guard let name = attribute("name", of: tag) else { continue }
                names.insert(name)
                let type = attribute("type", of: tag) ?? "text"
                guard tag.hasPrefix("<input"), !["checkbox", "radio", "submit"].contains(type) else { continue }
                // A browser sends every field, with what stands in it.
                hidden[name] = attribute("value", of: tag) ?? ""
            }
            return TestForm(action: attribute("action", of: opening), hidden: hidden, names: names)
        }
    }

    static func attribute(_ name: String, of tag: String) -> String? {
        TestPage.all(" \(name)=\"([^\"]*)\"", in: tag).first.map { TestPage.decoded($0) }
    }
}
