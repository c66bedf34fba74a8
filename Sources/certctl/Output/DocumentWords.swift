import CertAuthority
import LinkedData
import Office
import Synchronization

extension DocumentFolder.Outcome {
    /// Tells people what was done.
    func tell(_ path: String) {
        for fault in faults { Terminal.complain(fault.text) }
        let rest = kept > 0 ? ", \(Count(kept, "existed already", "existed already"))" : ""
        Terminal.complain("wrote \(Count(written, "document")) to \(path)\(rest)")
    }

    /// What was done, as a JSON object.
    var json: JSON {
        [
            "written": .number(Double(written)), "kept": .number(Double(kept)),
            "faults": .array(faults.map { .string($0.text) }),
        ]
    }

    /// - Throws: `CommandFailure` where a document is missing.
    func conclude(_ path: String) throws {
        guard faults.isEmpty else {
            throw CommandFailure(
                .failed,
                "\(Count(faults.count, "document")) cannot be created; all others are in \(path), and the "
                    + "certificates are unchanged")
        }
    }
}

extension DocumentFolder.Fault {
    /// Whose document it is, and why it cannot be made.
    fileprivate var text: String {
        let row = item.row.map { "row \($0), " } ?? ""
        return "\(row)\(item.number) (\(item.name)): \(error.told)"
    }
}

extension DocumentFolder {
    /// Writes what is not there yet, and shows how far it is.
    func writeShowing(
        _ items: [Item], shouldStop: @Sendable () -> Bool
    ) async throws -> Outcome {
        let progress = Mutex(Progress(total: items.count, noun: "documents"))
        return try await write(items, shouldStop: shouldStop) { done in
            progress.withLock { $0.show(done) }
        }
    }
}
