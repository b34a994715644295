import Testing

@testable import Countersign
@testable import CountersignCommand

@Suite("Speaking to people at a terminal")
struct TerminalTests {
    @Test("a bar fills as the work goes on")
    func line() {
        let bar = ProgressBar("Sealing", total: 200, columns: 60, draw: nil)
        #expect(bar.line(for: 0) == "Sealing [\(String(repeating: "-", count: 34))] 0 % (0 of 200)")
        #expect(bar.line(for: 200).hasPrefix("Sealing [####"))
        #expect(bar.line(for: 200).hasSuffix("] 100 % (200 of 200)"))
        #expect(bar.line(for: 500).hasSuffix("100 % (200 of 200)"))
        #expect(bar.line(for: 100).count <= 60)
    }

    @Test("a narrow terminal gets the numbers alone, unknown totals the count")
    func narrow() {
        #expect(
            ProgressBar("Sealing", total: 200, columns: 20, draw: nil).line(for: 100) == "Sealing 50 % (100 of 200)"
        )
        #expect(ProgressBar("Reading", total: 0, columns: 80, draw: nil).line(for: 7) == "Reading 7")
    }

    @Test("a bar draws only what changes, and takes itself away")
    func drawing() {
        var drawn: [String] = []
        var bar = ProgressBar("x", total: 100_000, columns: 60) { drawn.append($0) }
        for step in 0...100_000 { bar.show(step) }
        bar.finish()
        bar.finish()
        #expect(drawn.count == 102)
        #expect(drawn.last == "\r\u{1B}[K")
    }

    @Test("columns line up, and no cell moves the cursor")
    func table() {
        var table = TextTable("Id", "Name")
        table.add("1", "Ann")
        table.add("200", "Bob\u{1B}[2J\nroot")
        #expect(table.text == "Id   Name\n1    Ann\n200  Bob\\u{1B}[2J\\nroot\n")
    }

    @Test("an error is one line, whatever is in it")
    func ending() {
        let ending = Ending(CommandFailure("no \"such\"\naccount"))
        #expect(ending.status == 1)
        #expect(ending.errorText == "countersign: no \"such\"\\naccount\n")
        #expect(Ending(CommandFailure("x", status: 2)).status == 2)
    }

    @Test("faults of the rules are said in words")
    func faults() {
        #expect(Ending(StoreFailure.refused("locked")).errors == ["locked"])
        #expect(Ending(CeremonyFault.contended).status == 1)
        #expect(Ending(NameFault.empty).errors == ["is empty"])
        let problems = Problems<AccountActs.Problem>(list: [.name(.tooLong), .password(.common), .emailTaken])
        #expect(
            Ending(problems).errors == [
                "the name is too long; the password is among those that everybody tries first; "
                    + "another account has this e-mail address"
            ]
        )
    }
}
