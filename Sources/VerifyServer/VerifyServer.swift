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
        abstract: "Answer over HTTP whether a certificate is valid.",
        discussion: """
            Settings come from flags, else from the environment (VERIFYSERVER_LIMITS_CONNECTIONS),
            else from a YAML file (--config). docs/operations.md lists them.

            EXAMPLES
              VerifyServer --home /var/lib/certauthority --host 127.0.0.1 --port 8080
              VerifyServer --config /etc/certauthority/verify.yaml
              VerifyServer --set limits.connections=10000 --set log.format=json

            SIGNALS
              HUP        read the TLS certificate and key anew
              TERM, INT  answer what has begun, then stop; a second one stops at once

            EXIT CODES
              0   stopped as asked
              1   failed for a reason without a code of its own
              4   a setting is unknown or has a value that does not do; all are listed
              13  the TLS certificate or key cannot be used
              20  there is no installation
              21  the store was written by a newer version
              22  the store is damaged
              25  this user may not read the store
              27  the store was written by an older version; run certctl upgrade
              30  the port is in use
              31  this host and port cannot be listened on
              64  the command line is not understood
              130 stopped at once by a second signal
            """,
        version: "0.1.0")

    @Option(help: "The installation's folder (or CERTAUTHORITY_HOME; else ~/.certauthority).")
    var home: String?

    @Option(help: "The address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on (default: 8080).")
    var port: UInt16?

    @Option(help: "A YAML file with settings (or VERIFYSERVER_CONFIG).")
    var config: String?

    @Option(help: "PEM file with the TLS certificate and those that lead to it.")
    var tlsCertificate: String?

    @Option(help: "PEM file with the TLS certificate's key.")
    var tlsKey: String?

    @Option(help: "The port for metrics and health (default: none).")
    var adminPort: UInt16?

    @Option(name: .customLong("set"), help: "Any setting, as NAME=VALUE; may be repeated.")
    var assignments: [String] = []

    /// Runs the command line; help is wrapped for the terminal's width.
    static func main() async {
        do {
            let server = try parse()
            try await server.run()
        } catch {
            let message = fullMessage(for: error, columns: HelpPage.unwrapped)
            guard exitCode(for: error).isSuccess, let page = HelpPage(reading: message) else {
                exit(withError: error)
            }
            page.show(environment: ProcessInfo.processInfo.environment)
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
                FileHandle.standardError.write(Data("error: \(line)\n".utf8))
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
