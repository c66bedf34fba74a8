import CertAuthority
import Office
import Synchronization

/// Tells what happens while certificates are issued, and writes what is to be on disk before they are.
final class IssueListener: Sendable {
    private let settlement: SettlementOptions
    private let words = Mutex<CohortWords?>(nil)
    private let progress = Mutex<Progress?>(nil)

    init(_ settlement: SettlementOptions) { self.settlement = settlement }

    /// Tells of a cohort's file with those words from now on.
    func listen(with words: CohortWords) { self.words.withLock { $0 = words } }

    /// Hears of an event.
    func hear(_ event: IssueEvent) throws {
        switch event {
        case .read(let reading): words.withLock { $0?.warn(reading) }
        case .checked(let reading, let findings):
            try words.withLock { try $0?.write(findings, reading) }
        case .overtaken(let batch, let state):
            Terminal.complain(
                "another certctl has \(state == .finished ? "finished" : "abandoned") batch \(batch) "
                    + "meanwhile; run this again to issue the remaining rows")
        case .resumed(let record):
            Terminal.complain(
                "resuming batch \(record.batch.id): \(record.remaining) of \(record.size) to issue"
            )
        case .warning(let warning): Terminal.complain("warning: \(warning.text.told)")
        case .settled(let fees): try fees.writeOrders(settlement)
        case .recorded(_, 0, let size):
            progress.withLock { $0 = Progress(total: size, noun: "certificates") }
        case .recorded(_, let done, _): progress.withLock { $0?.show(done) }
        }
    }
}
