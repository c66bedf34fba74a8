public import ArgumentParser
import CertAuthority
import Foundation
public import NetworkLookup
import Office

/// The mail server, and who writes.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The mail server (SMTP) as host or host:port, such as mail.example.org:587.",
            valueName: "host"))
    var server: String?

    @Option(help: "starttls (upgrade to TLS required), tls (from the start), or none.")
    var security = MailServer.Security.starttls

    @Option(help: ArgumentHelp("The user name at the mail server.", valueName: "name"))
    var user: String?

    @Option(
        help: ArgumentHelp(
            "A file with the password in its first line (or CERTAUTHORITY_MAIL_PASSWORD).",
            valueName: "file"), completion: .file())
    var passwordFile: String?

    @Option(
        help: ArgumentHelp(
            "A PEM file of CA certificates to trust instead of the system's.", valueName: "file"),
        completion: .file())
    var caFile: String?

    @Option(
        help: ArgumentHelp(
            "The From address: \"AI Skills Coalition <certificates@example.org>\".",
            valueName: "address"))
    var from: String

    @Option(
        help: ArgumentHelp(
            "The Reply-To address (default: the From address).", valueName: "address"))
    var replyTo: String?

    @Option(
        help: ArgumentHelp(
            "The language for learners without a recorded one.", valueName: "language"))
    var language = Language.english

    @Option(help: ArgumentHelp("The maximum number of messages per minute.", valueName: "count"))
    var perMinute = 60

    func validate() throws {
        guard (1...6000).contains(perMinute) else {
            throw ValidationError("--per-minute must be from 1 to 6000.")
        }
    }

    /// The server as the options describe it.
    func mailServer() throws -> MailServer {
        guard let server else {
            throw CommandFailure(.usage, "name the mail server with --server, or try --dry-run")
        }
        let parts = server.split(separator: ":", omittingEmptySubsequences: false)
        let port = parts.count == 2 ? UInt16(parts[1]) : nil
        guard let host = parts.first, parts.count == 1 || (parts.count == 2 && port != nil) else {
            throw CommandFailure(.usage, "--server must be a host, or host:port")
        }
        return try MailServer(
            host: String(host), port: port, security: security, user: user, password: password(),
            certificateFile: caFile)
    }

    private func password() throws -> String? {
        if let passwordFile {
            let content = try FileSystem.read(passwordFile, limit: 4096)
            return String(
                decoding: content.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        }
        return ProcessInfo.processInfo.environment["CERTAUTHORITY_MAIL_PASSWORD"]
    }

    /// A mailbox as it was typed.
    static func mailbox(_ text: String, _ option: String) throws -> Mailbox {
        do throws(MailAddressFault) {
            return try Mailbox(text)
        } catch {
            throw CommandFailure(.usage, "\(option): \(error)")
        }
    }
}

extension MailServer.Security: ExpressibleByArgument {}
