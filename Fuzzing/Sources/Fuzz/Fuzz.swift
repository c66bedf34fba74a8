import CLibFuzzer
import Foundation

/// The one program for all targets; `CERTAUTHORITY_FUZZ_TARGET` names the target.
///
/// With `CERTAUTHORITY_FUZZ_SEEDS` it writes seeds into that folder, and a dictionary beside it
/// (`FOLDER.dict`), and ends.
enum Fuzz {
    static let targets: [any (FuzzTarget & SendableMetatype).Type] = [
        JSONTarget.self, JSONLDTarget.self, NQuadsTarget.self, CanonicalizationTarget.self,
        TokenTarget.self, StatusListTarget.self, VerifierTarget.self, PNGTarget.self,
        SVGTarget.self, PDFTarget.self, SignatureTarget.self, UploadTarget.self,
        WorkbookTarget.self,
    ]

    /// The target of this run; made once, so that it keeps its memory as a server does.
    static let target: any FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["CERTAUTHORITY_FUZZ_TARGET"] ?? ""
        guard let type = targets.first(where: { $0.name == name }) else {
            end("there is no target \"\(name)\"; scripts/fuzz --list names them")
        }
        do { return try type.init() } catch { end("\(name) cannot begin: \(error)") }
    }()

    static func writeSeeds(_ target: some FuzzTarget, to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (number, seed) in try target.seeds().enumerated() {
            try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(number)"))
        }
        let lines = target.dictionary.map { "\"\(escaped($0))\"\n" }
        try Data(lines.joined().utf8).write(to: URL(filePath: folder + ".dict"))
    }

    /// As libFuzzer's dictionaries have it: printable ASCII, all else by `\xHH`.
    private static func escaped(_ word: String) -> String {
        word.utf8.map { byte in
            let isPlain = (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
            let code = String(0x100 + Int(byte), radix: 16).dropFirst()
            return isPlain ? String(UnicodeScalar(byte)) : "\\x\(code)"
        }.joined()
    }

    static func end(_ reason: String) -> Never {
        FileHandle.standardError.write(Data("fuzz: \(reason)\n".utf8))
        exit(64)
    }
}

/// Called once, before the first input.
@_cdecl("fuzz_prepare")
public func fuzzPrepare() {
    let target = Fuzz.target
    guard let folder = ProcessInfo.processInfo.environment["CERTAUTHORITY_FUZZ_SEEDS"] else {
        return
    }
    do { try Fuzz.writeSeeds(target, to: folder) } catch { Fuzz.end("\(error)") }
    exit(0)
}

/// Called for every input. What breaks a promise ends the process, by which libFuzzer sees it.
@_cdecl("fuzz_check")
public func fuzzCheck() {
    let bytes = (0..<fuzz_input_count()).map { fuzz_input_byte($0) }
    do {
        try Fuzz.target.check(bytes)
    } catch {
        FileHandle.standardError.write(Data("fuzz: broken promise: \(error)\n".utf8))
        abort()
    }
}
