import Countersign
import CountersignMessages
import Foundation

extension SMTPServer: SettingValue {
    static let form = "smtp://[user:password@]host[:port] or smtps://…"
    static let isSecret = true

    init(settingText: String) throws(Misfit) {
        do {
            try self.init(parsing: settingText)
        } catch {
            throw Misfit("is no mail server: \(error); write it like smtp://user:password@mail.example.org:587")
        }
    }

    var settingText: String {
        let user = login.map { "\($0.user.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "•••"):•••@" }
        return "\(encryption == .implicit ? "smtps" : "smtp")://\(user ?? "")\(host):\(port)"
    }
}

extension Mailbox: SettingValue {
    static let form = "Name <address>"

    init(settingText: String) throws(Misfit) {
        guard PlainText.isPrintable(settingText), let mailbox = try? Mailbox(parsing: settingText) else {
            throw Misfit("is no sender; write it like Countersign <no-reply@example.org>")
        }
        self = mailbox
    }

    var settingText: String { name.isEmpty ? address.text : "\(name) <\(address.text)>" }
}
