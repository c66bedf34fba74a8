public import LinkedData

/// Verifies credentials: anyone's, by the same checks.
///
/// The order of the checks is that of Open Badges 3.0 §8 and VCDM 2.0 §7.1: structure, proof,
/// period, status.
public struct Verifier<Resources: VerificationResources>: Sendable {
    private let resources: Resources
    private let limits: JSONLimits

    /// A verifier that looks things up in `resources`.
    public init(resources: Resources, limits: JSONLimits = .standard) {
        self.resources = resources
        self.limits = limits
    }

    /// Verifies one credential.
    ///
    /// - Parameters:
    ///   - bytes: The document as received.
    ///   - instant: The time for which the verdict is wanted.
    /// - Returns: Every check that was reached; the verdict follows from them.
    public func verify(_ bytes: [UInt8], at instant: Timestamp) async -> VerificationReport {
        let document: JSONObject
        switch Self.read(bytes, limits: limits) {
        case .success(let object): document = object
        case .failure(let check): return VerificationReport(checks: [check], credential: nil)
        }
        var checks = await verifySecured(document, at: instant)
        checks.append(
            contentsOf: await StatusVerification(verifier: self).checks(document, instant))
        return VerificationReport(checks: checks, credential: document)
    }

    /// Everything but the status: structure, proof and period.
    func verifySecured(_ document: JSONObject, at instant: Timestamp) async -> [Check] {
        var checks = [DataModelStructure.check(document)]
        guard checks[0].result == .passed else { return checks }
        checks += await ProofVerification(resources: resources).checks(document, at: instant)
        checks.append(ValidityPeriod.check(document, at: instant))
        return checks
    }

    /// Looks up a status list and reads it as a document.
    func statusList(_ url: String) async -> Lookup<JSONObject> {
        switch await resources.statusListCredential(url) {
        case .unavailable(let reason): return .unavailable(reason)
        case .found(let bytes):
            switch Self.read(bytes, limits: limits) {
            case .success(let document): return .found(document)
            case .failure(let check): return .unavailable(check.detail)
            }
        }
    }

    private enum Reading {
        case success(JSONObject)
        case failure(Check)
    }

    private static func read(_ bytes: [UInt8], limits: JSONLimits) -> Reading {
        func failed(_ detail: String) -> Reading {
            .failure(
                Check(
                    "parsing", .failed, detail, bearing: .genuineness,
                    problemType: "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"))
        }
        do {
            guard let object = try JSON.parse(bytes, limits: limits).objectValue else {
                return failed("The document is not a JSON object.")
            }
            return .success(object)
        } catch {
            return failed("The document is not readable as JSON: \(error.description).")
        }
    }
}
