import Foundation

/// What `openssl speed` says of Ed25519 on this machine, in operations a second.
struct OpenSSLSpeed {
    let sign: Double
    let verify: Double

    /// Runs it for a second each, or gives nil where there is no such program.
    init?() {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl", "speed", "-mr", "-seconds", "1", "ed25519"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // `+F6:0:253:Ed25519:` and the two rates.
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        for line in lines where line.hasPrefix("+F6:") {
            let fields = line.split(separator: ":")
            guard fields.count >= 6, let sign = Double(fields[4]), let verify = Double(fields[5])
            else { continue }
            self.sign = sign
            self.verify = verify
            return
        }
        return nil
    }
}
