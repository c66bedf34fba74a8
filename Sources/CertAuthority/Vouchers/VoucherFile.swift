/// A voucher's code with the line on which it stands in a file.
public struct VoucherLine: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The learner's reference whom it is for, or nil for anyone.
    public let learner: String?
    /// The code.
    public let code: VoucherCode

    /// Puts a code on a line.
    public init(line: Int, learner: String?, code: VoucherCode) {
        self.line = line
        self.learner = learner
        self.code = code
    }
}

/// A file of voucher codes: one a line, for whoever comes first, or CSV with the columns
/// `learner_ref` and `code`, each for its learner. No fault repeats a code.
public enum VoucherFile {
    private static let columns = ["learner_ref", "code"]

    /// Reads a file.
    ///
    /// - Parameter file: Its name, for the faults.
    /// - Throws: ``SourceFaults`` naming every line that holds no code.
    public static func read(
        _ content: [UInt8], file: String
    ) throws(SourceFaults) -> [VoucherLine] {
        let table = CSVDocument(content)
        let isTable = table.columns.count > 1
        var lines: [VoucherLine] = []
        var faults: [SourceFault] = []
        func take(_ text: String, for learner: String?, line: Int) {
            do throws(MistypedCode) {
                lines.append(
                    VoucherLine(line: line, learner: learner, code: try VoucherCode(text)))
            } catch {
                faults.append(
                    SourceFault(
                        file: file, line: line, field: "code", reason: error.description,
                        remedy: "write the code as issued, or remove the line"))
            }
        }
        if isTable {
            guard let learner = table.index(of: columns[0]), let code = table.index(of: columns[1])
            else {
                throw SourceFaults([
                    SourceFault(
                        file: file, line: 1, field: "",
                        reason: "the table does not have the columns learner_ref and code",
                        remedy: "name the columns so, or write one code a line and no header")
                ])
            }
            faults += table.faults.map { fault in
                SourceFault(
                    file: file, line: fault.line, field: "", reason: fault.reason,
                    remedy: "correct the line")
            }
            for record in table.records where record.damagedFields.isEmpty {
                guard !record.fields[learner].isEmpty else {
                    faults.append(
                        SourceFault(
                            file: file, line: record.line, field: "learner_ref",
                            reason: "there is no learner's reference",
                            remedy: "write the learner of the voucher, or remove the line"))
                    continue
                }
                take(record.fields[code], for: record.fields[learner], line: record.line)
            }
        } else {
            let text =
                content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content[...]
            let parts = text.split(separator: 0x0A, omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                let bytes = part.last == 0x0D ? part.dropLast() : part
                guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
                take(String(decoding: bytes, as: UTF8.self), for: nil, line: index + 1)
            }
        }
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return lines
    }
}
