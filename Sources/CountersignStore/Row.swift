import Countersign

/// One row of an answer. Reading a column as what it is not throws `StoreFailure.corrupt`.
package struct Row: Sendable, Equatable {
    package let values: [Value]

    package init(values: [Value]) {
        self.values = values
    }

    package func integer(_ column: Int) throws -> Int64 {
        guard case .integer(let integer) = try value(column) else { throw mismatch(column, "an integer") }
        return integer
    }

    package func text(_ column: Int) throws -> String {
        guard case .text(let text) = try value(column) else { throw mismatch(column, "a text") }
        return text
    }

    package func bytes(_ column: Int) throws -> [UInt8] {
        guard case .bytes(let bytes) = try value(column) else { throw mismatch(column, "bytes") }
        return bytes
    }

    /// A flag is stored as 0 or 1, and nothing else.
    package func flag(_ column: Int) throws -> Bool {
        switch try integer(column) {
        case 0: false
        case 1: true
        default: throw mismatch(column, "0 or 1")
        }
    }

    package func integerIfAny(_ column: Int) throws -> Int64? {
        try value(column) == .null ? nil : integer(column)
    }

    package func textIfAny(_ column: Int) throws -> String? {
        try value(column) == .null ? nil : text(column)
    }

    package func bytesIfAny(_ column: Int) throws -> [UInt8]? {
        try value(column) == .null ? nil : bytes(column)
    }

    private func value(_ column: Int) throws -> Value {
        guard values.indices.contains(column) else {
            throw StoreFailure.corrupt("there is no column \(column) among \(values.count)")
        }
        return values[column]
    }

    private func mismatch(_ column: Int, _ expected: String) -> StoreFailure {
        let found = values.indices.contains(column) ? values[column].typeName : "nothing"
        return .corrupt("column \(column) holds \(found) where \(expected) was expected")
    }
}
