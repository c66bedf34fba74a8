import ArgumentParser
import CertAuthority
import Foundation
import LinkedData
import Office
import StoreSQLite
import StoreAccess
import Synchronization

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the installation and suggest remedies (read-only).",
        discussion: """
            Checks files and permissions, free disk space, the store, the clock, batches, the
            catalogue, keys and status lists. With a passphrase, from --passphrase-file or
            CERTAUTHORITY_PASSPHRASE, the current keys are also opened.

            EXAMPLES
              certctl doctor
              certctl doctor --thorough --passphrase-file /etc/certauthority/passphrase
            """)

    @Flag(
        help: """
            Also check every page and index of the store and the whole audit, and verify every certificate.
            """)
    var thorough = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let doctor = Doctor(
                home: common.installationHome, passphrase: try passphrase.givenPassphrase(),
                isThorough: thorough, progress: DoctorProgress.show
            ) { [home = common.installationHome] _ throws(StoreError) in
                try StoreLocation(home: home).openForReading()
            }
            let checks = await doctor.examine(at: SystemTime.now)
            let count = checks.count { $0.result == .finding }
            if common.json {
                Terminal.say([
                    "checks": .array(checks.map(\.document)), "findings": .number(Double(count)),
                ])
            } else {
                for check in checks {
                    Terminal.say("\(check.result.rawValue)  \(check.name): \(check.detail.told)")
                    if let remedy = check.remedy { Terminal.say("         to do: \(remedy.told)") }
                }
                Terminal.complain(
                    count == 0 ? "all well" : "\(Count(count, "finding"))")
            }
            guard count == 0 else { throw ExitCode(ExitStatus.unwell.rawValue) }
        }
    }
}

/// How far the verification of all certificates has come.
private enum DoctorProgress {
    private static let shown = Mutex<Progress?>(nil)

    @Sendable static func show(_ count: Int, of total: Int) {
        shown.withLock { progress in
            var current = progress ?? Progress(total: total, noun: "certificates")
            current.show(count)
            progress = current
        }
    }
}

extension DoctorCheck {
    /// The check as a JSON object.
    fileprivate var document: JSON {
        [
            "check": .string(name), "result": .string(result.rawValue),
            "detail": .string(detail.told),
            "remedy": remedy.map { .string($0.told) } ?? .null,
        ]
    }
}
