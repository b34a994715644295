import CQREncode
import Foundation

/// A text as a QR code: a square of light and dark modules, error correction level M.
package struct QRCode: Sendable, Equatable {
    /// How many modules a side has, without the quiet zone.
    package let size: Int
    private let modules: [Bool]

    /// Light modules that scanners need around the code (ISO/IEC 18004 §9.1).
    package static let quietZone = 4

    package init(_ text: String) throws(Failure) {
        // The encoder takes a C string: it would stop at a NUL and make a code of something else.
        guard !text.isEmpty, !text.utf8.contains(0) else { throw .notText }
        // No code holds more than 5,596 digits at level M; do not hand over what cannot fit.
        guard text.utf8.count <= 5_596 else { throw .tooLong }

        let (made, code) = text.withCString { text in
            errno = 0
            let made = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
            return (made, errno)
        }
        guard let made else { throw code == ERANGE ? .tooLong : .encoder(code) }
        defer { QRcode_free(made) }
        let size = Int(made.pointee.width)
        guard size > 0, let data = made.pointee.data else { throw .encoder(0) }
        self.size = size
        // The lowest bit of each byte is the module's colour; the others say what it is for.
        modules = UnsafeBufferPointer(start: data, count: size * size).map { $0 & 1 == 1 }
    }

    package func isDark(column: Int, row: Int) -> Bool {
        guard 0..<size ~= column, 0..<size ~= row else { return false }
        return modules[row * size + column]
    }

    /// An `<svg>` to stand inside a page, one unit a module, dark on its own white ground so that it scans in dark mode.
    /// No style and no script: a strict content security policy lets it through.
    package func svg(label: String) -> String {
        let side = size + 2 * Self.quietZone
        return #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(side) \#(side)" role="img""#
            + #" aria-label="\#(XML.escaped(label))" shape-rendering="crispEdges">"#
            + ##"<rect width="\##(side)" height="\##(side)" fill="#fff"/><path fill="#000" d="\##(path)"/></svg>"##
    }

    /// One box for every run of dark modules in a row.
    private var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while isDark(column: column, row: row) { column += 1 }
                let length = column - start
                if length > 0 {
                    path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(length)v1h-\(length)z"
                }
                column += 1
            }
        }
        return path
    }

    /// Why there is no QR code.
    package enum Failure: Error, Equatable, CustomStringConvertible {
        case notText
        case tooLong
        /// The encoder's own `errno`: no memory, say.
        case encoder(Int32)

        package var description: String {
            switch self {
            case .notText: "a QR code needs a text that is not empty and holds no NUL"
            case .tooLong: "the text is too long for a QR code"
            case .encoder(let code): "the QR encoder failed with error \(code)"
            }
        }
    }
}
