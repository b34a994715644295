import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A file that is written while it is read, page by page, so that its size costs no memory.
    static func streamed(
        type: String,
        name: String,
        _ write: @escaping @Sendable (_ put: (String) async throws -> Void) async throws -> Void
    ) -> Response {
        let body = ResponseBody { writer in
            try await write { try await writer.write(ByteBuffer(string: $0)) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: body
        )
    }
}

/// Lines of RFC 4180 that no spreadsheet takes for formulas.
enum CSV {
    static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Always quoted. What a spreadsheet would calculate is put behind an apostrophe (OWASP, CSV injection).
    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { formulaBeginnings.contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The wide forms too: some programs take them for the narrow ones.
    private static let formulaBeginnings: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]
}
