import Countersign
import Foundation

/// Bars, one a week, as a picture that the server draws. The table below it says the same.
struct AdoptionChart {
    let weeks: [WeekOfFigures]
    let words: Words

    private static let height = 126
    private static let base = 160
    private static let step = 46

    var svg: Markup {
        let shares = weeks.map { Self.share($0.figures) }
        let text = words.text(
            "console.overview.chartText",
            ["first": .number(shares.first ?? 0), "last": .number(shares.last ?? 0)]
        )
        var html =
            "<svg class=\"chart\" viewBox=\"0 0 600 184\" role=\"img\" aria-labelledby=\"adoption adoption-text\">"
        html += "<desc id=\"adoption-text\">\(Markup(escaping: text).html)</desc>"
        html += "<line x1=\"30\" x2=\"590\" y1=\"\(Self.base)\" y2=\"\(Self.base)\" stroke=\"var(--control)\"/>"
        for (number, share) in shares.enumerated() {
            let x = 34 + (12 - shares.count + number) * Self.step
            let bar = share * Self.height / 100
            let day = Markup(escaping: words.shortDay(weeks[number].takenAt)).html
            html +=
                "<rect class=\"bar\" x=\"\(x)\" y=\"\(Self.base - bar)\" width=\"30\" height=\"\(max(1, bar))\" rx=\"3\"/>"
            html += "<text x=\"\(x + 15)\" y=\"\(Self.base - bar - 6)\" text-anchor=\"middle\">\(share)%</text>"
            html += "<text x=\"\(x + 15)\" y=\"176\" text-anchor=\"middle\">\(day)</text>"
        }
        return Markup(trusted: html + "</svg>")
    }

    private static func share(_ figures: Figures) -> Int {
        figures.accounts == 0 ? 0 : (figures.protected * 200 + figures.accounts) / (2 * figures.accounts)
    }
}
