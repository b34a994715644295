import Countersign
import Foundation
import Synchronization

/// Keeps a second server off the same SQLite file: a lock on a file beside it, held until it is released.
///
/// It is a file of its own because closing any descriptor of the database itself would drop SQLite's own locks.
/// The kernel lets go of it when the process ends, however that ends.
final class ServerLock: Sendable {
    private let descriptor: Mutex<CInt?>

    /// - Parameters:
    ///   - databasePath: as `DatabaseFile` resolves it.
    ///   - name: the path as it was given, for the message.
    init(databasePath: String, named name: String) throws {
        let path = databasePath + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreFailure.refused("cannot open \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK
                ? StoreFailure.refused(
                    "another Countersign server is running on \(name); several servers need PostgreSQL"
                )
                : StoreFailure.refused("cannot lock \(path): \(String(cString: strerror(code)))")
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        release()
    }

    func release() {
        descriptor.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }
}
