import HTTPTypes

/// What every answer says to browsers, unless its handler says otherwise.
struct SecurityHeaders: Sendable {
    let page: HTTPFields
    let call: HTTPFields

    /// - Parameter isSecure: whether the public URL is https.
    init(isSecure: Bool) {
        var common: HTTPFields = [
            .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
            .crossOriginResourcePolicy: "same-origin",
        ]
        if isSecure { common[.strictTransportSecurity] = "max-age=31536000" }
        var page = common
        // Strict: no inline script or style, nothing from elsewhere, in nobody's frame.
        page[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        // Under `no-referrer` Chromium would send `Origin: null` with our own forms.
        page[.referrerPolicy] = "same-origin"
        page[.crossOriginOpenerPolicy] = "same-origin"
        page[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
        self.page = page
        var call = common
        call[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        self.call = call
    }

    func add(to headers: inout HTTPFields, for kind: Route.Kind) {
        for field in kind == .page ? page : call where !headers.contains(field.name) {
            headers.append(field)
        }
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    static let referrerPolicy = Self("Referrer-Policy")!
    // swift-format-ignore: NeverForceUnwrap
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    // swift-format-ignore: NeverForceUnwrap
    static let permissionsPolicy = Self("Permissions-Policy")!
    // swift-format-ignore: NeverForceUnwrap
    static let xRequestID = Self("X-Request-Id")!
}
