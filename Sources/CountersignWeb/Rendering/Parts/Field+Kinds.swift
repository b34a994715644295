extension Field {
    static func email(
        value: String,
        label: String = "fields.email",
        hint: Message? = nil,
        autofocus: Bool = false
    ) -> Field {
        Field(
            id: "email",
            kind: .email(autocomplete: "username"),
            label: Message(label),
            value: value,
            hint: hint,
            autofocus: autofocus
        )
    }

    /// The name to sign in with, which password managers fill in: it, or a passkey.
    static func signInName(value: String, autofocus: Bool) -> Field {
        Field(
            id: "email",
            kind: .email(autocomplete: "username webauthn"),
            label: Message("fields.email"),
            value: value,
            autofocus: autofocus
        )
    }

    static func currentPassword(label: String = "fields.password", autofocus: Bool = false) -> Field {
        Field(
            id: "current-password",
            kind: .currentPassword,
            label: Message(label),
            name: "password",
            autofocus: autofocus
        )
    }

    static func newPassword(label: String = "fields.newPassword", autofocus: Bool = false) -> Field {
        Field(
            id: "new-password",
            kind: .newPassword,
            label: Message(label),
            name: "new-password",
            hint: Message("fields.newPasswordHint"),
            autofocus: autofocus
        )
    }

    static func name(value: String) -> Field {
        Field(
            id: "name",
            kind: .text(autocomplete: "name"),
            label: Message("fields.name"),
            value: value,
            hint: Message("fields.nameHint")
        )
    }

    /// Six digits from an app or a mail.
    static func code(
        label: Message = Message("fields.code"),
        hint: Message?,
        id: String = "code",
        autofocus: Bool = false,
        isHeading: Bool = false
    ) -> Field {
        Field(
            id: id,
            kind: .code(autocomplete: "one-time-code"),
            label: label,
            hint: hint,
            autofocus: autofocus,
            isHeading: isHeading
        )
    }

    /// Ten letters and digits that support reads out.
    static func bypassCode() -> Field {
        Field(
            id: "bypass",
            kind: .backupCode,
            label: Message("bypassCode.title"),
            hint: Message("bypassCode.hint"),
            autofocus: true,
            isHeading: true
        )
    }

    static func backupCode(label: Message, isHeading: Bool = true) -> Field {
        Field(
            id: "backup",
            kind: .backupCode,
            label: label,
            hint: Message("backupCode.hint"),
            autofocus: true,
            isHeading: isHeading
        )
    }
}
