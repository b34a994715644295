extension BackupCodeSheet {
    /// The sheet as a text file, with the line ends that every editor knows.
    package func text() -> String {
        var sections = [
            [title], [organisation, account, date], introduction, numberedCodes, howToUse, howToMakeNewOnes,
        ]
        for index in sections.indices {
            sections[index].removeAll { $0.isEmpty }
        }
        return sections.filter { !$0.isEmpty }
            .map { $0.map { $0 + "\r\n" }.joined() }
            .joined(separator: "\r\n")
    }
}
