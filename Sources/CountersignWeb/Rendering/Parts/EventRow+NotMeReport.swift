import Countersign

extension EventRow {
    /// What a mail told, for the page of its “This wasn’t me”.
    package init(_ report: NotMeReport, organisation: String) {
        let facts = NoticeFacts(
            Notice(kind: report.notice, to: "", language: nil, facts: report.facts, at: report.at)
        )
        let hasCode = report.notice == .secondStepCode || report.notice == .enrolmentCode
        self.init(
            sentence: Message(
                "mail.\(facts.key).\(hasCode ? "told" : "subject")",
                [
                    "until": .moment(facts.expires),
                    "factor": .message(facts.factor),
                    "organisation": .name(organisation), "name": .name(facts["name"]), "code": .text("…"),
                    "client": .message(report.client.map { Browser(userAgent: $0.userAgent).message } ?? facts.client),
                    "reference": .text(facts["reference"]),
                    "count": .number(facts.count),
                ]
            ),
            at: report.at,
            browser: report.client.map { Browser(userAgent: $0.userAgent) },
            place: report.client?.address
        )
    }
}
