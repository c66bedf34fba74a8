import CertAuthority

extension Remedy {
    /// What to type for it.
    var words: String {
        switch self {
        case .makeInstallation: "certctl init"
        case .nameInstallation: "--home"
        case .upgradeStore: "certctl upgrade"
        case .examine: "certctl doctor"
        case .openStoreAsOwner: "certctl list"
        case .backUp: "certctl backup"
        case .restoreNewestBackup: "certctl restore FILE"
        case .verifyAudit: "certctl audit verify"
        case .listNewestAuditEntries: "certctl audit list --limit 5"
        case .verify(let number): "certctl verify \(number)"
        case .show(let number): "certctl show \(number)"
        case .applyCatalogue(let folder): "certctl catalogue apply" + Self.argument(folder)
        case .applyReference: "certctl reference apply"
        case .checkTiers(let file): "certctl tiers check" + Self.argument(file)
        case .generateKey(let organisation): "certctl keys generate \(organisation)"
        case .makeRoot: "certctl keys root"
        case .certifyDocumentKey(let organisation):
            "certctl keys certify" + Self.argument(organisation?.text)
        case .importCertificate(let organisation):
            "certctl keys import-certificate \(organisation)"
        case .issueSeries(let slug): "certctl issue --series \(slug)"
        case .resumeBatch(let batch): "certctl issue --resume \(batch)"
        case .abandonBatch(let batch): "certctl batches abandon \(batch)"
        case .leaveSettlementOut: "leave --sponsor, --vouchers and --create-orders out"
        case .issueRetaken: "--retaken"
        case .correctName(let number, let name):
            "certctl reissue \(number) --name \(ShellWord.quoted(name))"
        case .correctDay(let number, let day): "certctl reissue \(number) --completed-on \(day)"
        case .takeBack(let number, let isRevoked, let step):
            "certctl \(isRevoked ? "revoke" : "suspend") \(number) --reason "
                + "\"the step \(step) was taken back\""
        case .renewLink: "certctl links renew"
        case .createLink(let number): "certctl links create \(number)"
        case .sendLink(let number):
            "certctl links send \(number) --from ADDRESS --server HOST"
        case .listMessages: "certctl links list"
        case .sendLinks(let batch):
            "certctl links send \(batch) --from ADDRESS --server HOST"
        case .exportLinks(let batch): "certctl links export \(batch) -o FILE"
        case .convertFrom(let encoding): Self.again("--encoding \(encoding)")
        case .leaveEncodingOut: "leave --encoding out"
        case .leaveSheetOut: "leave --sheet out"
        case .nameColumn(let column, let name):
            "add --map \(ShellWord.quoted("\(column)=\(name)"))"
        case .ignoreColumn(let name): "add --ignore \(ShellWord.quoted(name))"
        }
    }

    /// The command that is running, with one more option.
    private static func again(_ option: String) -> String {
        let words = CommandLine.arguments.dropFirst().map(ShellWord.plainly)
        return (["certctl"] + words + [option]).joined(separator: " ")
    }

    private static func argument(_ text: String?) -> String { text.map { " \($0)" } ?? "" }
}

extension RemedyText {
    /// The text, with what to type for each remedy.
    var told: String { text(\.words) }
}

extension Error {
    /// What happened and what to do about it, in one line.
    var told: String { (self as? any RemediableError)?.text.told ?? "\(self)" }
}

/// A word of a POSIX shell's command line.
enum ShellWord {
    /// The text, between quotes only where it needs them.
    static func plainly(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            ASCII.isLetter($0) || ASCII.isDigit($0) || "-_./=:,".utf8.contains($0)
        }
        return isPlain && !text.isEmpty ? text : quoted(text)
    }

    /// The text between single quotes, within which nothing but they themselves has a meaning
    /// (POSIX.1-2017 Shell Command Language §2.2.2).
    static func quoted(_ text: String) -> String {
        var word = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" {
                word += "'\\''"
            } else {
                word.unicodeScalars.append(scalar)
            }
        }
        return word + "'"
    }
}
