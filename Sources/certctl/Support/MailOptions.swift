public import ArgumentParser
import CertAuthority
import Foundation
public import NetworkLookup
import Office

/// The mail server, and who writes.
struct MailOptions: ParsableArguments {
    @Option(help: "The mail server's host, perhaps with a port: mail.example.org:587.")
    var server: String?

    @Option(help: "starttls (the connection must change to TLS), tls (from the start), or none.")
    var security = MailServer.Security.starttls

    @Option(help: "Who signs in at the mail server.")
    var user: String?

    @Option(
        help: "A file whose first line is the password (or CERTAUTHORITY_MAIL_PASSWORD).")
    var passwordFile: String?

    @Option(help: "A file of certificates to trust in place of the system's.")
    var caFile: String?

    @Option(help: "Who writes: \"AI Skills Coalition <certificates@example.org>\".")
    var from: String

    @Option(help: "Where answers go, where that is not to the one who writes.")
    var replyTo: String?

    @Option(help: "The language for learners of whom none is known.")
    var language = Language.english

    @Option(help: "How many messages at most in a minute.")
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
