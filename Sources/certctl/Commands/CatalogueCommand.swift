import ArgumentParser
import CertAuthority
import LinkedData

struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Organisations, programmes and fees.",
        subcommands: [CatalogueApplyCommand.self])
}

struct CatalogueApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Check a catalogue's folder and put it in force.",
        discussion: """
            All files are checked first; every fault is listed with its file, line and field, and
            then nothing is changed. Applying the same files again changes nothing.

            EXAMPLES
              certctl catalogue apply seeds/ --dry-run
              certctl catalogue apply seeds/
            """)

    @Argument(help: "The folder with organisations.yaml, programmes.yaml, fees.yaml, reference/.")
    var folder: String

    @Flag(help: "Check and show what would change, but change nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let files = try CatalogueLoader.read(folder: folder)
            let contents = try CatalogueLoader.parse(files)
            let store = try common.writableStore()
            let stored = try await store.catalogue()
            // Rules may have become stricter since; that must not stand in a correction's way.
            let before = CatalogueFiles(stored: stored).flatMap { try? CatalogueLoader.parse($0) }
            let difference = CatalogueDifference(
                from: before?.catalogue ?? Catalogue(), to: contents.catalogue)
            let changedFiles = files.contents.filter { stored.files[$0.key] != $0.value }
                .keys.sorted()
            if !dryRun, !changedFiles.isEmpty {
                try await store.apply(
                    StoredCatalogue(version: stored.version, files: files.contents),
                    change.authorship)
            }
            report(difference, changedFiles, contents)
        }
    }

    private func report(
        _ difference: CatalogueDifference, _ changedFiles: [String], _ contents: CatalogueContents
    ) {
        if common.json {
            Terminal.say([
                "applied": .bool(!dryRun && !changedFiles.isEmpty),
                "changes": .array(difference.changes.map { .string($0.description) }),
                "changedFiles": .array(changedFiles.map { .string($0) }),
                "organisations": .number(Double(contents.catalogue.organisations.count)),
                "programmes": .number(Double(contents.catalogue.programmes.count)),
                "series": .number(Double(contents.catalogue.series.count)),
            ])
            return
        }
        for change in difference.changes { Terminal.say(change.description) }
        if changedFiles.isEmpty {
            Terminal.say("nothing to change")
        } else {
            let verb = dryRun ? "would change" : "changed"
            Terminal.say("\(verb): \(changedFiles.joined(separator: ", "))")
        }
    }
}
