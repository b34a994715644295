import Countersign
import Foundation
import Repeatable
import Testing

@Suite("the master key file")
struct MasterKeyFileTests {
    private let base64 = Data(repeating: 7, count: 32).base64EncodedString()

    private func fault(in text: String) -> MasterKeyFileFault? {
        do {
            _ = try MasterKeyFile.keys(in: text)
            return nil
        } catch {
            return error
        }
    }

    @Test("keys are read one a line, with comments, blank lines and the line ends of any system")
    func read() throws {
        let text = "# ours\r\n\r\nk1 \(base64)\r\n  \t\n\tk-2_B   \(base64)  \n#k3 nonsense\n"
        let keys = try MasterKeyFile.keys(in: text)
        #expect(keys.map(\.id) == ["k1", "k-2_B"])
        #expect(keys.allSatisfy { $0.secret == SecretBytes([UInt8](repeating: 7, count: 32)) })
    }

    @Test("a written file is read again")
    func written() throws {
        var random = SeededGenerator(seed: 5)
        let keys = try ["a", "b"].map { try MasterKey.make(id: $0) { random.bytes($0) } }
        let text = MasterKeyFile.text(of: keys)
        let read = try MasterKeyFile.keys(in: Array(text.revealed.utf8))
        #expect(read.map(\.id) == ["a", "b"])
        #expect(read.map(\.secret) == keys.map(\.secret))
    }

    @Test("a fault names its line and what is wrong, never the key")
    func faults() {
        let short = Data(repeating: 7, count: 31).base64EncodedString()
        let long = Data(repeating: 7, count: 33).base64EncodedString()
        let longID = String(repeating: "x", count: 33)
        let cases: [(String, Int?, MasterKeyFault)] = [
            ("", nil, .noKeys),
            ("# nothing\n\n", nil, .noKeys),
            ("\n\(base64)", 2, .notTwoWords),
            ("k1 \(base64) more", 1, .notTwoWords),
            ("k1 \(base64)\nk2 \(short)", 2, .badLength(31)),
            ("k1 \(long)", 1, .badLength(33)),
            ("k1 %%%%", 1, .notBase64),
            ("k1 \(base64.dropLast())", 1, .notBase64),
            ("k:1 \(base64)", 1, .badID),
            ("kä \(base64)", 1, .badID),
            ("\(longID) \(base64)", 1, .badID),
            ("k1 \(base64)\n\nk1 \(base64)", 3, .duplicate("k1")),
        ]
        for (text, line, expected) in cases {
            let found = fault(in: text)
            #expect(found == MasterKeyFileFault(line: line, fault: expected))
            #expect(found.map { !"\($0)".contains(base64.prefix(10)) } == true)
        }
        #expect(fault(in: "k1 \(base64)\nk2 \(short)")?.description == "line 2: the key has 31 bytes; it needs 32")
    }

    @Test("bytes that are no text, or too many, are refused")
    func bytes() {
        #expect(throws: MasterKeyFileFault(line: nil, fault: .notText)) { try MasterKeyFile.keys(in: [0xFF, 0xFE]) }
        #expect(throws: MasterKeyFileFault(line: nil, fault: .tooLong)) {
            try MasterKeyFile.keys(in: [UInt8](repeating: 0x20, count: 70_000))
        }
    }

    @Test("a new key needs all its randomness")
    func make() {
        #expect(throws: MasterKeyFault.badLength(31)) {
            try MasterKey.make(id: "k") { [UInt8](repeating: 1, count: $0 - 1) }
        }
        #expect(throws: MasterKeyFault.badID) { try MasterKey.make(id: "") { [UInt8](repeating: 1, count: $0) } }
    }
}
