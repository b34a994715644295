/// Says in a PDF what language it is in, so that a screen reader picks the right voice. Cairo has no way to.
enum PDFLanguage {
    /// Adds the language to the document's catalogue as an incremental update (PDF 32000-1 §7.5.6): what cairo wrote
    /// stays, and a new catalogue follows it with its own table of places.
    static func set(_ language: String, in pdf: [UInt8]) throws(PDFFailure) -> [UInt8] {
        let trailer = try part(of: pdf[...], after: "trailer", before: "startxref")
        let previous = try part(of: pdf[...], after: "startxref", before: "%%EOF")
        let root = try number(in: trailer, after: "/Root ")
        let size = try number(in: trailer, after: "/Size ")
        let catalogue = try part(of: pdf[...], after: "\n\(root) 0 obj\n", before: "endobj")
        guard let opening = catalogue.firstRange(of: Array("<<".utf8)) else { throw PDFFailure(missing: "catalogue") }

        var updated = pdf
        let place = updated.count
        updated += "\(root) 0 obj\n<< /Lang (\(language))".utf8
        updated += catalogue[opening.upperBound...]
        updated += "endobj\n".utf8
        let table = updated.count
        let digits = String(place)
        let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        updated += "xref\n\(root) 1\n\(padded) 00000 n \ntrailer\n<< /Size \(size) /Root \(root) 0 R".utf8
        if let info = try? number(in: trailer, after: "/Info ") { updated += " /Info \(info) 0 R".utf8 }
        updated += " /Prev \(try number(in: previous, after: "\n")) >>\nstartxref\n\(table)\n%%EOF\n".utf8
        return updated
    }

    /// What follows the last `mark`, up to `end`.
    private static func part(
        of bytes: ArraySlice<UInt8>,
        after mark: String,
        before end: String
    ) throws(PDFFailure) -> ArraySlice<UInt8> {
        guard let start = bytes.lastRange(of: Array(mark.utf8)) else { throw PDFFailure(missing: mark) }
        let rest = bytes[start.upperBound...]
        guard let stop = rest.firstRange(of: Array(end.utf8)) else { throw PDFFailure(missing: end) }
        return rest[..<stop.lowerBound]
    }

    private static func number(in bytes: ArraySlice<UInt8>, after mark: String) throws(PDFFailure) -> Int {
        guard let range = bytes.firstRange(of: Array(mark.utf8)) else { throw PDFFailure(missing: mark) }
        let digits = bytes[range.upperBound...].prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { throw PDFFailure(missing: mark) }
        return number
    }
}

extension ArraySlice<UInt8> {
    /// The last place where these bytes stand.
    fileprivate func lastRange(of other: [UInt8]) -> Range<Int>? {
        guard !other.isEmpty, other.count <= count else { return nil }
        var start = endIndex - other.count
        while start >= startIndex {
            if self[start..<(start + other.count)].elementsEqual(other) { return start..<(start + other.count) }
            start -= 1
        }
        return nil
    }
}
