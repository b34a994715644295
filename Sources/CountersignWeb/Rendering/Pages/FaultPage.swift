import Foundation

/// What cannot be put right on the page it came from: not found, too much, broken, not now.
package struct FaultPage: Page {
    package static let template = "fault"

    package enum Kind: Sendable, Equatable {
        /// 400
        case badRequest
        /// 403, and what the form held: it can be sent again from here. Give it only for a post from our own pages.
        case expired(KeptForm?)
        /// 403: a change for which the proof is too old by now. What the form held can be sent again from here.
        case proofNeeded(KeptForm, confirmPath: String)
        /// 403 or 404 for what belongs to others.
        case refused
        /// 403: staff, and a person whose role gives as much power.
        case morePower
        /// 403: staff's pages, before there is a factor that is strong enough for them.
        case needsStrongFactor
        /// 404
        case notFound
        /// 413
        case tooLarge
        /// 429
        case tooMany(until: Date)
        /// 429: so many mails went to one address.
        case tooManyMails(count: Int, until: Date)
        /// 429: the last mail was sent just now.
        case mailTooEarly(until: Date)
        /// 500
        case failure
        /// 503; nil if nobody knows when it will be back.
        case unavailable(until: Date?)
    }

    /// A form that came too late. Hand in no passwords and no codes.
    package struct KeptForm: Sendable, Equatable {
        package let path: String
        package let values: [Value]

        package struct Value: Sendable, Equatable {
            package let name: String
            package let value: String

            package init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        package init(path: String, values: [Value]) {
            self.path = path
            self.values = values
        }
    }

    package let kind: Kind
    /// The request's id, to quote to support.
    package let reference: String?

    package init(_ kind: Kind, reference: String?) {
        self.kind = kind
        self.reference = reference
    }

    package func title(in words: Words) -> String { words.text("faults.\(name).title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        var kept: KeptForm?
        var confirmPath: String?
        switch kind {
        case .expired(let form): kept = form
        case .proofNeeded(let form, let path): (kept, confirmPath) = (form, path)
        default: break
        }
        return [
            "heading": .text(words.text("faults.\(name).title")),
            "text": .markup(words.markup(text(in: frame))),
            "confirmPath": .text(confirmPath),
            "kept": .group(kept.map { values(of: $0, in: words) }),
            "contact": .markup(
                contactKey.flatMap { key in frame.support.map { words.markup(key, ["contact": $0.filling]) } }
            ),
            "homePath": "/",
            "wayOut": .group(wayOut(in: words)),
            "reference": .markup(reference.map { words.markup("faults.reference", ["reference": .name($0)]) }),
        ]
    }

    private func values(of form: KeptForm, in words: Words) -> TemplateValues {
        [
            "path": .text(form.path),
            "button": .text(words.text("faults.\(name).button")),
            "values": .groups(form.values.map { ["name": .text($0.name), "value": .text($0.value)] }),
        ]
    }

    private func text(in frame: PageFrame) -> Message {
        switch kind {
        case .tooMany(let until):
            Message("faults.tooMany.text", ["when": .message(frame.words.until(until, from: frame.now))])
        case .tooManyMails(let count, let until):
            Message(
                "faults.tooManyMails.text",
                ["count": .number(count), "when": .message(frame.words.until(until, from: frame.now))]
            )
        case .mailTooEarly(let until):
            Message("faults.mailTooEarly.text", ["when": .message(frame.words.until(until, from: frame.now))])
        case .unavailable(let until?):
            Message("faults.unavailable.text", ["when": .message(frame.words.until(until, from: frame.now))])
        case .unavailable(nil): Message("faults.unavailable.textSoon")
        case .badRequest, .expired, .proofNeeded, .refused, .morePower, .needsStrongFactor, .notFound, .tooLarge,
            .failure:
            Message("faults.\(name).text")
        }
    }

    /// What puts it right.
    private func wayOut(in words: Words) -> TemplateValues? {
        let path: String
        switch kind {
        case .needsStrongFactor: path = "/security/two-factor/new"
        case .morePower: path = ConsoleSection.people.path
        default: return nil
        }
        return ["href": .text(path), "label": .text(words.text("faults.\(name).link"))]
    }

    private var name: String {
        switch kind {
        case .badRequest: "badRequest"
        case .expired: "expired"
        case .proofNeeded: "proofNeeded"
        case .refused: "refused"
        case .morePower: "morePower"
        case .needsStrongFactor: "needsStrongFactor"
        case .notFound: "notFound"
        case .tooLarge: "tooLarge"
        case .tooMany: "tooMany"
        case .tooManyMails: "tooManyMails"
        case .mailTooEarly: "mailTooEarly"
        case .failure: "failure"
        case .unavailable: "unavailable"
        }
    }

    /// The words that name whom to ask: of what is ours to mend, and of what others may do.
    private var contactKey: String? {
        switch kind {
        case .failure, .unavailable: "faults.contact"
        case .morePower: "faults.morePower.contact"
        default: nil
        }
    }
}
