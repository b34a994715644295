import Countersign
import Foundation

#if canImport(Glibc)
// `stat` belongs to whichever of these the compiler meets first.
import CoreFoundation
import Glibc
#endif

/// The master key file on disk.
struct MasterKeys: Sendable {
    let path: String
    private let loaded: LoadedConfiguration

    init(_ loaded: LoadedConfiguration) {
        self.loaded = loaded
        path = loaded.configuration.masterKeyFile.path
    }

    /// The ring of the file's keys, checked against the database; the first one is made with an empty database.
    ///
    /// - Throws: `ConfigurationProblems` if it is another file that the database needs.
    func open(over store: any Store) async throws -> KeyRing {
        let keys = try read()
        do {
            return try await ServerKeys.open(
                keys,
                store: store,
                now: SystemWorld.now(),
                random: SystemWorld.random,
                writing: { try write($0, replacing: false) }
            )
        } catch let fault as KeyRingFault {
            let setting = SettingTable.shared.masterKeyFile
            let text =
                if keys == nil, case .lacking(let id) = fault {
                    "\(Quoted.text(path)) does not exist, and this database uses its key \(id)"
                } else {
                    "\(Quoted.text(path)) is not for this database: \(fault)"
                }
            throw ConfigurationProblems(all: [loaded.problem(of: setting, text)])
        }
    }

    /// Nil if there is no file.
    func read() throws -> [MasterKey]? {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("cannot be read: \(String(cString: strerror(errno)))")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("is no file")
        }
        // Whoever can read it can open every secret.
        guard status.st_mode & 0o077 == 0 else {
            throw failure("can be read by other users; run chmod 600 \(path)")
        }
        do {
            let bytes = try handle.read(upToCount: MasterKeyFile.longestFile + 1) ?? Data()
            return try MasterKeyFile.keys(in: [UInt8](bytes))
        } catch let fault as MasterKeyFileFault {
            throw failure("\(fault)")
        }
    }

    /// Writes it whole or not at all, durably: what is sealed from now on needs it.
    func write(_ keys: [MasterKey], replacing: Bool) throws {
        let parent = (path as NSString).deletingLastPathComponent
        let folder = parent.isEmpty ? "." : parent
        try PrivateFolder.make(folder)
        let fresh = path + ".new"
        unlink(fresh)
        let descriptor = Foundation.open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be written: \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(MasterKeyFile.text(of: keys).revealed.utf8))
            try handle.synchronize()
            try handle.close()
        } catch {
            unlink(fresh)
            throw failure("cannot be written")
        }
        // A link fails where a file is; a rename would take the place of another node's keys.
        guard replacing ? rename(fresh, path) == 0 : link(fresh, path) == 0 else {
            let why = String(cString: strerror(errno))
            unlink(fresh)
            throw failure("cannot be written: \(why)")
        }
        unlink(fresh)
        try DurableFile.synchronize(folder)
    }

    private func failure(_ what: String) -> CommandFailure {
        CommandFailure("the master key file \(path) \(what)")
    }
}
