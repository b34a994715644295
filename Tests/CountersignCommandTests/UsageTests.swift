import Testing

@testable import CountersignCommand

@Suite("Asking the program for help")
struct UsageTests {
    let program: Program

    init() throws {
        program = try Program()
    }

    @Test("help goes to standard output and is no failure", arguments: [["--help"], ["help"], ["serve", "--help"]])
    func help(arguments: [String]) throws {
        let outcome = try program.run(arguments)
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.output.contains("USAGE: countersign"))
    }

    @Test("the help of serve lists every setting with its default")
    func everySetting() throws {
        let outcome = try program.run(["serve", "--help"])
        let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for setting in SettingTable.all {
            #expect(words.contains("--\(setting.name) <"))
            #expect(words.contains("\(setting.summary) (default: \(setting.fallback.description))"))
        }
    }

    @Test("the version is one line")
    func version() throws {
        let outcome = try program.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.output == "\(Version.current)\n")
    }

    @Test(
        "bad usage ends with 2 and one line",
        arguments: [
            ["surve"], ["serve", "--listen"], ["serve", "now"], ["serve", "--json"], ["--verbose"],
            ["serve", "--print-config=yes"],
        ]
    )
    func badUsage(arguments: [String]) throws {
        let outcome = try program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.hasPrefix("countersign: "))
    }

    @Test("completion scripts know the settings", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) throws {
        let outcome = try program.run(["--generate-completion-script", shell])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("operations-listen"))
    }
}
