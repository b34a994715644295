/// Every kind that this server knows, in the order in which screens offer them.
package struct Methods: Sendable {
    package let all: [AnyMethod]

    package init(_ all: [AnyMethod]) {
        self.all = all
    }

    package func of(_ kind: Kind) -> AnyMethod? {
        all.first { $0.kind == kind }
    }

    /// The one visible list: a new kind is a line here.
    package static func standard(_ settings: Settings = Settings()) -> Methods {
        var methods = [
            AnyMethod(TOTPMethod()) { state, now in
                state.moveMark(past: now)
                return true
            },
            AnyMethod(PasskeyMethod(settings)),
            // What a key has shown since the backup is not known; see docs/threat-model.md.
            AnyMethod(YubiKeyMethod(isOffered: settings.validatesYubiKeys)),
        ]
        if settings.emailCodes == .allowed {
            methods.append(AnyMethod(EmailCodeMethod(lifetime: settings.mailedCodeLifetime)))
        }
        return Methods(methods)
    }
}
