/// What is wrong with a piece of CBOR, and where. Holds none of the bytes.
package struct CBORError: Error, Sendable, Equatable, CustomStringConvertible {
    package let flaw: Flaw
    /// Of the item that is wrong, counted from 0.
    package let offset: Int

    package enum Flaw: String, Sendable, Equatable {
        case cutShort = "the data ends inside an item"
        case trailingBytes = "bytes follow the last item"
        case tooLong = "more bytes than allowed"
        case tooDeep = "nested deeper than allowed"
        case tooManyItems = "more items than allowed"
        case notShortest = "a number or length is not written in the shortest form"
        case indefiniteLength = "an item of unknown length"
        case reserved = "a reserved additional information value"
        case tag = "a tag"
        case floatingPoint = "a floating-point number"
        case simpleValue = "a simple value other than false, true and null"
        case notUTF8 = "a text that is not UTF-8"
        case keyNeitherNumberNorText = "a map key that is neither a number nor a text"
        case duplicateKey = "a map key that was there before"
        case unsortedKey = "a map key out of order"
    }

    package init(_ flaw: Flaw, at offset: Int) {
        self.flaw = flaw
        self.offset = offset
    }

    package var description: String { "CBOR: \(flaw.rawValue), at byte \(offset)" }
}
