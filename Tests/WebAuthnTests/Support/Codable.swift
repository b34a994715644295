import Foundation

@testable import WebAuthn

func recordThroughJSON(_ record: CredentialRecord) throws -> CredentialRecord {
    try JSONDecoder().decode(CredentialRecord.self, from: JSONEncoder().encode(record))
}

/// What a value looks like as JSON, keys sorted.
func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

func recordFromJSON(_ text: String) throws -> CredentialRecord {
    try JSONDecoder().decode(CredentialRecord.self, from: Data(text.utf8))
}
