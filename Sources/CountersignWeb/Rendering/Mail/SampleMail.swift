import Countersign
import Foundation

/// Mails as they would be sent, with facts made up, to show owners what their words make of them.
struct SampleMail {
    let organisation: String
    let host: String
    let publicURL: String
    /// Who reads it, and who did what it tells of.
    let name: String
    let now: Date

    struct Shown: Sendable, Equatable {
        let subject: String
        let text: String
    }

    /// What makes a mail say something else than it mostly does.
    private static let turns: [[String: String]] = [
        [:], ["factor_label": "Pixel 9"], ["old_email": "o•••@example.com"], ["self_service": "true"],
        ["has_factor": "true"], ["note": "…"], ["email_code": "true"], ["lost": "true"], ["how": "time"],
        ["how": "person"], ["how": "new_factor"], ["quiet_subject": "true"],
        ["what": "decide_recovery"], ["what": "decide_turn_off"], ["to_carry_out": "true"], ["left": "0"],
    ]

    /// The mail of an area, once for each way that says something of it which was not said yet.
    func mails(of area: WordArea, in words: Words) -> [Shown] {
        guard area.group == .mail else { return [] }
        var said: Set<String> = []
        var shown: [Shown] = []
        for turn in Self.turns {
            let trace = RenderTrace()
            let traced = Words(catalogue: words.catalogue, zone: words.zone, trace: trace)
            let letter = NoticeMail.letter(notice(of: area, turn), in: traced, organisation: organisation)
            let mail = Shown(subject: NoticeMail.subject(of: letter), text: letter.text(host: host))
            let new = trace.saidKeys.filter { area.holds($0) }.subtracting(said)
            guard !new.isEmpty || shown.isEmpty else { continue }
            said.formUnion(new)
            shown.append(mail)
        }
        // One is said otherwise than several.
        if area.texts(in: words.catalogue).contains(where: { $0.key.hasSuffix(".one") }) {
            let one = notice(of: area, ["left": "1", "accounts": "1"])
            let letter = NoticeMail.letter(one, in: words, organisation: organisation)
            shown.append(Shown(subject: NoticeMail.subject(of: letter), text: letter.text(host: host)))
        }
        return shown
    }

    /// What a kind of mail is called in a list, and its first words; nil for what is no one mail.
    func title(of area: WordArea, in words: Words) -> (subject: String, lead: String)? {
        guard area.group == .mail, area != .everyMail else { return nil }
        let letter = NoticeMail.letter(notice(of: area, [:]), in: words, organisation: organisation)
        return (NoticeMail.subject(of: letter), letter.paragraphs.first.map { words.text($0) } ?? "")
    }

    private func notice(of area: WordArea, _ turn: [String: String]) -> Notice {
        var facts = [
            "code": "418902", "reference": "CS-7Q4F", "expires": String(Int64(now.timeIntervalSince1970) + 3600),
            "name": name, "by": name, "new_email": "n•••@example.com", "factor_kind": "totp", "left": "2",
            "reason": "…", "category": "lost_phone", "accounts": "40", "usual": "3", "role": "supporter",
            "place": "192.0.2.7", "user_agent": "Firefox/145.0 Windows",
            "sign_in_link": "\(publicURL)/sign-in", "reset_link": "\(publicURL)/password/forgot",
        ]
        for fact in ["link", "status_link", "not_me_link"] { facts[fact] = "\(publicURL)/…" }
        let kind: Notice.Kind
        switch area {
        case .mail(let of): kind = of
        case .support(let act):
            kind = .supportActed
            facts["act"] = act.rawValue
        case .everyMail, .apps, .help, .topic: kind = .passwordChanged
        }
        facts.merge(turn) { $1 }
        return Notice(kind: kind, to: "", language: nil, facts: facts, at: now)
    }
}

extension SampleMail {
    init(_ web: Web, name: String, now: Date) {
        let settings = web.world.settings
        organisation = settings.organisationName
        publicURL = settings.publicURL
        host = URLComponents(string: settings.publicURL)?.host ?? ""
        self.name = name
        self.now = now
    }
}
