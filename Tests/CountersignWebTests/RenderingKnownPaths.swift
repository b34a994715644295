/// The paths that pages may lead to; `Routes/` has a route for each.
enum KnownPaths {
    static func contains(_ address: String) -> Bool {
        if address.hasPrefix("#") || address.hasPrefix("mailto:help@northwind.example") { return true }
        if address == "https://northwind.example/help" { return true }
        if address.hasPrefix("otpauth://totp/") || address.hasPrefix("/assets/") { return true }
        let path = address.split(separator: "?").first.map(String.init) ?? address
        let parts = path.split(separator: "/").map(String.init)
        return all.contains { pattern in
            let wanted = pattern.split(separator: "/").map(String.init)
            return wanted.count == parts.count && zip(wanted, parts).allSatisfy { $0 == "{id}" || $0 == $1 }
        }
    }

    static let all = [
        "/", "/sign-up", "/sign-up/confirm", "/sign-up/confirm/again", "/sign-up/confirm/address", "/sign-in",
        "/sign-in/app", "/sign-in/two-codes", "/sign-in/passkey", "/sign-in/backup", "/sign-in/methods",
        "/sign-in/lost", "/sign-in/lost/ask", "/not-me/{id}/sign-out", "/security/data.json", "/sign-out",
        "/password/forgot", "/setup/choose", "/setup/later", "/admin/staff", "/admin/staff/{id}",
        "/admin/staff/invitations",
        "/admin/staff/invitations/{id}/again", "/admin/staff/invitations/{id}/revoke", "/admin/policy",
        "/admin/policy/history",
        "/admin/policy/edit",
        "/admin/policy/check", "/admin/policy/back", "/admin/policy/apply", "/security", "/security/confirm",
        "/security/confirm/app", "/security/confirm/two-codes",
        "/security/confirm/backup", "/security/confirm/methods", "/security/confirm/password",
        "/sign-in/email/again", "/security/confirm/email/again", "/security/two-factor/email/again",
        "/sign-in/email", "/sign-in/yubikey", "/sign-in/key", "/security/confirm/email", "/security/confirm/yubikey",
        "/security/confirm/key", "/security/two-factor/email", "/security/two-factor/yubikey/new",
        "/security/two-factor/keys/new", "/security/two-factor/new", "/security/two-factor/off",
        "/security/two-factor/app/new",
        "/security/two-factor/app/{id}/move", "/security/two-factor/factors/{id}/rename",
        "/security/two-factor/factors/{id}/remove", "/security/two-factor/factors/{id}/prefer",
        "/security/two-factor/backup-codes", "/security/two-factor/backup-codes.pdf",
        "/security/two-factor/backup-codes.txt", "/security/two-factor/backup-codes/new", "/security/password",
        "/security/email", "/security/email/codes", "/security/email/again", "/security/email/cancel",
        "/security/name", "/security/devices", "/security/devices/{id}/sign-out", "/security/devices/{id}/forget",
        "/security/devices/sign-out-others", "/security/devices/sign-out-all", "/security/activity",
        "/security/activity/{id}/not-me", "/help", "/help/clock", "/help/new-phone", "/help/lost-phone", "/help/apps",
        "/help/email-delay", "/help/keys", "/privacy", "/language",
        "/admin", "/admin/people", "/admin/people/{id}", "/admin/audit", "/admin/audit/{id}", "/admin/audit.csv",
        "/admin/audit.jsonl", "/admin/people.csv", "/admin/delivery", "/admin/settings", "/admin/settings/words",
        "/admin/settings/words/{id}",
        "/admin/delivery/test",
        "/admin/people/remind", "/admin/people/ask-again", "/security/delete", "/security/keep",
        "/security/recovery/cancel", "/security/offer",
        "/security/undo/{id}",
        "/not-me/{id}/keep",
        "/sign-in/bypass", "/security/two-factor/resume",
        "/admin/people/{id}/help/{id}",
        "/admin/requests", "/admin/requests/{id}", "/admin/requests/{id}/accept", "/admin/requests/{id}/decline",
        "/admin/requests/{id}/withdraw", "/admin/requests/{id}/carry-out",
    ]
}
