import ArgumentParser
import CertAuthority
import Credentials
import Office

/// Asks before something is done that cannot be taken back, or that others rely on.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Do not ask for confirmation.")
    var yes = false

    /// Shows what is going to be done and makes sure that it is meant: by a word for one, by the
    /// count for many. With `--yes` one goes ahead in silence, and many with a line.
    ///
    /// - Throws: `CommandFailure`: `usage` where nobody can be asked and `--yes` was not given,
    ///   `notConfirmed` for any other answer. Nothing was changed then.
    func confirm(_ deed: Deed) throws {
        guard !yes || deed.count > 1 else { return }
        Terminal.complain(lines: yes ? [] : deed.facts)
        Terminal.complain("this \(deed.words)")
        guard !yes else { return }
        guard Terminal.canBeAsked else {
            throw CommandFailure(
                .usage,
                "this needs confirmation, and nobody can be asked; give --yes, or run it at a "
                    + "terminal; nothing was changed")
        }
        guard isMeant(deed.count) else {
            throw CommandFailure(.notConfirmed, "not confirmed; nothing was changed")
        }
    }

    private func isMeant(_ count: Int) -> Bool {
        guard count <= 1 else {
            return Terminal.ask("Type \(count) to continue: ") == "\(count)"
        }
        return ["y", "yes"].contains(Terminal.ask("Continue? [y/N] ")?.lowercased())
    }
}

/// What is going to be done, for the person who is asked about it.
struct Deed {
    /// Completes a sentence that begins with *this*: `revokes the certificate, permanently`.
    let words: String
    /// What it is done to, in lines.
    var facts: [String] = []
    /// To how many.
    var count = 1
}

extension DecisionSubject {
    /// Whose certificate it is, in lines.
    var facts: [String] {
        var standing = "\(condition.rawValue)"
        if let since = self.standing.since { standing += " since \(since.dateText)" }
        if let reason = self.standing.reason { standing += " (\(reason))" }
        var facts = [
            "name       \(name ?? "(erased)")",
            "programme  \(programme)",
            "number     \(number), of \(organisation)",
            "standing   \(standing)",
            "issued     \(issuedAt.dateText)"
                + (validUntil.map { ", valid until \($0.dateText)" } ?? ""),
        ]
        if let doubt {
            facts.append("warning    not confirmed by the signed document: \(doubt)")
        }
        return facts
    }
}
