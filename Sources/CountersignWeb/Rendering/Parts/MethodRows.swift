import Countersign

/// The rows of the card "Two-factor authentication": each factor, and the backup codes last.
struct MethodRows {
    let page: SecurityPage
    let frame: PageFrame

    var values: [TemplateValues] {
        page.factors.map(row) + [backupRow]
    }

    private var words: Words { frame.words }

    private func row(_ factor: SecurityPage.FactorRow) -> TemplateValues {
        let kind = factor.kind
        let path = "/security/two-factor/factors/\(PageFrame.encoded(factor.id))"
        var tags: [TemplateValues] = []
        if !factor.label.isEmpty { tags.append(tag(kind.name, tone: "plain")) }
        if kind.strength == .weaker { tags.append(tag(kind.strengthTag, tone: kind.strengthTone)) }
        if let end = factor.endsAt, end <= frame.now { tags.append(tag(Message("security.ended"), tone: "bad")) }
        if factor.isPreferred, page.factors.count > 1 { tags.append(tag(Message("security.askedFirst"), tone: "info")) }
        return [
            "icon": .template(kind.icon),
            "name": .text(factor.label.isEmpty ? words.text(kind.name) : factor.label),
            "tags": .groups(tags),
            "facts": facts(of: factor),
            "links": .groups(
                kind.links(Factor.ID(factor.id)).map { link($0.path, $0.label) } + [
                    link("\(path)/rename", "security.rename"),
                    link("\(path)/remove", "security.remove"),
                ]
            ),
            "preferPath": .text(factor.isPreferred || page.factors.count < 2 ? nil : "\(path)/prefer"),
        ]
    }

    private func facts(of factor: SecurityPage.FactorRow) -> TemplateValue {
        var facts = [words.markup("security.added", ["day": .day(factor.addedAt)])]
        if let used = factor.lastUsedAt {
            facts.append(words.markup("security.usedWhen", ["when": .message(words.ago(used, from: frame.now))]))
            if let browser = factor.lastUsedIn { facts.append(words.markup(browser.message)) }
        } else {
            facts.append(words.markup("security.neverUsed"))
        }
        if let end = factor.endsAt, end > frame.now {
            facts.append(words.markup("security.endsOn", ["day": .day(end)]))
        }
        if factor.driftSeconds != 0 {
            facts.append(
                words.markup(
                    factor.driftSeconds > 0 ? "security.drift" : "security.driftBehind",
                    ["duration": .duration(seconds: factor.driftSeconds)]
                )
            )
        }
        return .markup(Markup.joined(facts))
    }

    private var backupRow: TemplateValues {
        let codes = page.backupCodes
        var tags: [TemplateValues] = []
        var facts: [Markup] = []
        if let codes {
            if codes.unsaved != nil {
                tags.append(tag(Message("security.backupCodesNotSaved"), tone: "bad"))
            }
            let fillings: [String: Filling] = ["count": .number(codes.left), "total": .number(codes.total)]
            if codes.unsaved == nil {
                let tone = codes.left == 0 ? "bad" : codes.left <= 2 ? "warn" : "ok"
                tags.append(["label": .text(words.text("methods.backupCodeLeft", fillings)), "tone": .text(tone)])
            }
            facts.append(words.markup("security.backupCodesMade", ["day": .day(codes.madeAt)]))
        } else {
            tags.append(tag(Message("security.backupCodesNone"), tone: "bad"))
        }
        var links: [TemplateValues] = []
        let view: String? =
            switch codes?.unsaved {
            case .readable: "security.saveCodes"
            case .elsewhere: nil
            case nil: codes == nil ? nil : "security.viewCodes"
            }
        if let view { links.append(link("/security/two-factor/backup-codes", view)) }
        let make = codes == nil ? "security.makeFirstSet" : "security.makeSet"
        links.append(link("/security/two-factor/backup-codes/new", make))
        return [
            "icon": .template("icon-sheet"),
            "name": .text(words.text("security.backupCodes")),
            "tags": .groups(tags),
            "facts": .markup(Markup.joined(facts)),
            "links": .groups(links),
            "preferPath": .absent,
        ]
    }

    private func tag(_ label: Message, tone: String) -> TemplateValues {
        ["label": .text(words.text(label)), "tone": .text(tone)]
    }

    private func link(_ path: String, _ key: String) -> TemplateValues {
        ["href": .text(path), "label": .text(words.text(key))]
    }
}

extension Markup {
    /// Facts in one line: "Added 12 March 2026 · last used 3 days ago".
    static func joined(_ parts: [Markup]) -> Markup {
        Markup(trusted: parts.map(\.html).joined(separator: " · "))
    }
}
