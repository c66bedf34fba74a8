public import CertAuthority
public import Credentials

/// Looks an installation over and says what to do; changes nothing.
public struct Doctor<Store: StoreExamination>: Sendable {
    /// Opens the store of that path to be read, or says why it cannot.
    public typealias Opening = @Sendable (String) throws(StoreError) -> Store

    private let home: InstallationHome
    private let passphrase: [UInt8]?
    private let isThorough: Bool
    private let opening: Opening
    private let progress: @Sendable (Int, Int) -> Void

    /// A doctor for an installation.
    ///
    /// - Parameters:
    ///   - passphrase: Opens the private keys; without it they are only looked at from outside.
    ///   - isThorough: Whether every page of the store and the whole audit are read, and every
    ///     certificate is verified.
    ///   - progress: Is given how many certificates are verified, and of how many.
    ///   - opening: Opens the store, which is asked for only where it changes nothing.
    public init(
        home: InstallationHome, passphrase: [UInt8]?, isThorough: Bool,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }, opening: @escaping Opening
    ) {
        self.home = home
        self.passphrase = passphrase
        self.isThorough = isThorough
        self.progress = progress
        self.opening = opening
    }

    /// Every check that could be reached, in a fixed order.
    ///
    /// - Parameter instant: This machine's time.
    public func examine(at instant: Timestamp) async -> [DoctorCheck] {
        var checks = FilesExamination(home: home).checks()
        guard let store = open(&checks) else { return checks }
        let examinations: [(String, () async throws -> [DoctorCheck])] = [
            ("integrity", { [try await integrity(store)] }),
            ("audit", { try await audit(store) }),
            ("record", { try await record(store, instant) }),
            ("clock", { [try await clock(store, instant)] }),
            ("batches", { [try await batches(store)] }),
            ("catalogue", { try await CatalogueExamination(store: store).checks() }),
            (
                "keys",
                {
                    try await KeysExamination(
                        store: store, folder: home.keys, passphrase: passphrase,
                        instant: instant
                    ).checks()
                }
            ),
            (
                "status-lists",
                { try await StatusListsExamination(store: store).checks(at: instant) }
            ),
        ]
        for (name, examine) in examinations {
            do {
                checks += try await examine()
            } catch {
                let text =
                    (error as? any RemediableError)?.text ?? RemedyText(String(describing: error))
                checks.append(.finding(name, text, Self.restore))
            }
        }
        return checks
    }

    private static var restore: RemedyText {
        "restore the newest backup: \(do: .restoreNewestBackup)"
    }

    /// Opening a store whose side files are gone would make them; the doctor makes nothing.
    private func open(_ checks: inout [DoctorCheck]) -> Store? {
        let path = home.storePath
        if FileSystem.exists(path), FilesExamination(home: home).lacksSideFiles {
            checks.append(
                .notMade("store", "\(path) was not opened, because files beside it are missing"))
            return nil
        }
        do throws(StoreError) {
            let store = try opening(path)
            let name = FileSystem.exists(path) ? path : "the database"
            checks.append(.well("store", "\(name) opens and has the form of this version"))
            return store
        } catch {
            let remedy: RemedyText =
                switch error.code {
                case .missing:
                    "name the installation's folder with \(do: .nameInstallation), or restore a backup"
                case .older: "run \(do: .upgradeStore)"
                case .newer: "install the version that wrote the store"
                case .denied: "run this as the owner of the store, or correct the permissions"
                case .busy: "let the other process finish, then run this again"
                default: Self.restore
                }
            checks.append(.finding("store", error.text, remedy))
            return nil
        }
    }

    private func integrity(_ store: Store) async throws -> DoctorCheck {
        let faults = try await store.damages(isThorough: isThorough)
        guard let first = faults.first else {
            return .well(
                "integrity", isThorough ? "every page and index agrees" : "the pages are whole")
        }
        return .finding(
            "integrity",
            "the store is damaged: \(first)"
                + (faults.count > 1 ? ", and \(faults.count - 1) more" : ""), Self.restore)
    }

    private func audit(_ store: Store) async throws -> [DoctorCheck] {
        guard isThorough else {
            return [.notMade("audit", "checked with --thorough, or by \(do: .verifyAudit)")]
        }
        let report = try await store.checkAudit(heads: [])
        guard report.count > 0 else {
            return [
                .well("audit", "\(Count(report.head.count, "entry")), \(report.head.digest)"),
                report.unbound == 0
                    ? .well("bindings", "the audit binds every certificate")
                    : .well(
                        "bindings",
                        "\(Count(report.unbound, "certificate")) of an earlier version, which did not "
                            + "bind them to the audit; the others are as they were issued"),
            ]
        }
        return report.findings.prefix(10).map {
            .finding(
                "audit", $0.description,
                """
                keep the store as it is, and compare it with backups; \(do: .verifyAudit) lists all
                """)
        }
    }

    /// Every certificate, verified and compared with its row.
    private func record(_ store: Store, _ instant: Timestamp) async throws -> [DoctorCheck] {
        guard isThorough else {
            return [.notMade("record", "verified with --thorough, or by \(do: .verifyAudit)")]
        }
        let examination = RecordExamination(
            store: store, installation: try await store.installation())
        let size = try await examination.size()
        let report = try await examination.report(at: instant) { progress($0, size) }
        guard report.count > 0 else {
            return [
                .well(
                    "record",
                    "\(report.examined) certificates are signed by their organisations, and say what "
                        + "the record says")
            ]
        }
        return report.findings.prefix(10).map {
            .finding(
                "record", $0.description,
                """
                keep the store as it is, and compare it with backups; \(do: .verifyAudit) lists all
                """)
        }
    }

    private func clock(_ store: Store, _ instant: Timestamp) async throws -> DoctorCheck {
        guard let newest = try await store.newestInstant(), instant < newest else {
            return .well("clock", "the clock is not behind the newest entry of the audit")
        }
        return .finding(
            "clock", "the clock says \(instant), and the newest entry was written at \(newest)",
            "set the clock; what is issued meanwhile carries a wrong date")
    }

    private func batches(_ store: Store) async throws -> DoctorCheck {
        let unfinished = try await store.batches().filter { $0.state == .planned }
        guard let first = unfinished.first else {
            return .well("batches", "every batch is finished")
        }
        let names = unfinished.map { "\($0.batch.id) (\($0.remaining) of \($0.size) left)" }
        return .finding(
            "batches", "not finished: \(names.joined(separator: ", "))",
            """
            \(do: .resumeBatch(first.batch.id)), or \(do: .abandonBatch(first.batch.id)); \
            or let it finish, if it is being issued now
            """)
    }
}
