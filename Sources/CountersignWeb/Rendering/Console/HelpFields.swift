import Countersign

/// The questions that every act of support asks: what happened, and how identity was checked.
struct HelpFields {
    let form: HelpForm
    let problems: [Problem]

    func values(in words: Words) -> TemplateValues {
        [
            "category": categories.values(in: words),
            "reason": reason.values(in: words),
            "identity": identities.values(in: words),
            "ticket": ticket.values(in: words),
        ]
    }

    private var categories: Radios {
        Radios(
            id: "category",
            label: Message("helping.reason"),
            options: SupportWords.categories,
            chosen: form.category
        ).filled(problems)
    }

    private var identities: Radios {
        Radios(
            id: "identity",
            label: Message("helping.identity"),
            hint: Message("helping.identityHint"),
            options: SupportWords.identities,
            chosen: form.identity
        ).filled(problems)
    }

    private var reason: Field {
        Field(
            id: "reason",
            kind: .text(autocomplete: "off"),
            label: Message("helping.details"),
            value: form.text,
            hint: Message("helping.detailsHint", ["count": .number(SupportReason.shortestText)])
        ).filled(problems)
    }

    private var ticket: Field {
        Field(id: "ticket", kind: .text(autocomplete: "off"), label: Message("helping.ticket"), value: form.ticket)
            .filled(problems)
    }
}
