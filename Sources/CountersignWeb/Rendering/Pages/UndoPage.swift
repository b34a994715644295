import Countersign

/// `/security/undo/{token}`: what will be as it was before, and the button that does it.
package struct UndoPage: Page {
    package static let template = "question"

    package enum State: Sendable, Equatable {
        case may(Undoing.Step)
        /// Leads to the other ways of proving oneself, and from there back to the path.
        case needsEarlierProof(path: String)
        /// It was undone before, or changed again since.
        case nothingLeft
        /// The earlier address belongs to somebody else by now.
        case taken
    }

    package let event: EventRow
    package let state: State

    package init(_ event: EventRow, _ state: State) {
        self.event = event
        self.state = state
    }

    package func title(in words: Words) -> String { words.text("undo.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let told = [
            event.sentence, Message("undo.when", ["moment": .moment(event.at)]),
        ]
        let back = Plain.Link(href: "/security", label: Message("layout.back"))
        func question(
            _ what: Message,
            closing: Message? = nil,
            first: Plain.Link? = nil,
            action: Plain.Action? = nil
        ) -> TemplateValues {
            Plain.question(
                heading: Message("undo.title"),
                paragraphs: told + [what],
                closing: closing,
                first: first,
                action: action,
                last: back,
                in: frame.words
            )
        }
        switch state {
        case .may(let step):
            return question(
                Self.message(step),
                closing: Message("undo.others"),
                action: Plain.Action(label: Message("undo.button"))
            )
        case .needsEarlierProof(let path):
            return question(
                Message("undo.earlier"),
                first: Plain.Link(
                    href: "/security/confirm/methods?return=\(PageFrame.encoded(path))",
                    label: Message("undo.prove")
                )
            )
        case .nothingLeft: return question(Message("undo.nothing"))
        case .taken: return question(frame.ask("undo.taken", "undo.takenNoContact"))
        }
    }

    private static func message(_ step: Undoing.Step) -> Message {
        switch step {
        case .remove(let factor, andBackupCodes: false): Message("undo.remove", ["name": name(of: factor)])
        case .remove(let factor, andBackupCodes: true): Message("undo.removeCodes", ["name": name(of: factor)])
        case .prefer(let factor): Message("undo.prefer", ["name": name(of: factor)])
        case .name(let old): old.isEmpty ? Message("undo.noName") : Message("undo.name", ["name": .name(old)])
        case .email(let old): Message("undo.email", ["email": .name(old)])
        }
    }

    private static func name(of factor: Factor) -> Filling {
        guard factor.label.isEmpty else { return .name(factor.label) }
        return .message(KindPages.of(factor.kind)?.name ?? Message("event.factor.unknown"))
    }
}
