import Logging

/// A log line as a JSON object: `time`, `level`, `label`, `message`, `request_id`, and the rest under `metadata`, so that
/// no key of a caller can take the place of ours.
enum JSONLogLine {
    /// Deeper than anything that is logged; what is below is written as text.
    private static let deepest = 6

    static func text(_ line: LogLine) -> String {
        var text = "{\"time\":\(string(line.timeText)),\"level\":\(string(line.level.rawValue))"
        text += ",\"label\":\(string(line.label)),\"message\":\(string(line.message))"
        if let requestID = line.requestID { text += ",\"request_id\":\(string(requestID))" }
        if !line.metadata.isEmpty { text += ",\"metadata\":\(value(.dictionary(line.metadata), depth: 0))" }
        return text + "}\n"
    }

    private static func value(_ value: Logger.MetadataValue, depth: Int) -> String {
        switch value {
        case .dictionary(let values) where depth < deepest:
            let members = values.sorted { $0.key < $1.key }.map {
                "\(string($0.key)):\(self.value($0.value, depth: depth + 1))"
            }
            return "{\(members.joined(separator: ","))}"
        case .array(let values) where depth < deepest:
            return "[\(values.map { self.value($0, depth: depth + 1) }.joined(separator: ","))]"
        default:
            return string(value.description)
        }
    }

    /// A JSON string on one line. Beyond what JSON demands it escapes line ends of all scripts and marks that turn the
    /// direction of text, since these lines are read in terminals too.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in LogText.bounded(text).unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case let scalar where PlainText.isHidden(scalar):
                for unit in UTF16.encode(scalar) ?? .init() { result += escape(unit) }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// What both layouts do to the texts they are given.
enum LogText {
    static let longest = 16_384

    /// Cut where nobody would read on, so that one line cannot fill a disk.
    static func bounded(_ text: String) -> String {
        guard text.utf8.count > longest else { return text }
        return String(decoding: text.utf8.prefix(longest), as: UTF8.self) + "…"
    }
}
