import Testing

@testable import WebAuthn

struct KnownAuthenticatorsTests {
    @Test("every line of the table is an AAGUID of its own with a name")
    func table() {
        #expect(KnownAuthenticators.names.count == KnownAuthenticators.table.count)
        for (text, name) in KnownAuthenticators.table {
            #expect(AAGUID(text)?.description == text)
            #expect(!name.isEmpty)
        }
    }

    @Test("well-known models have their names, others and those that say nothing have none")
    func names() throws {
        func name(_ text: String) throws -> String? { KnownAuthenticators.name(of: try #require(AAGUID(text))) }
        #expect(try name("fbfc3007-154e-4ecc-8c0b-6e020557d7bd") == "iCloud Keychain")
        #expect(try name("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4") == "Google Password Manager")
        #expect(try name("08987058-cadc-4b81-b6e1-30de50dcbe96") == "Windows Hello")
        #expect(try name("2fc0579f-8113-47ea-b116-bb5a8db9202a") == "YubiKey 5 NFC")
        #expect(try name("00112233-4455-6677-8899-aabbccddeeff") == nil)
        #expect(KnownAuthenticators.name(of: .zero) == nil)
    }
}
