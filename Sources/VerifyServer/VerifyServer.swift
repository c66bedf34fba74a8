import ArgumentParser
import CertAuthority
import Foundation
import Logging

/// The public side: answers whether a certificate is valid. It reads the store and nothing else; it
/// has no key and can write nothing.
@main
struct VerifyServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "VerifyServer",
        abstract: "Serve certificate verification over HTTP, read-only and without keys.",
        usage: "VerifyServer [OPTIONS]",
        discussion: """
            Settings are read from options, then from the environment (such as
            VERIFYSERVER_LIMITS_CONNECTIONS), then from a YAML file (--config). docs/operations.md
            lists all settings.

            EXAMPLES
              VerifyServer --home /var/lib/certauthority --host 127.0.0.1 --port 8080
              VerifyServer --config /etc/certauthority/verify.yaml
              VerifyServer --set limits.connections=10000 --set log.format=json

            SIGNALS
              HUP        reload the TLS certificate and key
              TERM, INT  finish open requests, then stop; a second signal stops at once

            EXIT CODES
              0    stopped by a signal
              1    any other failure
              4    unknown setting or invalid value; all are listed
              13   TLS certificate or key not usable
              20   no installation found
              21   store written by a newer version
              22   store damaged
              25   no permission to read the store
              27   store written by an older version; run certctl upgrade
              30   port in use
              31   cannot listen on this host and port
              64   invalid command line
              130  stopped at once by a second signal
            """,
        version: ProductVersion.current)

    @Option(
        help: ArgumentHelp(
            "The installation folder (default: CERTAUTHORITY_HOME, else ~/.certauthority).",
            valueName: "folder"), completion: .directory)
    var home: String?

    @Option(
        help: ArgumentHelp("The address to listen on (default: 127.0.0.1).", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port to listen on (default: 8080).", valueName: "number"))
    var port: UInt16?

    @Option(
        help: ArgumentHelp(
            "A YAML file with settings (or VERIFYSERVER_CONFIG).", valueName: "file"),
        completion: .file()
    )
    var config: String?

    @Option(
        help: ArgumentHelp("A PEM file with the TLS certificate chain.", valueName: "file"),
        completion: .file())
    var tlsCertificate: String?

    @Option(
        help: ArgumentHelp("A PEM file with the TLS private key.", valueName: "file"),
        completion: .file())
    var tlsKey: String?

    @Option(
        help: ArgumentHelp("The port for metrics and health (default: none).", valueName: "number"))
    var adminPort: UInt16?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Any setting, as NAME=VALUE; may be repeated.", valueName: "name=value"))
    var assignments: [String] = []

    /// Runs the command line; help is wrapped for the terminal's width.
    static func main() async {
        HelpPage.settleWidth(environment: ProcessInfo.processInfo.environment)
        do {
            let server = try parse()
            try await server.run()
        } catch {
            let message = fullMessage(for: error, columns: HelpPage.unwrapped)
            guard exitCode(for: error).isSuccess, let page = HelpPage(reading: message) else {
                exit(withError: error)
            }
            do { try page.show(environment: ProcessInfo.processInfo.environment) } catch {
                exit(withError: ExitCode.failure)
            }
        }
    }

    func validate() throws {
        for assignment in assignments where !assignment.contains("=") {
            throw ValidationError("--set \(assignment) is not NAME=VALUE")
        }
    }

    func run() async throws {
        let writer = LogWriter()
        var settings: Settings?
        do {
            let checked = try readSettings(ProcessInfo.processInfo.environment)
            settings = checked
            try await ServerRun(settings: checked, writer: writer).run()
            writer.flush()
        } catch {
            writer.flush()
            let failure = StartFailure(
                error, host: settings?.host ?? "", port: settings?.port ?? 0)
            for line in failure.message.split(separator: "\n") {
                try? FileHandle.standardError.write(contentsOf: Data("error: \(line)\n".utf8))
            }
            throw ExitCode(failure.code)
        }
    }

    private func readSettings(_ environment: [String: String]) throws -> Settings {
        var flags = assignments.map { assignment in
            let parts = assignment.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(parts[0]), value: String(parts[1]))
        }
        let named: [(SettingName, String?)] = [
            (.home, home), (.host, host), (.port, port.map { "\($0)" }),
            (.certificate, tlsCertificate), (.key, tlsKey), (.adminPort, adminPort.map { "\($0)" }),
        ]
        for (setting, value) in named {
            if let value { flags.append((setting.rawValue, value)) }
        }
        var file: (path: String, entries: [SettingsFile.Entry])?
        if let path = config ?? environment[SettingSources.fileVariable] {
            file = (
                path, try SettingsFile.read(path: path, bytes: FileSystem.read(path))
            )
        }
        let sources = try SettingSources(flags: flags, environment: environment, file: file)
        var settings = try Settings(sources)
        let standard = (environment["HOME"] ?? ".") + "/.certauthority"
        settings.home = settings.home ?? environment["CERTAUTHORITY_HOME"] ?? standard
        settings.told = sources.told(home: settings.home)
        return settings
    }
}
