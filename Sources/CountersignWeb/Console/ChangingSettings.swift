import Countersign
import Foundation
import Hummingbird

/// `/admin/settings`
enum ChangingSettings {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeSettings)
        return try staff.page(page(staff, staff.world.settings.own, flash: staff.flash))
    }

    @Sendable
    static func save(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        try staff.demand(.changeSettings)
        var given = staff.world.settings.own
        given.organisationName = form["name"]
        given.mark = form["mark"]
        given.colour = form["colour"]
        given.supportContact = form["contact"]
        given.timeZone = form["zone"]
        let all = staff.web.catalogues.languages
        let offered = all.filter { form.isTicked("language-\($0)") }
        given.languages = offered.count == all.count ? nil : offered
        let shown = OwnSettings(shown: form["shown"]) ?? staff.world.settings.own
        do {
            let outcome = try await SettingTheServer(in: staff.world)
                .save(given, over: shown, by: staff.account, from: staff.client)
            if case .changedMeanwhile(let fields, let wanted) = outcome {
                // Saved once more, it replaces what stands there now.
                let now = staff.world.settings.own
                return try staff.again(page(staff, wanted, problems: fields.map { Problem($0, now: now[$0]) }))
            }
        } catch let problems as Problems<SettingTheServer.Problem> {
            return try staff.again(page(staff, given, shown: shown, problems: problems.list.map { Problem($0) }))
        }
        return Response.seeOther("/admin/settings").telling(Flash.settingsSaved)
    }

    private static func page(
        _ staff: some StaffContext,
        _ own: OwnSettings,
        shown: OwnSettings? = nil,
        flash: Flash? = nil,
        problems: [Problem] = []
    ) -> SettingsPage {
        let settings = staff.world.settingsBox.configured
        let web = staff.web
        return SettingsPage(
            own: own,
            shown: (shown ?? staff.world.settings.own).textOfShown,
            defaultName: settings.organisationName,
            defaultContact: settings.supportContact ?? "–",
            defaultZone: web.settings.timeZone.identifier,
            languages: web.catalogues.choices.map { language in
                SettingsPage.Language(
                    tag: language.tag,
                    name: language.name,
                    isOffered: own.languages?.contains(language.tag) ?? true
                )
            },
            flash: flash,
            problems: problems
        )
    }
}

extension Problem {
    init(_ problem: SettingTheServer.Problem) {
        switch problem {
        case .nameTooLong: self.init(field: "name", "console.settings.name.tooLong")
        case .markTooLong: self.init(field: "mark", "console.settings.mark.tooLong")
        case .colourShape: self.init(field: "colour", "console.settings.colour.shape")
        case .colourPale(let tenths):
            self.init(
                field: "colour",
                "console.settings.colour.pale",
                ["contrast": .tenths(tenths)]
            )
        case .contactTooLong: self.init(field: "contact", "console.settings.contact.tooLong")
        case .noSuchZone: self.init(field: "zone", "console.settings.zone.unknown")
        case .noLanguage: self.init(field: "languages", "console.settings.languages.none")
        case .invisible(let field): self.init(field: Self.id(of: field), "console.settings.invisible")
        }
    }
}

extension Problem {
    /// Somebody else changed this field meanwhile, to what it is now.
    init(_ field: OwnSettings.Field, now value: [String]?) {
        let id = Self.id(of: field)
        guard let value else {
            self.init(field: id, "console.settings.emptiedMeanwhile")
            return
        }
        self.init(field: id, "console.settings.changedMeanwhile", ["value": .name(value.joined(separator: ", "))])
    }

    fileprivate static func id(of field: OwnSettings.Field) -> String {
        switch field {
        case .supportContact: "contact"
        case .timeZone: "zone"
        case .name, .mark, .colour, .languages: field.rawValue
        }
    }
}

extension OwnSettings {
    /// Goes along with the form, to tell what the owner changed from what somebody else did meanwhile.
    fileprivate var textOfShown: String {
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    fileprivate init?(shown text: String) {
        guard let settings = try? JSONDecoder().decode(OwnSettings.self, from: Data(text.utf8)) else { return nil }
        self = settings
    }
}
