import CertAuthority
import Credentials
import LinkedData
import Verification

/// Looks at the status lists: what is signed is what is recorded, and both are what the
/// certificates' standings ask for.
struct StatusListsExamination<Store: StoreExamination> {
    let store: Store

    private static var resign: RemedyText {
        """
        suspend and reinstate one certificate of this list, which signs it anew from its bits; \
        where bits differ, compare with \(do: .verifyAudit) first
        """
    }

    func checks(at instant: Timestamp) async throws -> [DoctorCheck] {
        let installation = try await store.installation()
        let verifier = Verifier(
            resources: StoreResources(store: store, installation: installation))
        var checks: [DoctorCheck] = []
        for id in try await store.statusListIDs() {
            guard let list = try await store.statusListRecord(id) else { continue }
            let report = await verifier.verify(list.credential, at: instant)
            var faults = recordFaults(list)
            faults += signedFaults(list, report, id, installation)
            if list.updated > instant {
                faults.append("it was signed at \(list.updated), which is still to come")
            }
            let share = list.used * 100 / max(1, list.bits.length)
            checks += faults.map { .finding("status-lists", "\(id): \($0)", Self.resign) }
            if faults.isEmpty {
                checks.append(
                    .well(
                        "status-lists",
                        "\(id): \(list.used) of \(list.bits.length) places (\(share) %), signed at "
                            + "\(list.updated)"))
            }
        }
        return checks.isEmpty ? [.well("status-lists", "no list was opened yet")] : checks
    }

    private func recordFaults(_ list: StatusListRecord) -> [String] {
        var faults: [String] = []
        if list.bits != list.wantedBits {
            let count = zip(list.bits.bytes, list.wantedBits.bytes)
                .reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
            faults.append("\(count) bits are not what the certificates' standings ask for")
        }
        if list.allocated.bytes.count != list.bits.bytes.count {
            faults.append("the map of places that were given out has another length")
        } else if zip(list.taken.bytes, list.allocated.bytes).contains(where: { $0 & ~$1 != 0 }) {
            faults.append("places are in use that do not count as given out")
        }
        if list.used != list.allocated.bytes.reduce(0, { $0 + $1.nonzeroBitCount }) {
            faults.append("the count of places that were given out is wrong")
        }
        return faults
    }

    private func signedFaults(
        _ list: StatusListRecord, _ report: VerificationReport, _ id: String,
        _ installation: Installation
    ) -> [String] {
        var faults: [String] = []
        let url = installation.statusListURL(id)
        let issuer = report.credential?["issuer"]?.stringValue
        if issuer?.isExactly(installation.did(of: list.organisation)) != true {
            faults.append("the signed list is not of \(list.organisation), whose list it is here")
        }
        let since = report.credential?["validFrom"]?.stringValue.flatMap { Timestamp($0) }
        if since?.wholeSecond != list.updated {
            faults.append("it was signed at another time than the record says")
        }
        if list.length != list.bits.length {
            faults.append("it has \(list.bits.length) places, and the record says \(list.length)")
        }
        if list.strangers > 0 {
            faults.append(
                "\(list.strangers) certificates of other organisations have a place in it")
        }
        if report.verdict != .valid {
            let fault = report.checks.first { $0.result != .passed && $0.bearing != .information }
            faults.append(
                "the signed list does not verify: \(fault?.detail ?? report.verdict.rawValue)")
        }
        if report.credential?["id"]?.stringValue?.isExactly(url) != true {
            faults.append("the signed list is another list")
        }
        let encoded = report.credential?["credentialSubject"]?["encodedList"]?.stringValue ?? ""
        do throws(StatusListError) {
            if try BitstringStatusList(encoded: encoded) != list.bits {
                faults.append("the signed list has other bits than the record")
            }
        } catch {
            faults.append("the signed list cannot be decoded: \(error)")
        }
        return faults
    }
}
