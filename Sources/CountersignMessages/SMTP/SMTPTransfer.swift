import CCurl
import Countersign
import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// One mail on its way through libcurl, or only the way to where a mail would begin. Used by one thread, from `run` to
/// its end.
final class SMTPTransfer {
    private struct Envelope {
        let sender: String
        let recipient: String
        let bytes: [UInt8]
    }

    private let settings: SMTPSender.Settings
    /// Nil to greet, begin TLS and log in, and leave.
    private let envelope: Envelope?
    private let ownName: String
    private let isCancelled: Flag
    private var sent = 0
    private var conversation = SMTPConversation()

    init(_ message: MailMessage, settings: SMTPSender.Settings, isCancelled: Flag) {
        self.settings = settings
        self.isCancelled = isCancelled
        envelope = Envelope(
            sender: message.from.address.text,
            recipient: message.to.address.text,
            bytes: message.encoded(for: .network)
        )
        ownName = settings.ownName ?? message.from.domain
    }

    init(greetingAs domain: String, settings: SMTPSender.Settings, isCancelled: Flag) {
        self.settings = settings
        self.isCancelled = isCancelled
        envelope = nil
        ownName = settings.ownName ?? domain
    }

    /// - Parameter finish: is told what came of it as soon as that is certain; saying good-bye may take longer.
    func run(_ finish: (MailOutcome) -> Void) {
        // TLS writes to a socket that the other side may have closed. The signal would end the process; on this
        // thread, which is ours alone, it is blocked and the write fails instead.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        guard Self.isReady, let curl = curl_easy_init() else {
            finish(.deferred(code: nil, text: "libcurl could not start"))
            return
        }
        var lists: [UnsafeMutablePointer<curl_slist>] = []
        defer {
            curl_easy_cleanup(curl)
            for list in lists { curl_slist_free_all(list) }
        }
        var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let outcome = errorText.withUnsafeMutableBufferPointer { errorBuffer -> MailOutcome in
            guard configure(curl, errors: errorBuffer.baseAddress, lists: &lists) else {
                return .deferred(code: nil, text: "libcurl refused its settings")
            }
            let result = curl_easy_perform(curl)
            ccurl_set_pointer(curl, CURLOPT_ERRORBUFFER, nil)
            if result == CURLE_OK { return .accepted(reply: conversation.reply?.text ?? "") }
            let written = errorBuffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            return conversation.failure(
                written.isEmpty ? String(cString: curl_easy_strerror(result)) : String(decoding: written, as: UTF8.self)
            )
        }
        finish(outcome)
        if case .deferred(nil, _) = outcome { hangUp(curl) }
    }

    /// Whoever did not answer before will not answer a QUIT: without this, the clean-up waits for it in vain.
    private func hangUp(_ curl: UnsafeMutableRawPointer) {
        var socket = curl_socket_t(-1)
        if ccurl_get_socket(curl, &socket) == CURLE_OK, socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private func configure(
        _ curl: UnsafeMutableRawPointer,
        errors: UnsafeMutablePointer<CChar>?,
        lists: inout [UnsafeMutablePointer<curl_slist>]
    ) -> Bool {
        let server = settings.server
        let scheme = server.encryption == .implicit ? "smtps" : "smtp"
        var isDone = true
        func set(_ result: CURLcode) { isDone = isDone && result == CURLE_OK }

        set(ccurl_set_pointer(curl, CURLOPT_ERRORBUFFER, errors))
        set(ccurl_set_text(curl, CURLOPT_PROTOCOLS_STR, scheme))
        // curl takes the path for our own name in EHLO.
        set(ccurl_set_text(curl, CURLOPT_URL, "\(scheme)://\(server.host):\(server.port)/\(ownName)"))
        // No proxy out of the environment: it would be another host than the one configured.
        set(ccurl_set_text(curl, CURLOPT_PROXY, ""))
        set(ccurl_set_long(curl, CURLOPT_NOSIGNAL, 1))
        set(ccurl_set_long(curl, CURLOPT_CONNECTTIMEOUT, settings.connectTimeoutInSeconds))
        set(ccurl_set_long(curl, CURLOPT_TIMEOUT, settings.timeoutInSeconds))
        set(ccurl_set_long(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, settings.timeoutInSeconds))

        let useTLS = server.encryption == .ifOffered ? ccurl_tls_if_offered() : ccurl_tls_required()
        set(ccurl_set_long(curl, CURLOPT_USE_SSL, useTLS))
        set(ccurl_set_long(curl, CURLOPT_SSL_VERIFYPEER, 1))
        set(ccurl_set_long(curl, CURLOPT_SSL_VERIFYHOST, 2))
        set(ccurl_set_long(curl, CURLOPT_SSLVERSION, ccurl_tls_1_2()))
        if let file = settings.certificateFile { set(ccurl_set_text(curl, CURLOPT_CAINFO, file)) }
        if let login = server.login {
            set(ccurl_set_text(curl, CURLOPT_USERNAME, login.user))
            set(ccurl_set_text(curl, CURLOPT_PASSWORD, login.password))
        }

        var resolved: UnsafeMutablePointer<curl_slist>?
        for entry in settings.resolved { resolved = curl_slist_append(resolved, entry) ?? resolved }
        if let resolved {
            lists.append(resolved)
            set(ccurl_set_list(curl, CURLOPT_RESOLVE, resolved))
        }

        let this = Unmanaged.passUnretained(self).toOpaque()
        if let envelope {
            set(ccurl_set_text(curl, CURLOPT_MAIL_FROM, "<\(envelope.sender)>"))
            guard let recipients = curl_slist_append(nil, "<\(envelope.recipient)>") else { return false }
            lists.append(recipients)
            set(ccurl_set_list(curl, CURLOPT_MAIL_RCPT, recipients))
            set(ccurl_set_long(curl, CURLOPT_UPLOAD, 1))
            set(ccurl_set_long(curl, CURLOPT_INFILESIZE, envelope.bytes.count))
            set(ccurl_set_read(curl, readContent))
            set(ccurl_set_pointer(curl, CURLOPT_READDATA, this))
        } else {
            set(ccurl_set_long(curl, CURLOPT_CONNECT_ONLY, 1))
        }
        set(ccurl_set_header(curl, hearReply))
        set(ccurl_set_pointer(curl, CURLOPT_HEADERDATA, this))
        set(ccurl_set_long(curl, CURLOPT_NOPROGRESS, 0))
        set(ccurl_set_progress(curl, askWhetherToGoOn))
        set(ccurl_set_pointer(curl, CURLOPT_XFERINFODATA, this))
        // The only way to learn which command a reply answers. Nothing is printed: the function below takes it all.
        set(ccurl_set_long(curl, CURLOPT_VERBOSE, 1))
        set(ccurl_set_debug(curl, watchCommands))
        set(ccurl_set_pointer(curl, CURLOPT_DEBUGDATA, this))
        return isDone
    }

    fileprivate static func from(_ pointer: UnsafeMutableRawPointer?) -> SMTPTransfer? {
        pointer.map { Unmanaged<SMTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    fileprivate func copyContent(to buffer: UnsafeMutablePointer<CChar>?, atMost room: Int) -> Int {
        guard let buffer, let envelope else { return 0 }
        let count = min(room, envelope.bytes.count - sent)
        for offset in 0..<max(count, 0) {
            buffer[offset] = CChar(bitPattern: envelope.bytes[sent + offset])
        }
        sent += max(count, 0)
        return max(count, 0)
    }

    fileprivate func hear(_ line: [UInt8]) {
        conversation.hear(line)
    }

    fileprivate func say(_ command: UnsafeRawBufferPointer) {
        conversation.say(command)
    }

    fileprivate var goesOn: Bool { !isCancelled.isRaised }

    private static let isReady = ccurl_global_start() == CURLE_OK
}

private let readContent: curl_read_callback = { buffer, size, count, data in
    SMTPTransfer.from(data)?.copyContent(to: buffer, atMost: size * count) ?? 0
}

private let hearReply: curl_write_callback = { buffer, size, count, data in
    if let buffer {
        let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
        SMTPTransfer.from(data)?.hear(Array(bytes))
    }
    return size * count
}

private let watchCommands: curl_debug_callback = { _, kind, buffer, count, data in
    if kind == CURLINFO_HEADER_OUT, let buffer {
        SMTPTransfer.from(data)?.say(UnsafeRawBufferPointer(start: buffer, count: count))
    }
    return 0
}

private let askWhetherToGoOn: curl_xferinfo_callback = { data, _, _, _, _ in
    SMTPTransfer.from(data)?.goesOn == false ? 1 : 0
}
