import CertAuthority

/// What `certctl help` explains besides commands.
enum HelpTopic: String, CaseIterable {
    case exitCodes = "exit-codes"

    var page: HelpPage {
        switch self {
        case .exitCodes:
            HelpPage(
                abstract: "Exit codes of certctl.",
                sections: [
                    .init(
                        "EXIT CODES",
                        ExitStatus.allCases.map { status in
                            .entry("\(status.rawValue)", status.meaning)
                        }),
                    .init(
                        "",
                        [
                            .paragraph(
                                "A message on standard error names the place, the value and the "
                                    + "remedy. With --json, standard output has one JSON "
                                    + "document and nothing else.")
                        ]),
                ])
        }
    }
}
