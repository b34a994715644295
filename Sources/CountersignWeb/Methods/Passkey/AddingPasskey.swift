import Countersign
import Foundation
import Hummingbird

/// `/security/two-factor/keys/new`: a passkey or a security key, by a name.
enum AddingPasskey {
    @Sendable
    static func show(_ person: Enrolling) async throws -> Response {
        let suggested = suggestion(person)
        let isForKey = person.visitor.query["with"] == "key"
        return try person.page(page(person, name: suggested, suggested: suggested, isForKey: isForKey))
    }

    /// What the page's script hands to the browser: each time another challenge, so that it may take its time.
    @Sendable
    static func ask(_ person: Enrolling, _ form: Form) async throws -> Response {
        let enrolment = Enrolment(in: person.world)
        let begun = try await enrolment.open(
            kind: .passkey,
            for: person.account.id,
            browser: person.enrolmentBrowser,
            client: person.client,
            actor: person.actor
        )
        let asked = try await enrolment.sendAgain(
            begun.draft.id,
            of: person.account.id,
            browser: person.enrolmentBrowser,
            client: person.client
        )
        return person.options(asked.draft.id.rawValue, asked.shown)
    }

    @Sendable
    static func confirm(_ person: Enrolling, _ form: Form) async throws -> Response {
        let (name, problem) = name(in: form)
        guard let sent = SentPasskey(form) else {
            let problems = [person.problem(withoutAnswer: form)?.problem, problem].compactMap(\.self)
            return try again(person, form, problems)
        }
        // The key is made already: what its name lacks must not lose it.
        let outcome = try await Enrolment(in: person.world).finish(
            Factor.ID(sent.challenge),
            of: person.account.id,
            given: sent.given,
            label: name,
            orElse: fallback(person, form),
            session: person.session,
            browser: person.enrolmentBrowser,
            client: person.client,
            actor: person.actor
        )
        switch outcome {
        case .confirmed(_, backupCodes: .some):
            return .seeOther(SavingBackupCodes.path(.setup(.passkey)))
        case .confirmed(_, backupCodes: nil):
            let added: Flash = form["made"] == "key" ? .keyAdded : .passkeyAdded
            return Response.seeOther(person.afterSetup).telling(problem == nil ? added : .nameChangedByUs)
                .endingSetup(person)
        case .rejected(let rejection, _):
            return try again(person, form, [person.problem(rejection).problem])
        case .draftEnded, .unrecognised:
            return try again(person, form, [PasskeyProblem.tooLate.problem])
        }
    }

    private static func again(_ person: Enrolling, _ form: Form, _ problems: [Problem]) throws -> Response {
        try person.again(
            page(
                person,
                name: form["label"],
                suggested: suggestion(person),
                problems: problems,
                isForKey: form["made"] == "key"
            )
        )
    }

    private static func page(
        _ person: Enrolling,
        name: String,
        suggested: String,
        problems: [Problem] = [],
        isForKey: Bool
    ) -> PasskeySetupPage {
        PasskeySetupPage(
            isFirst: person.dossier.factors.isEmpty,
            name: name,
            suggested: suggested,
            problems: problems,
            otherPath: person.isRequired ? "/setup/choose" : "/security/two-factor/new",
            isForKey: isForKey
        )
    }

    /// The name that was typed; none if it is the one that stood there, for then the key's model says more.
    private static func name(in form: Form) -> (String, Problem?) {
        guard form["label"] != form["suggested"] else { return ("", nil) }
        do {
            return (try SignInName.cleanedLabel(form["label"]), nil)
        } catch {
            // As much of it as is taken.
            let start = form["label"].trimmingCharacters(in: .whitespacesAndNewlines).prefix(SignInName.longestLabel)
            return ((try? SignInName.cleanedLabel(String(start))) ?? "", .label(error))
        }
    }

    /// What to call a key of no known model: what stood in the field. A passkey is called by where it was made, a
    /// security key by what it is.
    private static func fallback(_ person: Enrolling, _ form: Form) -> String {
        let suggested = (try? SignInName.cleanedLabel(form["suggested"])) ?? ""
        return suggested.isEmpty ? suggestion(person) : suggested
    }

    /// "Chrome on Mac".
    private static func suggestion(_ person: Enrolling) -> String {
        let words = person.visitor.words(for: person.account)
        return words.text(Browser(userAgent: person.client.userAgent).title)
    }
}
