import Foundation

@testable import CountersignWeb

/// The pages of codes by e-mail.
extension Fixtures {
    private static func emailCode(
        _ use: EmailCodePage.Use = .secondStep(.signIn, remember: RememberBox(days: 30)),
        references: [String] = ["K7QF"],
        status: MailStatus? = .accepted(at: ago(20)),
        isLong: Bool = false,
        again: MailAgain? = nil,
        problem: MailCodeProblem? = nil,
        triesLeft: MailTriesLeft? = nil
    ) -> EmailCodePage {
        EmailCodePage(
            use: use,
            account: "sam@example.com",
            email: "s•••@example.com",
            sent: EmailCodePage.Sent(
                references: references,
                at: ago(20),
                expiresAt: later(580),
                status: status,
                isLong: isLong
            ),
            again: again,
            problem: problem,
            triesLeft: triesLeft
        )
    }

    static var emailCodes: [Fixture] {
        let problems: [MailCodeProblem] = [
            .wrongReference, .otherSignIn, .long, .backupCodeUsed(on: ago(86_400)), .backupCodeWrong, .expired,
        ]
        return [
            open("email-code", emailCode()),
            open("email-code-queued", emailCode(status: .queued)),
            open("email-code-deferred", emailCode(status: .deferred, triesLeft: .ofCode(3))),
            open("email-code-refused", emailCode(status: .refused, triesLeft: .ofCode(1))),
            open("email-code-unreached", emailCode(status: .unreached, triesLeft: .beforeWait(1))),
            open("email-code-two", emailCode(references: ["K7QF", "W4T3"], again: .sent(at: ago(20)))),
            open("email-code-long", emailCode(isLong: true)),
            open(
                "email-code-unsent",
                EmailCodePage(
                    use: .secondStep(.signIn),
                    account: "sam@example.com",
                    email: "s•••@example.com",
                    sent: nil,
                    again: .limit(count: 5, until: later(2300))
                )
            ),
            own("confirm-email", emailCode(.secondStep(.confirm(returnTo: "/security/password")))),
            own("email-codes-setup", EmailCodesSetupPage(email: "sam@example.com", otherPath: "/setup/choose")),
            own("email-codes-no-address", EmailCodesSetupPage(email: nil, otherPath: "/setup/choose")),
            own("email-codes-turn-on", emailCode(.turningOn(otherPath: "/setup/choose"))),
        ] + problems.map { open("email-code-\($0)", emailCode(problem: $0)) }
    }
}
