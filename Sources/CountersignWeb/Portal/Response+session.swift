import Countersign
import Hummingbird

extension Response {
    /// The longest that browsers keep a cookie.
    private static let browserTokenLifetime = 400 * 24 * 3600

    /// The same, for a browser that is signed in from now on: whatever it had before is worth nothing.
    func signedIn(_ grant: SessionGrant, browser: Token? = nil) -> Response {
        var response = self
        response.setCookie(.session, to: grant.token)
        response.clearCookie(.signIn)
        if let browser { response.setCookie(.browser, to: browser, lifetime: Self.browserTokenLifetime) }
        return response
    }

    /// The same, for a browser that is to be remembered, or was and has a new token.
    func remembered(by device: DeviceGrant?) -> Response {
        guard let device else { return self }
        var response = self
        response.setCookie(.device, to: device.token.text, lifetime: max(1, Int(device.lifetime)))
        return response
    }

    /// The same, for a browser that is asked for the second step from now on.
    func forgettingDevice(_ isForgotten: Bool = true) -> Response {
        guard isForgotten else { return self }
        var response = self
        response.clearCookie(.device)
        return response
    }

    /// The same, for a browser that gave the right password and has a second step to come.
    func halfSignedIn(_ grant: SignInGrant) -> Response {
        var response = self
        response.setCookie(.signIn, to: grant.token)
        response.clearCookie(.session)
        return response
    }

    /// The same, for a browser that is signed in no more.
    package func signedOut() -> Response {
        var response = self
        response.clearCookie(.session)
        response.clearCookie(.signIn)
        return response
    }
}
