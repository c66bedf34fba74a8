import CertAuthority
import Credentials
import Foundation
import Synchronization

/// Signs on all cores, with an issuer for each, apart from the others.
struct SigningCrew: Sendable {
    private let issuers: [CertificateIssuer]
    private let plan: PlanExamination?

    /// Small, so that no core waits long for the others at the end of a chunk.
    private static let part = 25

    /// A crew for chunks of so many certificates of a plan; a few are signed by the issuer itself.
    init(_ issuer: CertificateIssuer, of plan: PlanExamination?, for count: Int) {
        self.plan = plan
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let wanted = min(cores, (count + Self.part - 1) / Self.part)
        issuers = wanted < 2 ? [issuer] : (0..<wanted).map { _ in issuer.apart() }
    }

    /// The signed certificates, in the order of the plan.
    ///
    /// - Throws: ``PlanDisagreement`` when a row is not as it was planned; what
    ///   ``CertificateIssuer/certificate(_:of:)`` throws.
    func sign(
        _ planned: [PlannedCertificate], of batch: Batch
    ) async throws -> [IssuedCertificate] {
        let part = Self.part
        let next = NextPart()
        return try await withThrowingTaskGroup(of: [(Int, [IssuedCertificate])].self) { group in
            for issuer in issuers {
                group.addTask {
                    var done: [(Int, [IssuedCertificate])] = []
                    var salts = SecureRandomSupply()
                    while case let start = next.take() * part, start < planned.count {
                        let slice = planned[start..<min(start + part, planned.count)]
                        let issued = try slice.map { planned in
                            try plan?.check(planned)
                            return IssuedCertificate(
                                planned: planned,
                                certificate: try issuer.certificate(planned, of: batch),
                                salt: try salts.bytes(CertificateBinding.saltLength))
                        }
                        done.append((start, issued))
                        // Whoever hands the next chunk to the store would otherwise wait until this
                        // one is signed, and the store with it.
                        await Task.yield()
                    }
                    return done
                }
            }
            var parts: [(Int, [IssuedCertificate])] = []
            for try await done in group { parts += done }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}

/// Hands out parts of a chunk, each once.
private final class NextPart: Sendable {
    private let next = Atomic(0)

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
