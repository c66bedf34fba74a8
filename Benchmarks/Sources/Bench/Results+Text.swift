import Credentials
import Foundation

extension Results {
    /// Tables for people.
    var text: String {
        ([head] + [securedTable, stageTable, flatnessText, refusalTable]).joined(separator: "\n")
    }

    private var head: String {
        var lines = [
            "Operations a second of processor time, one thread; medians of \(rounds) rounds.",
            "",
            Self.row("OpenSSL with Ed25519", ["sign/s", "verify/s"]),
            Self.row("  in this process", [base.sign.rate, base.verify.rate].map(Self.whole)),
        ]
        if let speed {
            lines.append(
                Self.row("  openssl speed", [speed.sign, speed.verify].map(Self.whole)))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Ratios are to OpenSSL's work with Ed25519, then to that with the same kind of key, both in
    /// this process in the same round.
    private var securedTable: String {
        var lines = [
            "Badges: sign = from the badge to signed bytes; verify = from bytes to the signature's"
                + " answer;",
            "verdict = from bytes through all checks, status list with them. x = of OpenSSL's"
                + " Ed25519, = of the same key.",
            Self.row(
                "", ["bytes", "sign/s", "x", "=", "verify/s", "x", "=", "verdict/s", "x"]),
        ]
        for entry in secured {
            lines.append(
                Self.row(
                    entry.name,
                    [
                        String(entry.bytes), Self.whole(entry.sign.rate),
                        Self.ratio(entry.sign.ratio(to: base.sign)),
                        Self.ratio(entry.sign.ratio(to: entry.raw.sign)),
                        Self.whole(entry.verify.rate),
                        Self.ratio(entry.verify.ratio(to: base.verify)),
                        Self.ratio(entry.verify.ratio(to: entry.raw.verify)),
                        entry.verdict.map { Self.whole($0.rate) } ?? "-",
                        entry.verdict.map { Self.ratio($0.ratio(to: base.verify)) } ?? "-",
                    ]))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var stageTable: String {
        ([Self.row("Stages of eddsa-rdfc-2022, each alone", ["µs"])]
            + stages.map { Self.row("  \($0.name)", [Self.tenths($0.microseconds)]) })
            .joined(separator: "\n") + "\n"
    }

    private var flatnessText: String {
        let window = Flatness.window
        var lines = [
            "\(Flatness.total) distinct badges signed and verified in this process",
            Self.row("  the very first", [Self.tenths(flatness.cold), "µs"]),
            Self.row("  median of the first \(window)", [Self.tenths(flatness.first), "µs"]),
            Self.row("  median of the last \(window)", [Self.tenths(flatness.last), "µs"]),
        ]
        if let memory = flatness.memory {
            let sizes = [String(memory.first), String(memory.last), "KiB"]
            lines.append(Self.row("  memory after the one and the other", sizes))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var refusalTable: String {
        (["Hostile documents, by a new verifier each time"]
            + refusals.map {
                Self.row("  \($0.name)", [Self.tenths($0.milliseconds) + " ms"])
                    + "  \($0.verdict.rawValue); \($0.reason.prefix(120))"
            })
            .joined(separator: "\n") + "\n"
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        let padding = String(repeating: " ", count: max(0, 38 - name.count))
        return name + padding
            + cells.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
    }

    private static func whole(_ number: Double) -> String { String(Int(number.rounded())) }
    private static func tenths(_ number: Double) -> String { String((number * 10).rounded() / 10) }
    private static func ratio(_ number: Double) -> String {
        String((number * 100).rounded() / 100)
    }
}
