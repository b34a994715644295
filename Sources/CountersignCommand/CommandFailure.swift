import ArgumentParser

/// Why a command ends without having done its work: a line for people, or one for each of several things, and a status
/// for programs.
struct CommandFailure: Error {
    let lines: [String]
    /// 1: it did not work. 2: it was not asked properly.
    let status: Int32

    init(_ message: String, status: Int32 = 1) {
        self.init(lines: [message], status: status)
    }

    init(lines: [String], status: Int32 = 1) {
        self.lines = lines
        self.status = status
    }
}

/// How the program ends: what goes to which output, and the status.
///
///     0  done, or help was asked for
///     1  it did not work
///     2  it was not asked properly: arguments or configuration
struct Ending: Equatable {
    let output: String
    let errors: [String]
    let status: Int32

    init(output: String = "", errors: [String] = [], status: Int32) {
        self.output = output
        self.errors = errors
        self.status = status
    }

    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self.init(errors: failure.lines, status: failure.status)
        case let problems as ConfigurationProblems:
            self.init(errors: problems.all.map(\.description), status: 2)
        case let code as ExitCode:
            self.init(status: code.rawValue)
        default:
            if let words = FaultWords.words(for: error) {
                self.init(errors: [words], status: FaultWords.isOfArguments(error) ? 2 : 1)
            } else {
                self.init(parsing: error)
            }
        }
    }

    /// ArgumentParser's own: requests for help, and everything that is wrong with arguments.
    private init(parsing error: any Error) {
        let code = CountersignCommand.exitCode(for: error)
        if code.isSuccess {
            self.init(output: CountersignCommand.fullMessage(for: error) + "\n", status: 0)
        } else if code == .validationFailure {
            let message = CountersignCommand.message(for: error)
            self.init(
                errors: [message.isEmpty ? "the arguments make no sense; see countersign --help" : message],
                status: 2
            )
        } else {
            self.init(errors: [CountersignCommand.message(for: error)], status: 1)
        }
    }

    /// One line each, whatever is in them.
    var errorText: String {
        errors.map { "countersign: \(Quoted.plain($0.unicodeScalars, quotesStand: true))\n" }.joined()
    }
}
