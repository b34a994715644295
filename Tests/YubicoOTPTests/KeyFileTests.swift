import Testing

@testable import YubicoOTP

struct KeyFileTests {
    private static let privateID = "8792ebfe26cc"
    private static let aesKey = "ecde18dbe76fbd0c33330f1c354871db"

    private func mistakes(in text: String) -> [String] {
        do throws(KeyFile.ReadingError) {
            _ = try KeyFile(reading: text)
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    // The Personalization Tool's `Yubico format`, and ykman's `--config-output`: the same columns.
    @Test("rows of serial, public id, private id and AES key are read")
    func yubicoFormat() throws {
        let file = try KeyFile(
            reading: """
                1234567,vvccccccccbb,\(Self.privateID),\(Self.aesKey),000000000000,2026-01-02T03:04:05,
                ,VVCCCCCCCCBD,\(Self.privateID.uppercased()),\(Self.aesKey.uppercased()),,2026-01-02T03:04:05,

                """
        )
        #expect(file.keys.map(\.row) == [1, 2])
        #expect(file.keys.map(\.serial) == [1_234_567, nil])
        #expect(file.keys.map(\.publicID.text) == ["vvccccccccbb", "vvccccccccbd"])
        #expect(file.keys.map(\.secrets) == [try Example.secrets(), try Example.secrets()])
        #expect(file.rowsOfOtherKinds.isEmpty)
    }

    // developers.yubico.com, yubikey-ksm, "Key Provisioning Data Format": the examples, without the one that has no
    // public id.
    @Test("the provisioning format of the YubiKey KSM is read, with its comments")
    func provisioningFormat() throws {
        let file = try KeyFile(
            reading: """
                # ykksm 1
                # start 4711 end 4714
                # serialnr,identity,internaluid,aeskey,lockpw,created,accessed[,progflags]
                4711,dlcfffckrcde,ca62baca62ba,ecde18dbe76fbd0c33330f1c354871db,be70aeca62ba,2009-01-22 00:25:11,
                4713,dlcfffckrcdedlcf,ca62baca62ba,ecde18dbe76fbd0c33330f1c354871db,be70aeca62ba,2009-01-22 00:25:11,\
                2009-02-13 00:05:40,0 # the long one
                # the end
                """
        )
        #expect(file.keys.map(\.row) == [4, 5])
        #expect(file.keys.map(\.publicID.text) == ["dlcfffckrcde", "dlcfffckrcdedlcf"])
        #expect(file.keys.first?.secrets.privateID == [0xca, 0x62, 0xba, 0xca, 0x62, 0xba])
    }

    @Test("the Personalization Tool's log is read, and what it says of other things is named")
    func traditionalFormat() throws {
        let file = try KeyFile(
            reading: """
                LOGGING START,12/11/2013 11:10\r
                Yubico OTP,12/11/2013 11:10,1,vvgutbiedkvi,ab86c04de6a3,d26a7c0f85fdda28bd816e406342b214,,,\
                0,0,0,0,0,0,0,0,0,0\r
                OATH-HOTP,11.12.13 18:55,1,cccccccccccc,,916821d3a138bf855e70069605559a206ba854cd,,,0,0,0,6,0,0,0,0,0,0\r
                Static Password,11.12.13 19:08,1,,d5a3d50327dc,0e8e37b0e38b314a56748c030f58d21d,,,0,0,0,0,0,0,0,0,0,0\r
                LOGGING START,22.11.26, 04:42\r
                Yubico OTP,22.11.26, 04:42,2,vvgutbiedkvj,8792ebfe26cc,ecde18dbe76fbd0c33330f1c354871db,,,\
                0,0,0,0,0,0,0,0,0,0\r

                """
        )
        #expect(file.keys.map(\.row) == [2, 6])
        #expect(file.keys.map(\.publicID.text) == ["vvgutbiedkvi", "vvgutbiedkvj"])
        #expect(file.keys.map(\.serial) == [nil, nil])
        #expect(file.keys.last?.secrets == (try Example.secrets()))
        #expect(file.rowsOfOtherKinds == [3, 4])
    }

    @Test("the quotation marks that spreadsheets put around fields are no part of them")
    func quoted() throws {
        let file = try KeyFile(reading: "\"14\",\"vvccccccccbb\", \"\(Self.privateID)\" ,\"\(Self.aesKey)\",\"\"")
        #expect(file.keys.map(\.serial) == [14])
        #expect(file.keys.map(\.publicID.text) == ["vvccccccccbb"])
        #expect(!mistakes(in: "14,\",\(Self.privateID),\(Self.aesKey)").isEmpty)
    }

    @Test("a byte order mark, a row of names, spaces round fields and empty rows are forgiven")
    func forgives() throws {
        let file = try KeyFile(
            reading: "\u{FEFF}\r\nserial,publicId,privateId,aesKey\r\n\r\n 1 , vvccccccccbb ,\t\(Self.privateID), "
                + "\(Self.aesKey)\r\n"
        )
        #expect(file.keys.map(\.row) == [4])
        #expect(file.keys.first?.serial == 1)
    }

    @Test(
        "a mistake is named by its row",
        arguments: [
            ("1,vvccccccccbb,\(privateID)", "3 fields are too few or too many"),
            ("1,vvccccccccbb,\(privateID),\(aesKey),,,,,", "9 fields are too few or too many"),
            ("99999999999999999999,vv,\(privateID),\(aesKey)", "the serial number is not a number"),
            (
                "1,,\(privateID),\(aesKey)",
                "there is no public id, so its codes could not be told from those of other keys"
            ),
            ("1,vvccccccccba,\(privateID),\(aesKey)", "a public id has at most 16 letters, all from cbdefghijklnrtuv"),
            ("1,vvccccccccbb,8792ebfe26c,\(aesKey)", "a private id is 12 hexadecimal digits (6 bytes)"),
            ("1,vvccccccccbb,\(privateID),\(aesKey)0123456789abcdef", "an AES key is 32 hexadecimal digits (16 bytes)"),
            ("hello", "neither “serial,public id,private id,AES key,…” nor a row of the Personalization Tool's log"),
            (
                "serial,a,b,c",
                "neither “serial,public id,private id,AES key,…” nor a row of the Personalization Tool's log"
            ),
            ("Yubico OTP,now,1,vvccccccccbb,\(privateID),\(aesKey)", "6 fields are too few or too many"),
            (
                "Yubico OTP,now,3,vvccccccccbb,\(privateID),\(aesKey),,,0,0,0,0,0,0,0,0,0,0",
                "18 fields are too few or too many"
            ),
            (String(repeating: "1", count: 1025), "longer than 1024 bytes"),
            ("7,vvccccccccbd,\(privateID),\(aesKey)", "the same public id stands in row 1"),
        ]
    )
    func namesRow(row: String, reason: String) {
        let good = "7,vvccccccccbd,\(Self.privateID),\(Self.aesKey)"
        #expect(mistakes(in: "\(good)\n\(row)\n") == ["row 2: \(reason)"])
    }

    @Test("all mistakes are named at once, up to a limit, and none shows a secret")
    func allMistakes() {
        let rows = (0..<1000).map { "\($0),vvccccccccbb,\(Self.privateID),\(Self.aesKey)ff" }
        let named = mistakes(in: rows.joined(separator: "\n"))
        #expect(named.count == KeyFile.mostMistakes)
        #expect(named.allSatisfy { !$0.contains("8792") && !$0.contains("ecde") })
    }

    @Test("a file without keys and an endless file are refused")
    func noKeys() {
        for text in ["", "\n\n", "# ykksm 1\n", "LOGGING START,now\n", "serial,publicId\n"] {
            #expect(throws: KeyFile.ReadingError.noKeys) { try KeyFile(reading: text) }
        }
        #expect(throws: KeyFile.ReadingError.tooLong(limit: KeyFile.longestTextInBytes)) {
            try KeyFile(reading: String(repeating: "\n", count: KeyFile.longestTextInBytes + 1))
        }
    }
}
