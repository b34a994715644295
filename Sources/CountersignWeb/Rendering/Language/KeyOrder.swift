/// In which order our catalogue says things: a dictionary that was read from it does not tell.
enum KeyOrder {
    /// Keys as `OwnWords` has them, and where they stand.
    static let ours: [String: Int] = {
        let english = EmbeddedFiles.words.first { $0.name == "en" }?.text ?? ""
        return Dictionary(keys(in: english).enumerated().map { ($1, $0) }) { first, _ in first }
    }()

    /// The paths of all texts in an object of objects and texts, which is known to be JSON.
    static func keys(in json: String) -> [String] {
        let bytes = Array(json.utf8)
        var keys: [String] = []
        var path: [String] = []
        var name: String?
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"):
                if let name { path.append(name) }
                name = nil
            case UInt8(ascii: "}"):
                _ = path.popLast()
            case UInt8(ascii: "\""):
                let end = endOfString(from: index + 1, in: bytes)
                if let last = name {
                    keys.append((path + [last]).joined(separator: "."))
                    name = nil
                } else {
                    // Names have no escapes.
                    name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
                }
                index = end
            default: break
            }
            index += 1
        }
        return keys
    }

    /// Where the quote stands that ends it, or the end of all.
    private static func endOfString(from start: Int, in bytes: [UInt8]) -> Int {
        var index = min(start, bytes.count)
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, bytes.count)
    }
}
