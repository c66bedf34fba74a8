import ArgumentParser
import CertAuthority

/// The page of `certctl --help`: the commands by task.
enum RootHelp {
    /// The commands in the groups of ``Certctl``, each with its line, and examples of the tasks
    /// that people look for first.
    static var page: HelpPage {
        let groups = Certctl.configuration.groupedSubcommands.map { group in
            HelpPage.Section(
                group.name.uppercased(),
                group.subcommands.map { command in
                    .entry(command._commandName, command.configuration.abstract)
                })
        }
        return HelpPage(
            abstract: Certctl.configuration.abstract,
            sections: [.init("USAGE", [.usage("certctl COMMAND [ARGUMENTS] [OPTIONS]")])]
                + groups + [examples, more])
    }

    private static let examples = HelpPage.Section(
        "EXAMPLES",
        [
            .example(
                "certctl init --name \"AI Skills Coalition\" --base-url https://verify.example.org"),
            .example("certctl issue cohort.csv --programme ai-foundations --dry-run"),
            .example("certctl reissue NUMBER --name \"Zoë Müller-Åkesson\""),
            .example("certctl revoke NUMBER --reason \"issued by mistake\""),
            .example(
                "certctl payments record --order ORD-7K3M-9QXD-C --amount \"USD 60.00\" "
                    + "--provider bank --id \"statement 12, line 4\""),
            .example("certctl backup /backup/certauthority-$(date +%F).sqlite"),
        ])

    private static let more = HelpPage.Section(
        "MORE",
        [
            .entry("certctl help COMMAND", "options and examples of a command"),
            .entry("certctl help exit-codes", "meaning of the exit codes"),
            .entry(
                "--home FOLDER",
                "installation folder (default: CERTAUTHORITY_HOME, else "
                    + "~/.certauthority)"),
            .entry(
                "--passphrase-file FILE",
                "file with the passphrase of a key (default: "
                    + "CERTAUTHORITY_PASSPHRASE, or a prompt)"),
        ])
}
