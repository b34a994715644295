import Countersign
import Hummingbird

// The second step of signing in: what all its pages share, and the pages that are of no one kind.

extension HalfSignedIn {
    func ways() throws -> SecondStepWays {
        try SecondStepWays(dossier, at: .signIn(signIn), in: world)
    }

    /// Has an answer judged; whoever it lets in goes on to where they wanted.
    ///
    /// - Parameters:
    ///   - form: where the page has a box "Don’t ask again": whether it was ticked.
    ///   - refused: what the page says otherwise.
    func answer(
        _ given: Given,
        of kind: Kind? = nil,
        on factor: Factor?,
        remembering form: Form? = nil,
        refused: (SecondStep.Rejected) async throws -> Response
    ) async throws -> Response {
        do {
            let outcome = try await SignIn(in: world)
                .secondStep(
                    signIn,
                    given: given,
                    kind: kind,
                    factorID: factor?.id,
                    remembering: form?.remembers == true ? .asked(replacing: visitor.cookies.device) : .no,
                    client: visitor.client
                )
            switch outcome {
            case .signedIn(let completed): return await signedIn(completed)
            case .rejected(let rejected): return try await refused(rejected)
            }
        } catch let tooMany as TooManyTries {
            return try wait(WaitPage(reason: .network, until: tooMany.until, tryAgainPath: visitor.path))
        } catch CeremonyFault.gone, CeremonyFault.closed, CeremonyFault.unknownAccount {
            // Finished in another tab, run out, or frozen meanwhile: the start knows how it goes on.
            return .seeOther("/")
        }
    }

    private func signedIn(_ completed: SignIn.Completed) async -> Response {
        let path =
            if completed.account.needsNewBackupCodes {
                "/security/two-factor/backup-codes/new"
            } else if completed.accepted.backupCodesLeft != nil {
                "/sign-in/backup/used"
            } else if completed.stop != nil {
                "/setup"
            } else {
                await offering(to: completed.account.id, before: carried.destination?.text ?? "/security")
            }
        return Response.seeOther(path).signedIn(completed.session, browser: completed.browserToken)
            .remembered(by: completed.device)
    }
}

extension Form {
    /// Whether the box was ticked: kept when the page is shown again.
    var remembers: Bool { isTicked(RememberBox.field) }
}

extension HalfSignedIn {
    /// The box of this sign-in’s pages; nil where nothing is remembered.
    func rememberBox(isTicked: Bool) -> RememberBox? {
        // Who comes in while the second step is paused is not remembered.
        guard dossier.suspension(at: world.now(), from: visitor.client) == nil else { return nil }
        let days = world.policy(for: dossier).rememberedDeviceDays.value
        return days > 0 ? RememberBox(days: days, isTicked: isTicked) : nil
    }
}

extension Portal {
    @Sendable
    static func showMethods(_ half: HalfSignedIn) async throws -> Response {
        try half.page(MethodsPage(ways: half.ways().all))
    }

    @Sendable
    static func showLost(_ half: HalfSignedIn) async throws -> Response {
        try half.page(LostPage(ways: half.ways().all, mayAsk: half.dossier.account.confirmedEmail != nil))
    }

    @Sendable
    static func showWait(_ half: HalfSignedIn) async throws -> Response {
        guard let page = try half.ways().waitPage() else { return .seeOther(half.firstPath) }
        return try half.wait(page)
    }
}
