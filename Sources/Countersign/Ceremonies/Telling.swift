import Foundation

/// What every act brings with it: its event, and the mail that tells the person.
extension Surroundings {
    /// An event about an account, its personal part sealed under the account's own key.
    package func event(
        _ kind: Event.Kind,
        about account: Account?,
        by actor: Event.Actor,
        from client: Client? = nil,
        data: [String: String] = [:],
        personal: [String: String] = [:],
        at now: Date
    ) throws -> Change {
        var personal = personal
        if let client {
            personal["address"] = client.address
            personal["user_agent"] = client.userAgent
        }
        return .append(
            Event(
                id: makeID(),
                at: now,
                kind: kind,
                accountID: account?.id,
                actor: actor,
                data: data,
                personal: try sealedPersonal(personal, of: account)
            )
        )
    }

    /// Personal data of an event under the key of its account: when that key goes, so does what it told.
    private func sealedPersonal(_ personal: [String: String], of account: Account?) throws -> [UInt8] {
        guard !personal.isEmpty, let account, !account.personalKey.isEmpty else { return [] }
        let key = try workshop.open(account.personalKey, at: .personalKey(of: account.id))
        return try PersonalData.seal(personal, key: key, account: account.id, random: random)
    }

    /// The personal part of an event, for those who may see it; empty once the person was erased.
    package func personal(of event: Event, account: Account?) -> [String: String] {
        guard let account, !event.personal.isEmpty, !account.personalKey.isEmpty,
            let key = try? workshop.open(account.personalKey, at: .personalKey(of: account.id)),
            let personal = try? PersonalData.open(event.personal, key: key, account: account.id)
        else { return [:] }
        return personal
    }

    /// A mail, as a row of the outbox written with the change that causes it.
    package func mail(
        _ kind: Notice.Kind,
        id: OutboxMail.ID? = nil,
        to address: String,
        language: String?,
        account: Account.ID?,
        facts: [String: String] = [:],
        expiresAfter lifetime: TimeInterval = 3 * 24 * 3600,
        at now: Date
    ) throws -> Change {
        let id = id ?? makeID()
        let notice = Notice(kind: kind, to: address, language: language, facts: facts, at: now)
        return .enqueue(
            OutboxMail(
                id: id,
                accountID: account,
                kind: kind,
                sealedNotice: try workshop.seal(notice, at: .mail(id, of: account)),
                dueAt: now,
                expiresAt: now.addingTimeInterval(lifetime),
                createdAt: now,
                domain: String(address.lowercased().split(separator: "@").last?.prefix(255) ?? "")
            )
        )
    }

    /// Tells a person about a change to their account, with what, when and where, and a "this was not me" link.
    ///
    /// Nothing is sent to an address that is not confirmed.
    package func tell(
        _ account: Account,
        _ kind: Notice.Kind,
        from client: Client?,
        facts: [String: String] = [:],
        at now: Date
    ) throws -> [Change] {
        guard let address = account.confirmedEmail else { return [] }
        let (link, challenge) = try notMe(account, kind, to: address, from: client, facts: facts, at: now)
        return [
            challenge,
            try mail(
                kind,
                to: address,
                language: account.language ?? client?.language,
                account: account.id,
                facts: told(facts, of: account, from: client).merging(["not_me_link": link]) { $1 },
                at: now
            ),
        ]
    }

    /// Mails a code that a method made, with a "this was not me" link: whoever gets one unasked learns that somebody
    /// has come as far as that.
    func send(
        _ code: CodeMail,
        _ kind: Notice.Kind,
        to dossier: Dossier,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        let account = dossier.account
        var facts = ["reference": code.reference]
        facts.merge(subjectFacts(for: dossier)) { own, _ in own }
        let (link, challenge) = try notMe(account, kind, to: code.address, from: client, facts: facts, at: now)
        facts = told(facts, of: account, from: client)
        facts["code"] = code.code
        facts["expires"] = String(Int64(code.expiresAt.timeIntervalSince1970))
        facts["not_me_link"] = link
        return [
            challenge,
            try mail(
                kind,
                id: code.id,
                to: code.address,
                language: account.language ?? client?.language,
                account: account.id,
                facts: facts,
                expiresAfter: code.expiresAt.timeIntervalSince(now),
                at: now
            ),
        ]
    }

    /// What keeps a code out of a mail's subject, where policy asks for that.
    func subjectFacts(for dossier: Dossier) -> [String: String] {
        policy(for: dossier).codesInSubjects.value ? [:] : ["quiet_subject": "true"]
    }

    /// A link that says "this was not me" of what a mail tells.
    private func notMe(
        _ account: Account,
        _ kind: Notice.Kind,
        to mailbox: String,
        from client: Client?,
        facts: [String: String],
        at now: Date
    ) throws -> (link: String, challenge: Change) {
        let link = Token(random: random)
        let id: Challenge.ID = makeID()
        // What opens something is kept nowhere but in the mail itself, which is blanked when it has gone.
        let kept = facts.filter { $0.key != "code" && $0.key != "link" }
        let report = NotMeReport(notice: kind, at: now, facts: kept, client: client, mailbox: mailbox)
        let challenge = Challenge(
            id: id,
            purpose: .notMe,
            accountID: account.id,
            linkHash: link.hash,
            sealedPayload: try workshop.seal(report, at: .challenge(id, of: account.id)),
            createdAt: now,
            expiresAt: now.addingTimeInterval(settings.notMeLinkLifetime)
        )
        return ("\(settings.publicURL)/not-me/\(link.text)", .insertChallenge(challenge))
    }

    private func told(_ facts: [String: String], of account: Account, from client: Client?) -> [String: String] {
        var facts = facts
        facts["name"] = account.shownName
        if let client {
            facts["place"] = client.address
            facts["user_agent"] = client.userAgent
        }
        return facts
    }
}

/// What a "this was not me" link shows: the change that was told.
package struct NotMeReport: Sendable, Codable, Equatable {
    package let notice: Notice.Kind
    package let at: Date
    package let facts: [String: String]
    package let client: Client?
    /// Where the link went; nil in links of before this was kept.
    package let mailbox: String?

    package init(
        notice: Notice.Kind,
        at: Date,
        facts: [String: String],
        client: Client?,
        mailbox: String? = nil
    ) {
        self.notice = notice
        self.at = at
        self.facts = facts
        self.client = client
        self.mailbox = mailbox
    }

    /// The address that the account had before; nil where that is not what the mail told of.
    package var earlierAddress: String? { notice == .emailChanged ? facts["undo_email"] : nil }
}
