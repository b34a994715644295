import Foundation
import Logging

#if canImport(Glibc)
import Glibc
#endif

/// The sender where no mail server is configured: one file a mail, in order of time, for the operator's eyes only.
package struct MailDirectory: MailSender {
    private let path: String
    private let log: Logger

    /// - Parameter path: a folder; it is made when the first mail comes.
    package init(path: String, log: Logger) {
        self.path = path
        self.log = log
    }

    package var timeLimitInSeconds: Int { 60 }

    package func send(_ message: MailMessage) async -> MailOutcome {
        let path = path
        // Our ids are ordered by time; the time in front is for people.
        let name = "\(Self.stamp(message.date))-\(message.id).eml"
        let result: Result<Void, FileFault> = await OwnThread.run("mail-file") { finish in
            finish(Result { () throws(FileFault) in try Self.write(message.encoded(for: .file), to: name, in: path) })
        }
        switch result {
        case .success:
            log.notice("no mail server is configured: a mail was written", metadata: ["path": "\(path)/\(name)"])
            return .accepted(reply: "written to \(name)")
        case .failure(let fault):
            return .deferred(code: nil, text: "cannot write to the mail folder: \(fault.reason)")
        }
    }

    /// `20260314T092653Z`: sorts as the times do.
    private static func stamp(_ date: Date) -> String {
        let parts = Calendar.inUTC.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let texts = [
            (parts.year, 4), (parts.month, 2), (parts.day, 2), (parts.hour, 2), (parts.minute, 2), (parts.second, 2),
        ]
        .map { value, width in
            let text = String(max(value ?? 0, 0))
            return String(repeating: "0", count: max(width - text.count, 0)) + text
        }
        return texts[..<3].joined() + "T" + texts[3...].joined() + "Z"
    }

    private struct FileFault: Error {
        let reason: String

        init() {
            reason = String(cString: strerror(errno))
        }
    }

    /// Either the whole mail is there under its name, on the disk, or nothing is.
    private static func write(_ bytes: [UInt8], to name: String, in folder: String) throws(FileFault) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw FileFault() }
        let temporary = "\(folder)/.\(name).new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw FileFault() }
        do throws(FileFault) {
            defer { close(file) }
            // The mode above is only for a new file, and subject to the umask.
            guard fchmod(file, 0o600) == 0, writeAll(bytes, to: file), fsync(file) == 0 else { throw FileFault() }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, "\(folder)/\(name)") == 0 else {
            let fault = FileFault()
            unlink(temporary)
            throw fault
        }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw FileFault() }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw FileFault() }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }
}

extension Calendar {
    fileprivate static let inUTC: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
