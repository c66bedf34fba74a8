public import CertAuthority
import Documents
import Verification

/// Which certificates a person means.
public enum CertificateChoice: Sendable {
    /// One, by its number as it was typed.
    case number(String)
    /// All of a batch.
    case batch(String)
    /// Those that a file names, a number or address a line or in a column `number`.
    case file(path: String, content: [UInt8])
}

/// The certificates that a person means, as they stand.
public struct ChosenCertificates: Sendable {
    /// Where they stand, in the order of the choice.
    public let standings: [CertificateStanding]
    /// The batch that was chosen, where some of it is still to be issued.
    public let unfinished: BatchRecord?
}

extension OfficeRecord {
    /// Finds the certificates that are meant; every bad line of a file is told.
    ///
    /// - Parameter refusal: Why one that a file names cannot be meant, and what to do; nil where it
    ///   can.
    /// - Throws: ``OfficeRefusal`` (`notFound`); `CertificateNumber.Fault`; `SourceFaults`;
    ///   `StoreError`.
    public func chosen(
        _ choice: CertificateChoice,
        refusal: (CertificateStanding) -> (reason: String, remedy: String)? = { _ in nil }
    ) async throws -> ChosenCertificates {
        switch choice {
        case .number(let text):
            let typed = try CertificateNumber(text)
            let found = try await standings(.numbers([typed]))
            guard !found.isEmpty else {
                throw OfficeRefusal(.notFound, "there is no certificate \(typed)")
            }
            return ChosenCertificates(standings: found, unfinished: nil)
        case .batch(let batch):
            guard let record = try await self.batch(batch) else {
                throw OfficeRefusal(.notFound, "there is no batch \(batch)")
            }
            return ChosenCertificates(
                standings: try await standings(.batch(batch)),
                unfinished: record.remaining > 0 ? record : nil)
        case .file(let path, let content):
            let list = try NumberList(
                file: path, content, installation: try await installation(),
                extraction: .standard)
            return ChosenCertificates(
                standings: try await standings(of: list, refusal: refusal), unfinished: nil)
        }
    }

    private func standings(
        of list: NumberList,
        refusal: (CertificateStanding) -> (reason: String, remedy: String)?
    ) async throws -> [CertificateStanding] {
        let found = try await standings(.numbers(list.entries.map(\.number)))
        let known = Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0) })
        var faults: [SourceFault] = []
        for entry in list.entries {
            guard let standing = known[entry.number] else {
                faults.append(
                    list.fault(
                        entry, "there is no such certificate", "correct or remove the line"))
                continue
            }
            if let (reason, remedy) = refusal(standing) {
                faults.append(list.fault(entry, reason, remedy))
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return found
    }

    /// The certificate whose number a person typed.
    ///
    /// - Throws: ``OfficeRefusal`` (`notFound`); `CertificateNumber.Fault`; `StoreError`.
    public func certificate(typed text: String) async throws -> Certificate {
        let number = try CertificateNumber(text)
        guard let certificate = try await certificate(number) else {
            throw OfficeRefusal(.notFound, "there is no certificate \(number)")
        }
        return certificate
    }
}
