/// The rows of the card "Two-factor authentication": each app, and the backup codes last.
struct MethodRows {
    let page: SecurityPage
    let frame: PageFrame

    var values: [TemplateValues] {
        page.apps.map(row) + [backupRow]
    }

    private var words: Words { frame.words }

    private func row(_ app: SecurityPage.AppRow) -> TemplateValues {
        let path = "/security/two-factor/app/\(PageFrame.encoded(app.id))"
        var tags = [tag("security.app", tone: "plain")]
        if app.label.isEmpty { tags = [] }
        if app.isPreferred, page.apps.count > 1 { tags.append(tag("security.askedFirst", tone: "info")) }
        return [
            "icon": .template("icon-phone"),
            "name": .text(app.label.isEmpty ? words.text("security.app") : app.label),
            "tags": .groups(tags),
            "facts": facts(of: app),
            "links": .groups([
                link("\(path)/move", "security.move"),
                link("\(path)/rename", "security.rename"),
                link("\(path)/remove", "security.remove"),
            ]),
            "preferPath": .text(app.isPreferred || page.apps.count < 2 ? nil : "\(path)/prefer"),
        ]
    }

    private func facts(of app: SecurityPage.AppRow) -> TemplateValue {
        var facts = [words.markup("security.added", ["day": .day(app.addedAt)])]
        if let used = app.lastUsedAt {
            facts.append(words.markup("security.usedWhen", ["when": .message(words.ago(used, from: frame.now))]))
            if let browser = app.lastUsedIn { facts.append(words.markup(browser.message)) }
        } else {
            facts.append(words.markup("security.neverUsed"))
        }
        if app.driftSeconds != 0 {
            facts.append(
                words.markup(
                    app.driftSeconds > 0 ? "security.drift" : "security.driftBehind",
                    ["duration": .duration(seconds: app.driftSeconds)]
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
            if codes.unsavedUntil != nil {
                tags.append(tag("security.backupCodesNotSaved", tone: "bad"))
            }
            let fillings: [String: Filling] = ["count": .number(codes.left), "total": .number(codes.total)]
            if codes.unsavedUntil == nil {
                let tone = codes.left == 0 ? "bad" : codes.left <= 2 ? "warn" : "ok"
                tags.append(["label": .text(words.text("methods.backupCodeLeft", fillings)), "tone": .text(tone)])
            }
            facts.append(words.markup("security.backupCodesMade", ["day": .day(codes.madeAt)]))
        } else {
            tags.append(tag("security.backupCodesNone", tone: "bad"))
        }
        var links: [TemplateValues] = []
        if let codes {
            links.append(
                link(
                    "/security/two-factor/backup-codes",
                    codes.unsavedUntil == nil ? "security.viewCodes" : "security.saveCodes"
                )
            )
        }
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

    private func tag(_ key: String, tone: String) -> TemplateValues {
        ["label": .text(words.text(key)), "tone": .text(tone)]
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
