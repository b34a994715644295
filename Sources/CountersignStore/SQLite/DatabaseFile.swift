import Countersign
import Foundation

/// One path for one database file, however it was named.
///
/// SQLite keeps its log beside the file under the file's name, and our lock stands there too. Under a second name there
/// would be a second log and a second lock, and two servers would write into each other's pages.
package enum DatabaseFile {
    /// The path without links. The file need not be there yet.
    ///
    /// - Throws: `StoreFailure.refused` for a file with several names, and for a link to nothing.
    package static func resolved(_ path: String) throws -> String {
        if let real = realPath(path) {
            guard countOfNames(real) <= 1 else {
                throw StoreFailure.refused(
                    "\(path) is one file under several names (hard links), and SQLite would keep a log for each;"
                        + " put a copy in its place, and remove the other names"
                )
            }
            return real
        }
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil {
            throw StoreFailure.refused("\(path) is a link to a file that is not there")
        }
        let place = path as NSString
        let folder = place.deletingLastPathComponent
        guard let real = realPath(folder.isEmpty ? "." : folder) else { return path }
        return (real as NSString).appendingPathComponent(place.lastPathComponent)
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    private static func countOfNames(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.referenceCount] as? Int ?? 1
    }
}
