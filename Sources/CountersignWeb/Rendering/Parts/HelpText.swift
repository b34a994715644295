/// The parts of a help page: headings, sentences, steps, lists.
struct HelpText {
    let topic: HelpPage.Topic
    let platform: Platform?
    let frame: PageFrame

    var parts: [TemplateValues] {
        switch topic {
        case .clock:
            [part(texts: ["help.clock.intro"])] + clocks.map { part(title: $0.title, steps: $0.steps) }
                + [part(texts: ["help.clock.zones"])]
        case .newPhone:
            [
                part(title: "help.newPhone.hereTitle", steps: steps("help.newPhone.here", 4)),
                part(title: "help.newPhone.appTitle", steps: steps("help.newPhone.app", 3)),
                part(title: "help.newPhone.lostTitle", messages: [lostPhone]),
            ]
        case .lostPhone:
            [
                part(
                    steps: ["first", "second", "third", "fourth"].map { Message("help.lostPhone.\($0)") }
                ),
                part(
                    title: "help.lostPhone.noCodesTitle",
                    messages: [Message("help.lostPhone.noCodes", ["organisation": .name(frame.organisation)])]
                ),
            ]
        case .apps:
            [
                part(texts: ["help.apps.intro"] + (frame.words.text("apps.hint").isEmpty ? [] : ["apps.hint"])),
                part(facts: AppList.ordered(first: platform)),
                part(texts: ["help.apps.old"]),
            ]
        case .keys:
            [
                part(texts: ["help.keys.intro"]),
                part(title: "help.keys.useTitle", steps: steps("help.keys.use", 2)),
                part(title: "help.keys.addTitle", steps: steps("help.keys.add", 2)),
                part(title: "help.keys.wrongTitle", steps: steps("help.keys.wrong", 4)),
            ]
        case .email:
            [
                part(
                    steps: [
                        Message("help.email.wait"),
                        Message("help.email.spam", ["organisation": .name(frame.organisation)]),
                        Message("help.email.address"),
                        Message("help.email.allow", ["host": .name(frame.host)]),
                    ]
                )
            ]
        }
    }

    private var lostPhone: Message {
        Message("help.newPhone.lost", ["a": .link("/help/lost-phone")])
    }

    /// How to set the clock, the visitor's own system first.
    private var clocks: [(title: String, steps: [Message])] {
        let all: [(platform: Platform, title: String, steps: [Message])] = [
            (.android, "help.clock.android", steps("help.clock.android", 3)),
            (.ios, "help.clock.ios", steps("help.clock.ios", 3)),
            (.windows, "help.clock.windows", steps("help.clock.windows", 2)),
            (.mac, "help.clock.mac", steps("help.clock.mac", 2)),
        ]
        return (all.filter { $0.platform == platform } + all.filter { $0.platform != platform })
            .map { ($0.title, $0.steps) }
    }

    private func steps(_ key: String, _ count: Int) -> [Message] {
        (1...count).map { Message("\(key)\($0)") }
    }

    private func part(
        title: String? = nil,
        texts: [String] = [],
        messages: [Message] = [],
        steps: [Message] = [],
        facts: [String] = []
    ) -> TemplateValues {
        let words = frame.words
        let all = texts.map { Message($0) } + messages
        return [
            "title": .text(title.map { words.text($0) }),
            "texts": .list(all.map { .markup(words.markup($0)) }),
            "hasSteps": .flag(!steps.isEmpty),
            "steps": .list(steps.map { .markup(words.markup($0)) }),
            "hasFacts": .flag(!facts.isEmpty),
            "facts": .groups(
                facts.map { ["name": .text(words.text("apps.\($0)")), "value": .text(words.text("apps.\($0)List"))] }
            ),
        ]
    }
}
