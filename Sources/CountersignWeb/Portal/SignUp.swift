import Countersign
import Hummingbird

// `/sign-up`

extension Portal {
    @Sendable
    static func showSignUp(_ visitor: Visitor) async throws -> Response {
        guard SignUp(in: visitor.world).isOpen else { return try visitor.page(SignUpClosedPage()) }
        return try visitor.page(SignUpPage(email: visitor.query["email"]))
    }

    @Sendable
    static func beginSignUp(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let signUp = SignUp(in: visitor.world)
        guard signUp.isOpen else { return try visitor.page(SignUpClosedPage(), .forbidden) }
        guard let browser = visitor.browserToken else { throw PageFault.forged(form, noCookie: true) }
        do {
            let begun = try await signUp.begin(
                email: form["email"],
                displayName: form["name"],
                password: form["new-password"],
                language: visitor.words(for: nil).language,
                browser: browser,
                client: visitor.client
            )
            var carried = visitor.carried
            carried.signUp = Carried.SignUpUnderWay(begun)
            return .seeOther("/sign-up/confirm").carrying(carried)
        } catch let problems as Problems<SignUp.Problem> {
            return try visitor.again(
                SignUpPage(email: form["email"], name: form["name"], problems: problems.list.map(Problem.init))
            )
        } catch let tooMany as TooManyMails {
            return try visitor.tooMany(tooMany)
        }
    }
}

extension Carried.SignUpUnderWay {
    /// As many codes of one sign-up work side by side.
    private static let mostCodes = 3

    init(_ begun: SignUp.Begun) {
        challenges = [begun.challengeID.rawValue]
        mail = begun.mailID.rawValue
    }

    /// After another code was sent: the earlier ones still work.
    func followed(by begun: SignUp.Begun) -> Self {
        var next = self
        next.challenges = Array(([begun.challengeID.rawValue] + challenges).prefix(Self.mostCodes))
        next.mail = begun.mailID.rawValue
        next.again = nil
        return next
    }

    var challengeIDs: [Challenge.ID] {
        challenges.prefix(Self.mostCodes).map { Challenge.ID($0) }
    }
}
