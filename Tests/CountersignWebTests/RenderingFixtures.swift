import Countersign
import CountersignDocuments
import Foundation

@testable import CountersignWeb

/// Every page in every state worth looking at: what the tests render, and what the gallery shows.
enum Fixtures {
    static let longName = "sam.okafor-van-der-bilt+countersign@department.of.very-long-names.example.com"
    static let now = Date(timeIntervalSince1970: 1_795_267_930)  // 21 November 2026, 14:32:10 in Paris

    struct Fixture {
        let name: String
        /// Nobody is signed in.
        let isPublic: Bool
        let page: any Page
        var contact: String? = "help@northwind.example"
        var role = Role.member

        func frame(in language: String, trace: RenderTrace? = nil) throws -> PageFrame {
            PageFrame(
                words: try Shared.words(language, trace: trace),
                organisation: "Northwind",
                signedInAs: isPublic ? nil : "sam.okafor@example.com",
                role: role,
                openRequests: 3,
                csrf: "the-form-token",
                support: SupportContact(contact),
                path: "/security?x=\"1\"",
                host: "id.northwind.example",
                now: Fixtures.now
            )
        }
    }

    static func ago(_ seconds: TimeInterval) -> Date { now.addingTimeInterval(-seconds) }
    static func later(_ seconds: TimeInterval) -> Date { now.addingTimeInterval(seconds) }
    static let day: TimeInterval = 86_400

    static func all() throws -> [Fixture] {
        try entry + secondStep + setup() + account + changes + rest + emailCodes + console + words() + helping()
    }

    static func open(_ name: String, _ page: any Page) -> Fixture {
        Fixture(name: name, isPublic: true, page: page)
    }

    static func own(_ name: String, _ page: any Page) -> Fixture {
        Fixture(name: name, isPublic: false, page: page)
    }

    // MARK: Getting in

    private static var entry: [Fixture] {
        let confirm = ConfirmEmailPage(email: "sam@homtail.com", sentAt: ago(20), expiresAt: later(580))
        return [
            open("sign-up", SignUpPage()),
            open(
                "sign-up-errors",
                SignUpPage(email: "sam@", name: "Sam", problems: [.emailShape, .newPasswordTooShort])
            ),
            open(
                "sign-up-all-problems",
                SignUpPage(problems: [.emailMissing, .nameTooLong, .newPasswordCommon, .unavailable])
            ),
            open("sign-up-closed", SignUpClosedPage()),
            open("confirm-email", confirm),
            open(
                "confirm-email-suggestion",
                ConfirmEmailPage(
                    email: "sam@homtail.com",
                    sentAt: ago(20),
                    expiresAt: later(580),
                    mail: .accepted(at: ago(18)),
                    suggestion: "sam@hotmail.com"
                )
            ),
            open("confirm-link", ConfirmEmailLinkPage(email: longName)),
            open("email-confirmed", EmailConfirmedPage()),
            open("sign-in", SignInPage(canSignUp: true)),
            open(
                "sign-in-known",
                SignInPage(email: longName, knownAs: "Sam O.", canSignUp: true, returnTo: "/security")
            ),
            open(
                "sign-in-wrong",
                SignInPage(email: "sam@example.com", canSignUp: false, problems: [.signInWrong, .passwordMissing])
            ),
            open("first-owner", FirstOwnerPage()),
            open("first-owner-errors", FirstOwnerPage(email: "x", problems: [.emailShape, .newPasswordMissing])),
            open("forgotten", ForgottenPasswordPage(email: "sam@example.com")),
            open("forgotten-missing", ForgottenPasswordPage(problems: [.emailMissing])),
            open("reset-sent", ResetLinkSentPage(email: longName, expiresAt: later(3600))),
            open("reset", ResetPasswordPage(account: "sam@example.com", hasTwoFactor: true)),
            open(
                "reset-short",
                ResetPasswordPage(account: "sam", hasTwoFactor: false, problems: [.newPasswordMadeOfName])
            ),
        ]
            + SignInPage.Notice.allCases.map { open("sign-in-\($0.rawValue)", SignInPage(notice: $0, canSignUp: true)) }
            + mails.map { name, mail, again, problem in
                open(
                    "confirm-email-\(name)",
                    ConfirmEmailPage(
                        email: "sam@example.com",
                        sentAt: ago(20),
                        expiresAt: later(580),
                        mail: mail,
                        again: again,
                        problem: problem
                    )
                )
            }
            + OldLinkPage.Ending.allCases.flatMap { ending in
                OldLinkPage.Purpose.allCases.map { purpose in
                    open(
                        "old-link-\(purpose.rawValue)-\(ending.rawValue)",
                        OldLinkPage(purpose: purpose, ending: ending)
                    )
                }
            }
    }

    private static let mails: [(String, MailStatus?, MailAgain?, MailCodeProblem?)] = [
        ("queued", .queued, nil, nil),
        ("deferred", .deferred, .tooEarly(seconds: 25, lastSentAt: ago(35)), nil),
        ("unreached", .unreached, nil, nil),
        ("refused", .refused, .sent(at: ago(0)), nil),
        ("limit", nil, .limit(count: 5, until: later(2300)), .wrong),
        ("missing", nil, nil, .missing),
        ("few", nil, nil, .tooFewDigits),
        ("many", nil, nil, .tooManyDigits),
        ("shape", nil, nil, .shape),
        ("expired", nil, nil, .expired),
        ("exhausted", nil, nil, .exhausted),
        ("other-browser", nil, nil, .otherBrowser),
        ("none", nil, nil, .noneLive),
    ]

    // MARK: The second step

    private static let ways: [Way] = [
        .factor(.totp, id: "01JC", label: "Sam’s Pixel", lastUsedAt: ago(3 * day)),
        .factor(.totp, id: "01JD", label: "", lastUsedAt: nil),
        .factor(.passkey, id: "01JG", label: "", lastUsedAt: nil),
        .factor(.yubikey, id: "01JH", label: "", lastUsedAt: nil),
        .factor(.email, id: "01JI", label: "", lastUsedAt: nil),
        .factor(.totp, id: "01JE", label: "Old tablet", lastUsedAt: nil),
        .factor(.totp, id: "01JF", label: "", lastUsedAt: ago(60)),
        .backupCode(left: 7, of: 10),
    ]

    private static let waysWhileWaiting: [Way] = [
        .twoCodes, .backupCode(left: 4, of: 5),
        .factor(.totp, id: "01JC", label: "Sam’s Pixel", lastUsedAt: ago(3 * day), pause: .until(later(240))),
    ]

    private static let appProblems: [(String, AppCodeProblem)] = [
        ("missing", .missing), ("few", .tooFewDigits), ("many", .tooManyDigits), ("shape", .shape),
        ("yubikey", .yubiKey), ("touched", .touched(.used)), ("used", .alreadyUsed), ("run-out", .justRunOut),
        ("clock", .clockMayBeWrong),
        ("ahead", .clockIsOff(seconds: 150)), ("behind", .clockIsOff(seconds: -3599)), ("wrong", .wrong),
        ("backup-used", .backupCodeUsed(on: ago(50 * day))), ("backup-wrong", .backupCodeWrong),
        ("unavailable", .unavailable), ("many-at-setup", .tooManyAtSetup), ("wrong-at-setup", .wrongAtSetup),
    ]

    private static let pairProblems: [(String, TwoCodesPage.Problem)] = [
        ("first", .firstMissing), ("next", .nextMissing), ("first-shape", .firstShape), ("next-shape", .nextShape),
        ("same", .same), ("wrong", .wrong), ("soon", .tooSoon(seconds: 40)), ("off", .clockIsOff(seconds: 150)),
    ]

    private static let backupProblems: [(String, BackupCodePage.Problem)] = [
        ("missing", .missing), ("shape", .shape), ("used", .used(on: ago(50 * day))), ("wrong", .wrong),
        ("none", .noneLeft), ("unavailable", .unavailable),
    ]

    private static var secondStep: [Fixture] {
        let sam = "sam.okafor@example.com"
        let confirm = CodePurpose.confirm(returnTo: "/security/two-factor/off")
        return [
            open("second-step", SecondStepPage(account: sam)),
            open("second-step-remember", SecondStepPage(account: sam, remember: RememberBox(days: 30))),
            open(
                "second-step-remember-ticked",
                SecondStepPage(account: sam, problem: .wrong, remember: RememberBox(days: 1, isTicked: true))
            ),
            open("passkey", PasskeyPage(account: sam)),
            open("passkey-remember", PasskeyPage(account: sam, remember: RememberBox(days: 30))),
            own("confirm-passkey", PasskeyPage(account: sam, problem: .again, purpose: confirm)),
            own(
                "passkey-setup",
                PasskeySetupPage(isFirst: true, name: "x", suggested: "x", otherPath: "/setup/choose")
            ),
            own(
                "passkey-setup-again",
                PasskeySetupPage(
                    isFirst: false,
                    name: longName,
                    suggested: "",
                    problems: [PasskeyProblem.known.problem, .labelTooLong],
                    otherPath: "/security/two-factor/new"
                )
            ),
            open(
                "sign-in-passkey-unknown-signal",
                SignInPage(
                    notice: .passkeyUnknown,
                    canSignUp: true,
                    signal: .unknown(relyingParty: "id.northwind.example", credential: "AAEC")
                )
            ),
            open("ask-for-help", AskForHelpPage(account: longName, email: "s•••@example.com")),
            open(
                "ask-for-help-errors",
                AskForHelpPage(
                    account: longName,
                    email: "s•••@example.com",
                    problems: [
                        Problem(field: "reason", "problems.recovery.reasonMissing"),
                        Problem(field: "contact", "problems.recovery.tooLong"),
                    ]
                )
            ),
            open(
                "request-approved",
                RecoveryStatusPage(reference: "CS-7Q4F", state: .approved, expiresAt: later(3 * day))
            ),
            open(
                "request-overtaken",
                RecoveryStatusPage(
                    reference: "CS-7Q4F",
                    state: .approved,
                    expiresAt: later(3 * day),
                    isOvertaken: true
                )
            ),
            open("request-expired", RecoveryStatusPage(reference: "CS-7Q4F", state: .expired, expiresAt: ago(day))),
            open("request-done", RecoveryStatusPage(reference: "CS-7Q4F", state: .done, expiresAt: ago(day))),
            open("ask-for-help-code", HelpCodePage(email: "s•••@example.com", problem: .wrong)),
            open(
                "request-waiting",
                RecoveryStatusPage(reference: "CS-7Q4F", state: .waiting, expiresAt: later(14 * day))
            ),
            open(
                "request-waiting-until",
                RecoveryStatusPage(
                    reference: "CS-7Q4F",
                    state: .waiting,
                    waitUntil: later(2 * day),
                    expiresAt: later(14 * day)
                )
            ),
            open("yubikey", YubiKeyPage(account: sam)),
            own("confirm-yubikey", YubiKeyPage(account: sam, purpose: confirm)),
            own("yubikey-setup", YubiKeySetupPage(otherPath: "/setup/choose")),
            own(
                "yubikey-setup-name",
                YubiKeySetupPage(
                    nickname: String(repeating: "x", count: 65),
                    problem: .taken,
                    nameProblem: .labelTooLong,
                    otherPath: "/security/two-factor/new"
                )
            ),
            own("yubikey-not-used", YubiKeyNotUsedPage(securityKeyPath: nil, otherPath: "/setup/choose")),
            own(
                "yubikey-as-security-key",
                YubiKeyNotUsedPage(
                    securityKeyPath: KindPages.passkey.setUpPath,
                    otherPath: "/security/two-factor/new"
                )
            ),
            open(
                "request-declined",
                RecoveryStatusPage(
                    reference: "CS-7Q4F",
                    state: .declined,
                    expiresAt: later(day),
                    decision: "We could <b>not</b> reach you"
                )
            ),
            Fixture(
                name: "request-cancelled",
                isPublic: true,
                page: RecoveryStatusPage(reference: "CS-7Q4F", state: .cancelled, expiresAt: later(day)),
                contact: nil
            ),
            open(
                "request-cancel",
                CancelRecoveryPage(reference: "CS-7Q4F", askedAt: ago(3600), browser: firefox, place: "192.0.2.7")
            ),
            open("request-cancel-done", RecoveryCancelledPage()),
            open("keep-account", KeepAccountPage(askedAt: ago(3600), goesAt: later(14 * day))),
            open("keep-account-done", AccountKeptPage()),
            own("check-up-passkey", CheckUpPage(kind: .passkey, appID: nil, onwardPath: "/security")),
            own("check-up-email", CheckUpPage(kind: .email, appID: nil, onwardPath: "/security")),
            own("check-up-yubikey", CheckUpPage(kind: .yubikey, appID: nil, onwardPath: "/security")),
            own("check-up", CheckUpPage(kind: .totp, appID: "01JC", onwardPath: "/security")),
            open(
                "not-me-signed-out",
                NotMePage(
                    event: EventRow(
                        sentence: Message("event.password.changed"),
                        at: ago(3600),
                        browser: firefox,
                        place: "192.0.2.7"
                    ),
                    ways: .init(path: "/not-me/token", undo: .password),
                    isSignedOut: true
                )
            ),
        ]
            + NotMePage.Ways.Undo.allCases.map { undo in
                open(
                    "not-me-undo-\(undo.rawValue)",
                    NotMePage(
                        event: EventRow(
                            sentence: Message("event.password.changed"),
                            at: ago(3600),
                            browser: firefox,
                            place: "192.0.2.7"
                        ),
                        ways: .init(path: "/not-me/token", undo: undo)
                    )
                )
            } + [
                own("setup-recovery", SetupPage(reason: .recovery)),
                open("lost-without-address", LostPage(ways: [], mayAsk: false)),
                open("second-step-device", SecondStepPage(account: longName, device: "Sam’s <b>Pixel</b> & co")),
                open("two-codes", TwoCodesPage(account: sam, reason: .paused)),
                open("two-codes-clock", TwoCodesPage(account: sam, reason: .clock)),
                open("backup-code", BackupCodePage(account: sam, left: 4)),
                own("setup-again", SetupPage(reason: .again)),
                open("bypass-code", BypassCodePage(account: sam, until: later(3600))),
                open("bypass-code-missing", BypassCodePage(account: sam, until: later(3600), problem: .missing)),
                open("bypass-code-shape", BypassCodePage(account: sam, until: later(3600), problem: .shape)),
                open("bypass-code-wrong", BypassCodePage(account: sam, until: later(3600), problem: .wrong)),
                open(
                    "bypass-code-gone",
                    BypassCodePage(account: sam, until: nil, problem: .gone)
                ),
                open("methods-bypass", MethodsPage(ways: [.bypassCode(until: later(3600))] + ways)),
                open("methods", MethodsPage(ways: ways)),
                open(
                    "wait",
                    WaitPage(
                        reason: .codes(count: 6),
                        until: later(240),
                        ways: waysWhileWaiting,
                        tryAgainPath: "/sign-in/app"
                    )
                ),
                open(
                    "wait-codes",
                    WaitPage(reason: .codes(count: 6, fromApp: false), until: later(60), tryAgainPath: "/sign-in/email")
                ),
                open("wait-seconds", WaitPage(reason: .codes(count: 6), until: later(9), tryAgainPath: "/sign-in/app")),
                open("wait-over", WaitPage(reason: .codes(count: 6), until: ago(1), tryAgainPath: "/sign-in/app")),
                open(
                    "wait-spent",
                    WaitPage(
                        reason: .codesSpent,
                        until: later(36 * 3600),
                        ways: [
                            .twoCodes, .factor(.totp, id: "01JC", label: "Sam’s Pixel", lastUsedAt: nil, pause: .spent),
                            .backupCode(left: 1, of: 5),
                        ],
                        tryAgainPath: "/sign-in/app"
                    )
                ),
                open("wait-spent-alone", WaitPage(reason: .codesSpent, until: nil, tryAgainPath: "/sign-in/app")),
                open(
                    "wait-password",
                    WaitPage(reason: .password(count: 6), until: later(60), tryAgainPath: "/sign-in")
                ),
                open("wait-network", WaitPage(reason: .network, until: later(3700), tryAgainPath: "/sign-in")),
                open("lost", LostPage(ways: [.twoCodes, .backupCode(left: 4, of: 5)])),
                open("lost-alone", LostPage(ways: [])),
                own("confirm-app", SecondStepPage(account: sam, purpose: confirm)),
                own(
                    "confirm-app-yubikey",
                    SecondStepPage(account: sam, problem: .yubiKey, triesLeft: 1, purpose: confirm)
                ),
                own(
                    "confirm-app-ahead",
                    SecondStepPage(account: sam, problem: .clockIsOff(seconds: 60), purpose: confirm)
                ),
                own("confirm-backup", BackupCodePage(account: sam, purpose: confirm)),
                own("confirm-two-codes", TwoCodesPage(account: sam, reason: .clock, purpose: confirm)),
                own("confirm-console", MethodsPage(ways: ways, purpose: .confirm(returnTo: "/admin"))),
                own("confirm-done", ConfirmedPage()),
                own("confirm-methods", MethodsPage(ways: ways + [.password], purpose: confirm)),
                own(
                    "confirm-wait",
                    WaitPage(
                        reason: .codes(count: 6),
                        until: later(90),
                        ways: waysWhileWaiting,
                        tryAgainPath: "/security/confirm/app",
                        purpose: confirm
                    )
                ),
                own("confirm-password", ConfirmPasswordPage(account: sam)),
                own("confirm-password-wrong", ConfirmPasswordPage(account: sam, problems: [.passwordWrong])),
            ]
            + appProblems.map { open("second-step-\($0)", SecondStepPage(account: sam, problem: $1, triesLeft: 4)) }
            + YubiKeyProblem.allCases.map { problem in
                open("yubikey-\(problem.rawValue)", YubiKeyPage(account: sam, problem: problem))
            }
            + pairProblems.map { open("two-codes-\($0)", TwoCodesPage(account: sam, reason: .clock, problem: $1)) }
            + PasskeyProblem.allCases.map {
                open("passkey-\($0.rawValue)", PasskeyPage(account: sam, problem: $0))
            }
            + backupProblems.map { open("backup-code-\($0)", BackupCodePage(account: sam, left: 1, problem: $1)) }
            + [6, 3, 2, 1, 0].map { left in
                own(
                    "after-backup-code-\(left)",
                    AfterBackupCodePage(
                        left: left,
                        continuePath: "/security",
                        setUpAgainPath: "/security/two-factor/app/01JC/move"
                    )
                )
            }
    }

    // MARK: Setting up

    private static let key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    private static func appSetup(
        _ mode: AppSetupPage.Mode,
        platform: Platform? = nil,
        renewed: Bool = false,
        problem: AppCodeProblem? = nil,
        nameProblem: AppSetupPage.NameProblem? = nil
    ) throws -> AppSetupPage {
        let uri = "otpauth://totp/Northwind:sam%40example.com?secret=\(key)&issuer=Northwind"
        return AppSetupPage(
            mode: mode,
            setup: "01JC",
            qr: try QRCode(uri),
            key: ShownSecret(key),
            uri: ShownSecret(uri),
            account: "sam@example.com",
            issuer: "Northwind",
            platform: platform,
            nickname: "Sam’s Pixel",
            isRenewed: renewed,
            problem: problem,
            nameProblem: nameProblem,
            otherPath: mode == .moving ? "/security" : "/security/two-factor/new"
        )
    }

    static func backupCodes(
        _ occasion: BackupCodesPage.Occasion,
        flaw: BackupCodesPage.Flaw? = nil,
        sets: Int = 1
    ) throws -> BackupCodesPage {
        let sheet = try BackupSheet.sheet(
            codes: (0..<sets).flatMap { _ in codes },
            account: "sam@example.com",
            organisation: "Northwind",
            madeAt: now,
            link: "https://id.northwind.example/security/two-factor/backup-codes",
            in: try Shared.catalogues().words(in: "en", zone: .gmt)
        )
        return BackupCodesPage(sheet, set: BackupCodeSet.ID("01JC"), occasion: occasion, flaw: flaw)
    }

    static let codes = [
        "k7qf-29xmh-w4t3", "b3np-8rvdc-6jad", "w9zt-4kheq-m2fx", "d6ym-v3cbz-q8rn", "h2xa-7jwpf-t9ke",
    ]

    /// Every reason for which people are sent to the setup, with and without time left.
    private static var reasonsToSetUp: [Fixture] {
        let reasons: [(String, SetupPage.Reason)] = [
            ("everyone", .everyone), ("staff", .staff), ("passkey", .passkey),
            ("ended-several", .ended([.email, .totp])),
        ]
        let ended = KindPages.all.map { ("ended-\($0.kind)", SetupPage.Reason.ended([$0])) }
        return (reasons + ended).flatMap { name, reason in
            [
                own("setup-\(name)", SetupPage(reason: reason, organisation: "Northwind")),
                own(
                    "setup-\(name)-grace",
                    SetupPage(reason: reason, grace: SetupPage.Grace(until: now.addingTimeInterval(10 * day), now: now))
                ),
            ]
        }
    }

    private static func setup() throws -> [Fixture] {
        [
            own("setup", SetupPage())
        ] + reasonsToSetUp + [
            own(
                "invitation",
                InvitationPage(email: longName, name: "Nia", problems: [Problem(field: nil, "invitation.taken")])
            ),
            own(
                "invitation-organisation",
                InvitationPage(email: "nia@example.com", problems: [Problem(Invitations.Problem.unknownOrganisation)])
            ),
            own("choose-none", ChoosePage(kinds: [], isFirst: true, backPath: "/security", flash: .notOffered)),
            own("choose", ChoosePage(kinds: KindPages.all, isFirst: true, backPath: nil)),
            own("choose-more", ChoosePage(kinds: KindPages.all, isFirst: false, backPath: "/security")),
            own("app-setup", try appSetup(.first, platform: .android)),
            own("app-setup-another", try appSetup(.another, platform: .mac, nameProblem: .missing)),
            own("app-setup-move", try appSetup(.moving)),
            own("app-setup-renewed", try appSetup(.first, renewed: true)),
            own("app-setup-too-many", try appSetup(.first, renewed: true, problem: .tooManyAtSetup)),
            own("app-setup-ahead", try appSetup(.first, problem: .clockIsOff(seconds: 150))),
            own("app-setup-wrong", try appSetup(.another, problem: .wrongAtSetup, nameProblem: .tooLong)),
            own("app-setup-name", try appSetup(.first, nameProblem: .characters)),
            own("backup-codes", try backupCodes(.setup(.totp))),
            own("backup-codes-email", try backupCodes(.setup(.email))),
            own("backup-codes-passkey", try backupCodes(.setup(.passkey))),
            own("backup-codes-yubikey", try backupCodes(.setup(.yubikey))),
            own("backup-codes-new", try backupCodes(.newSet, sets: 4)),
            own(
                "after-backup-code-no-app",
                AfterBackupCodePage(left: 4, continuePath: "/security", setUpAgainPath: nil)
            ),
            own("backup-codes-again", try backupCodes(.again)),
            own("backup-codes-replaced", try backupCodes(.again, flaw: .replaced)),
            own("backup-codes-tick", try backupCodes(.setup(.totp), flaw: .notTicked)),
            own(
                "backup-codes-shown",
                BackupCodesShownPage(
                    shownAt: ago(250 * day),
                    left: 3,
                    used: [.init(number: 2, at: ago(50 * day)), .init(number: 5, at: ago(day))]
                )
            ),
            own("backup-codes-one", BackupCodesShownPage(shownAt: ago(day), left: 1, used: [], flash: .codesSaved)),
            own("backup-codes-none", BackupCodesShownPage(shownAt: ago(day), left: 0, used: [])),
            own("backup-codes-never", BackupCodesShownPage(shownAt: nil, left: 0, used: [])),
            own(
                "backup-codes-restored",
                BackupCodesShownPage(shownAt: ago(day), left: 3, used: [], isAfterRestore: true)
            ),
            own("backup-codes-new-set", NewBackupCodesPage(unused: 2)),
            own("backup-codes-new-set-one", NewBackupCodesPage(unused: 1, isAfterRestore: true)),
            own("backup-codes-new-set-none", NewBackupCodesPage(unused: 0, cancelPath: nil)),
        ]
    }

    // MARK: The account

    private static let firefox = Browser(
        userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    )
    private static let unknown = Browser(userAgent: "")

    static let events = [
        EventRow(
            sentence: Message("event.sign_in.with_second_step"),
            at: ago(60),
            browser: firefox,
            place: "192.0.2.7"
        ),
        EventRow(
            sentence: Message("event.factor.added", ["factor": .name("Sam’s <i>Pixel</i>")]),
            at: ago(3700),
            browser: unknown,
            place: "2001:db8:85a3:8d3:1319:8a2e:370:7348",
            notMePath: "/security/activity/01JC/not-me"
        ),
        EventRow(
            sentence: Message("event.account.unlocked"),
            at: ago(2 * day),
            browser: nil,
            place: nil,
            by: Message("event.byHost")
        ),
        EventRow(
            sentence: Message("event.backup_codes.used", ["number": 3, "count": 1]),
            at: ago(3 * day),
            browser: nil,
            place: nil
        ),
    ]

    private static let factors = [
        SecurityPage.FactorRow(
            kind: .totp,
            id: "01JC",
            label: "Sam’s Pixel",
            addedAt: ago(250 * day),
            lastUsedAt: ago(3 * day),
            lastUsedIn: firefox,
            isPreferred: true,
            driftSeconds: 30
        ),
        SecurityPage.FactorRow(
            kind: .totp,
            id: "01JD",
            label: "A tablet with quite a long name that goes on for a while",
            addedAt: ago(2 * day),
            lastUsedAt: nil,
            isPreferred: false,
            driftSeconds: -60
        ),
    ]

    private static func turnOff(_ reason: TurnOffPage.Refusal.Reason) -> TurnOffPage {
        TurnOffPage(refusal: .init(reason, by: "Northwind"), factors: [], hasBackupCodes: false)
    }

    private static func security(
        factors: [SecurityPage.FactorRow] = factors,
        codes: SecurityPage.BackupRow? = .init(left: 4, total: 5, madeAt: ago(250 * day)),
        restored: Bool = false,
        email: String? = "sam.okafor@example.com",
        confirmed: Bool = true,
        events: [EventRow] = events,
        mayOffer: SecurityPage.Offer? = nil,
        goesAt: Date? = nil,
        askedToGetIn: Date? = nil,
        flash: Flash? = nil,
        deadline: SecurityPage.Deadline? = nil,
        lifted: SecurityPage.Lifted? = nil
    ) -> SecurityPage {
        SecurityPage(
            lifted: lifted,
            factors: factors,
            choices: factors.isEmpty ? KindPages.all : [],
            onSince: factors.isEmpty ? nil : ago(250 * day),
            backupCodes: codes,
            needsNewBackupCodes: restored,
            email: email,
            isEmailConfirmed: confirmed,
            name: "Sam Okafor",
            passwordChangedAt: ago(300 * day),
            sessions: 2,
            events: events,
            mayOffer: mayOffer,
            goesAt: goesAt,
            askedToGetIn: askedToGetIn,
            flash: flash,
            deadline: deadline
        )
    }

    /// An app that counts no more, and one that soon will not.
    private static let endingFactors = [(-day, "01JA"), (day, "01JB")].map { away, id in
        SecurityPage.FactorRow(
            kind: .email,
            id: id,
            label: "",
            addedAt: ago(day),
            lastUsedAt: nil,
            isPreferred: false,
            endsAt: now.addingTimeInterval(away)
        )
    }

    private static func factor(label: String) -> Factor {
        Factor(
            id: Factor.ID("01JC"),
            accountID: Account.ID("01JA"),
            kind: KindPages.totp.kind,
            label: label,
            handle: nil,
            sealedState: [],
            createdAt: ago(day)
        )
    }

    private static var account: [Fixture] {
        let unnamed = SecurityPage.FactorRow(
            kind: .totp,
            id: "01JC",
            label: "",
            addedAt: ago(day),
            lastUsedAt: ago(day),
            isPreferred: true
        )
        return [
            own("security", security()),
            own(
                "security-deadline",
                security(
                    factors: [],
                    codes: nil,
                    deadline: .init(at: now.addingTimeInterval(9 * day), organisation: "Northwind")
                )
            ),
            own(
                "security-ending",
                security(
                    factors: endingFactors,
                    deadline: .init(at: now.addingTimeInterval(day), organisation: "Northwind")
                )
            ),
            own(
                "security-all-kinds",
                security(
                    factors: KindPages.all.map { kind in
                        SecurityPage.FactorRow(
                            kind: kind,
                            id: "01J\(kind.segment)",
                            label: "",
                            addedAt: ago(day),
                            lastUsedAt: nil,
                            isPreferred: kind.segment == "app"
                        )
                    }
                )
            ),
            own("security-one-app", security(factors: [unnamed], codes: .init(left: 2, total: 5, madeAt: ago(day)))),
            own("security-none-left", security(codes: .init(left: 0, total: 5, madeAt: ago(day)))),
            own("security-one-left", security(codes: .init(left: 1, total: 5, madeAt: ago(day)))),
            own(
                "security-unsaved",
                security(codes: .init(left: 5, total: 5, madeAt: ago(60), unsaved: .readable(until: later(day))))
            ),
            own(
                "security-unsaved-elsewhere",
                security(codes: .init(left: 5, total: 5, madeAt: ago(60), unsaved: .elsewhere))
            ),
            own("security-no-codes", security(codes: nil)),
            own("security-restored", security(restored: true)),
            own("security-offer-second", security(factors: [unnamed], mayOffer: .second)),
            own("security-offer-passkey", security(mayOffer: .passkey)),
            own("undo-nothing", UndoPage(events[0], .nothingLeft)),
            own("undo-taken", UndoPage(events[0], .taken)),
            own("undo-earlier", UndoPage(events[0], .needsEarlierProof(path: "/security/undo/token"))),
            own("undo-name", UndoPage(events[0], .may(.name(longName)))),
            own("undo-no-name", UndoPage(events[0], .may(.name("")))),
            own("undo-email", UndoPage(events[0], .may(.email("sam@example.com")))),
            own("undo-added", UndoPage(events[0], .may(.remove(factor(label: longName), andBackupCodes: false)))),
            own("undo-added-codes", UndoPage(events[0], .may(.remove(factor(label: ""), andBackupCodes: true)))),
            own("undo-preferred", UndoPage(events[0], .may(.prefer(factor(label: ""))))),
            own("offer", OfferPage(setUpPath: "/security/two-factor/keys/new")),
            own("offer-after-setup", OfferPage(setUpPath: "/security/two-factor/keys/new", flash: .codesSaved)),
            own("security-leaving", security(goesAt: later(14 * day))),
            own("security-asked-to-get-in", security(askedToGetIn: ago(3600))),
            own("delete", DeleteAccountPage(.open(goesAt: later(14 * day)))),
            own("delete-planned", DeleteAccountPage(.planned(goesAt: later(14 * day)))),
            own("delete-last-owner", DeleteAccountPage(.lastOwner)),
            own("security-off", security(factors: [], codes: nil, email: nil, events: [])),
            own(
                "security-bare",
                SecurityPage(
                    factors: factors,
                    onSince: nil,
                    backupCodes: nil,
                    email: nil,
                    isEmailConfirmed: false,
                    name: "",
                    passwordChangedAt: nil,
                    sessions: 1,
                    events: []
                )
            ),
            own("security-email", security(email: longName, confirmed: false)),
            own(
                "security-suspended",
                security(
                    lifted: .suspended(
                        until: later(7200),
                        by: "Lee <Berg>",
                        category: "lost_phone",
                        needsEmailCode: false
                    )
                )
            ),
            own(
                "security-suspended-from",
                security(
                    lifted: .suspended(
                        until: later(7200),
                        by: "",
                        category: "new_phone",
                        needsEmailCode: false,
                        network: "192.0.2.0/24"
                    )
                )
            ),
            own(
                "security-suspended-email-from",
                security(
                    lifted: .suspended(
                        until: later(2 * day),
                        by: "",
                        category: "new_phone",
                        needsEmailCode: true,
                        network: "2001:db8::/32"
                    )
                )
            ),
            own(
                "security-suspended-email",
                security(
                    lifted: .suspended(until: later(2 * day), by: "", category: "key_at_home", needsEmailCode: true)
                )
            ),
            own("security-exempt", security(factors: [], codes: nil, lifted: .exempt(until: later(7 * day)))),
            own(
                "devices",
                DevicesPage(sessions: [
                    .init(
                        id: "1",
                        browser: firefox,
                        place: "192.0.2.7",
                        signedInAt: ago(3600),
                        lastSeenAt: ago(5),
                        isThisBrowser: true
                    ),
                    .init(
                        id: "2",
                        browser: unknown,
                        place: "",
                        signedInAt: ago(20 * day),
                        lastSeenAt: ago(day),
                        isThisBrowser: false
                    ),
                ])
            ),
            own(
                "devices-remembered",
                DevicesPage(
                    sessions: [],
                    remembered: [
                        .init(
                            id: "1",
                            browser: firefox,
                            place: "192.0.2.7",
                            since: ago(20 * day),
                            lastUsedAt: ago(3600),
                            until: later(10 * day),
                            isThisBrowser: true
                        ),
                        .init(
                            id: "2",
                            browser: unknown,
                            app: longName,
                            place: "",
                            since: ago(day),
                            lastUsedAt: ago(day),
                            until: later(29 * day),
                            isThisBrowser: false
                        ),
                    ],
                    flash: .forgotDevice
                )
            ),
            own("devices-none-remembered", DevicesPage(sessions: [], remembered: [])),
            own(
                "devices-only",
                DevicesPage(
                    sessions: [
                        .init(
                            id: "1",
                            browser: firefox,
                            place: "192.0.2.7",
                            signedInAt: ago(9),
                            lastSeenAt: ago(5),
                            isThisBrowser: true
                        )
                    ],
                    flash: .signedOutOthers
                )
            ),
            own("activity", ActivityPage(events: events, olderPath: "/security/activity?before=9")),
            own(
                "activity-changes",
                ActivityPage(events: events, filter: .changes, newerPath: "/security/activity?show=changes")
            ),
            own("activity-empty", ActivityPage(events: [])),
            own("activity-empty-filter", ActivityPage(events: [], filter: .signIns)),
        ] + Flash.allCases.map { own("security-flash-\($0.rawValue)", security(flash: $0)) }
    }

    private static var changes: [Fixture] {
        let both = EmailCodesPage.Side(email: "sam@new.example", isConfirmed: false)
        return [
            own("rename", RenameFactorPage(kind: .totp, current: "Sam’s Pixel")),
            own("rename-empty", RenameFactorPage(kind: .totp, current: "", value: "", problems: [.labelMissing])),
            own(
                "rename-long",
                RenameFactorPage(kind: .totp, current: "x", value: "y", problems: [.labelTooLong])
            ),
            own(
                "rename-characters",
                RenameFactorPage(kind: .totp, current: "x", value: "\u{7}", problems: [.labelCharacters])
            ),
            own(
                "remove",
                RemoveFactorPage(
                    Named(.totp, label: "Sam’s Pixel"),
                    id: "01JC",
                    consequence: .left([Named(.totp, label: "Old tablet"), Named(.totp, label: "")])
                )
            ),
            own("remove-email", RemoveFactorPage(Named(.email, label: ""), id: "01JC", consequence: .last)),
            own("remove-yubikey", RemoveFactorPage(Named(.yubikey, label: ""), id: "01JC", consequence: .last)),
            own("remove-passkey", RemoveFactorPage(Named(.passkey, label: ""), id: "01JC", consequence: .last)),
            own("remove-last", RemoveFactorPage(Named(.totp, label: ""), id: "01JC", consequence: .last)),
            own(
                "remove-forbidden",
                RemoveFactorPage(Named(.totp, label: "Sam’s Pixel"), id: "01JC", consequence: .forbidden)
            ),
            own(
                "turn-off",
                TurnOffPage(
                    factors: [Named(.totp, label: "Sam’s Pixel"), Named(.totp, label: "")],
                    hasBackupCodes: true
                )
            ),
            own("turn-off-forbidden", turnOff(.required)),
            own("turn-off-ask", AskToTurnOffPage(organisation: longName)),
            own(
                "turn-off-ask-short",
                AskToTurnOffPage(organisation: "Northwind", reason: "x", problems: [.turnOff(.textTooShort)])
            ),
            own(
                "turn-off-ask-long",
                AskToTurnOffPage(organisation: "Northwind", problems: [.turnOff(.textTooLong)])
            ),
            own(
                "turn-off-ask-characters",
                AskToTurnOffPage(organisation: "Northwind", problems: [.turnOff(.badCharacters)])
            ),
            own("turn-off-asked", AskedToTurnOffPage(reference: "CS-7Q4F", organisation: "Northwind")),
            own("turn-off-nobody", turnOff(.nobody)),
            own("move", MovePhonePage(label: "Sam’s Pixel")),
            own("move-unnamed", MovePhonePage(label: "")),
            own("move-done", PhoneMovedPage()),
            own("password", ChangePasswordPage(account: "sam@example.com")),
            own(
                "password-problems",
                ChangePasswordPage(account: "sam@example.com", problems: [.passwordWrong, .newPasswordSame])
            ),
            own(
                "password-long",
                ChangePasswordPage(account: "sam", problems: [.passwordMissing, .newPasswordTooLong])
            ),
            own("email", ChangeEmailPage(current: "sam@example.com")),
            own("email-first", ChangeEmailPage(current: nil, value: "sam@example.com", problems: [.emailTaken])),
            own("email-same", ChangeEmailPage(current: "sam@example.com", problems: [.emailSame])),
            own(
                "email-codes",
                EmailCodesPage(
                    new: both,
                    old: .init(email: "sam@example.com", isConfirmed: false),
                    expiresAt: later(day)
                )
            ),
            own(
                "email-codes-half",
                EmailCodesPage(
                    new: .init(email: "sam@new.example", isConfirmed: true),
                    old: .init(email: longName, isConfirmed: false, problem: .wrong),
                    expiresAt: later(day),
                    again: .tooEarly(seconds: 59, lastSentAt: ago(1))
                )
            ),
            own("email-codes-first", EmailCodesPage(new: both, old: nil, expiresAt: later(600))),
            open("email-link", EmailChangeLinkPage(newEmail: "sam@new.example")),
            open("email-agreed", EmailChangeAgreedPage(outcome: .waitingForOther)),
            open("email-changed", EmailChangeAgreedPage(outcome: .changed)),
            open("email-taken", EmailChangeAgreedPage(outcome: .taken)),
            own("name", ChangeNamePage(value: "Sam Okafor")),
            own("name-missing", ChangeNamePage(value: "", problems: [.nameMissing])),
            own("name-problem", ChangeNamePage(value: "\u{7}", problems: [.nameCharacters])),
            own("sign-out", SignOutPage(account: longName)),
            own("sign-out-remembered", SignOutPage(account: longName, isRemembered: true)),
        ]
    }

    // MARK: Everything else

    private static var rest: [Fixture] {
        let kept = FaultPage.KeptForm(path: "/security/name", values: [.init(name: "name", value: "\"Sam\" <Okafor>")])
        let faults: [(String, FaultPage.Kind)] = [
            ("bad-request", .badRequest), ("expired", .expired(nil)), ("expired-kept", .expired(kept)),
            ("proof-needed", .proofNeeded(kept, confirmPath: CodePurpose.inAnotherTab)), ("refused", .refused),
            ("needs-strong-factor", .needsStrongFactor), ("not-found", .notFound), ("more-power", .morePower),
            ("too-large", .tooLarge),
            ("too-many", .tooMany(until: later(240))),
            ("too-many-mails", .tooManyMails(count: 5, until: later(2400))),
            ("mail-too-early", .mailTooEarly(until: later(40))), ("failure", .failure),
            ("unavailable", .unavailable(until: later(45))), ("unavailable-open", .unavailable(until: nil)),
        ]
        return [
            open("not-me", NotMePage(event: events[1])),
            own("not-me-activity", NotMePage(event: events[2], isFromActivity: true)),
            open("frozen-now", ClosedAccountPage(reason: .frozenNow, reference: "CS-7Q4F")),
            open("frozen", ClosedAccountPage(reason: .frozen, reference: "CS-7Q4F")),
            open("disabled", ClosedAccountPage(reason: .disabled, reference: "CS-7Q4F")),
            open(
                "language",
                LanguagePage(
                    languages: [.init(tag: "en", name: "English"), .init(tag: "de", name: "Deutsch")],
                    returnTo: "/sign-in"
                )
            ),
            open("privacy", PrivacyPage(eventRetentionDays: 400, deletionWait: 14 * day)),
            open("privacy-for-ever", PrivacyPage(eventRetentionDays: 0, deletionWait: 14 * day)),
            open("help", HelpIndexPage()),
            Fixture(
                name: "help-web-contact",
                isPublic: true,
                page: HelpPage(.apps),
                contact: "https://northwind.example/help"
            ),
            Fixture(name: "help-no-contact", isPublic: true, page: HelpPage(.apps), contact: nil),
            Fixture(name: "undo-taken-no-contact", isPublic: false, page: UndoPage(events[0], .taken), contact: nil),
            Fixture(name: "lost-no-contact", isPublic: true, page: LostPage(ways: []), contact: nil),
            Fixture(
                name: "privacy-no-contact",
                isPublic: true,
                page: PrivacyPage(eventRetentionDays: 1, deletionWait: 14 * day),
                contact: nil
            ),
            Fixture(name: "sign-up-closed-no-contact", isPublic: true, page: SignUpClosedPage(), contact: nil),
            Fixture(
                name: "frozen-no-contact",
                isPublic: true,
                page: ClosedAccountPage(reason: .frozen, reference: "CS-7Q4F"),
                contact: nil
            ),
            Fixture(
                name: "frozen-now-no-contact",
                isPublic: true,
                page: ClosedAccountPage(reason: .frozenNow, reference: "CS-7Q4F"),
                contact: nil
            ),
            open("help-clock-thanks", HelpPage(.clock, isThanking: true)),
        ]
            + HelpPage.Topic.allCases.map { open("help-\($0.rawValue)", HelpPage($0, platform: .ios)) }
            + faults.map { open("fault-\($0)", FaultPage($1, reference: "7Q4F-29XM")) }
    }
}
