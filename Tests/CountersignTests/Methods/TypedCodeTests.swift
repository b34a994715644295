import Countersign
import Testing

struct TypedCodeTests {
    @Test(
        "a code may be typed as people like",
        arguments: ["418902", " 418 902 ", "418-902", "418–902", "４１８９０２", "41 89\u{00A0}02", "٤١٨٩٠٢", "418.902"]
    )
    func taken(text: String) {
        #expect(TypedCode.digits(in: text) == "418902")
    }

    @Test(
        "what is no code is not taken for one",
        arguments: ["", "41890", "418902418", "41890a", "4189O2", "½½½½½½", String(repeating: "1", count: 100_000)]
    )
    func refused(text: String) {
        #expect(TypedCode.digits(in: text) == nil)
    }

    @Test(
        "a backup code may be typed as people like",
        arguments: ["k7qf-29xmh-w4t3", "K7QF29XMHW4T3", "k7qf 29xmh w4t3"]
    )
    func backupCode(text: String) {
        #expect(BackupCodes.normalised(text) == "k7qf29xmhw4t3")
    }

    @Test(
        "another shape is no backup code",
        arguments: ["k7qf-29xmh-w4t", "k7qf-29xmh-w4t31", "k7qf-29xmh-w4o3", "418902"]
    )
    func noBackupCode(text: String) {
        #expect(BackupCodes.normalised(text) == nil)
    }

    @Test("a backup code has 13 characters of its alphabet, in groups")
    func made() {
        var seed: UInt8 = 0
        let codes = BackupCodes.make(20) { count in
            (0..<count).map { _ in
                seed &+= 37
                return seed
            }
        }
        #expect(codes.count == 20)
        for code in codes {
            #expect(code.split(separator: "-").map(\.count) == [4, 5, 4])
            #expect(BackupCodes.normalised(code)?.count == 13)
        }
    }
}
