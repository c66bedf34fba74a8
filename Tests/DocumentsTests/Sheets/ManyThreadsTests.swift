import CertAuthority
import Credentials
import Foundation
import Synchronization
import Testing
import Verification
@testable import Documents
@testable import TestSupport

@Suite("Drawing on many threads")
struct ManyThreadsTests {
    /// Cairo closes font files that another thread reads from: without turns, the process dies here.
    @Test(
        "Sheets and badges that threads draw at once, as threads come and end, are as drawn alone")
    func atOnce() async throws {
        try await TestInstallation.with { installation in
            var genuine: [GenuineCertificate] = []
            for certificate in try await installation.issue(
                "Zoë Müller-Åkesson", "陈晓雯", "ليلى الحسيني", "Ольга Смирнова")
            { genuine.append(try await installation.genuine(certificate)) }
            let certificates = genuine
            let picture = Array(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">\
                <circle cx="4" cy="4" r="3"/></svg>
                """.utf8)
            let languages: [Language] = [.english, .arabic, .chinese, .russian]
            @Sendable func draw(_ job: Int) throws -> [UInt8] {
                let place = job % certificates.count
                guard job % 3 > 0 else { return try PageDrawing.png(picture: picture, side: 64) }
                return try CertificateSheet.file(
                    certificates[place],
                    SheetRequest(
                        form: job % 3 == 1 ? .pdf : .png, design: "modern",
                        language: languages[place], dpi: 40),
                    designs: SheetDesigns(), catalogue: installation.contents.catalogue,
                    installation: installation.installation)
            }
            let alone = try (0..<12).map(draw)
            let rounds = 4
            let equal = Mutex(0)
            let done = DispatchSemaphore(value: 0)
            for _ in 0..<rounds {
                for job in 0..<12 {
                    let thread = Thread {
                        if (try? draw(job)) == alone[job] { equal.withLock { $0 += 1 } }
                        done.signal()
                    }
                    thread.stackSize = 8 << 20
                    thread.start()
                }
                await withCheckedContinuation { continuation in
                    DispatchQueue.global().async {
                        for _ in 0..<12 { done.wait() }
                        continuation.resume()
                    }
                }
            }
            #expect(equal.withLock { $0 } == rounds * 12)
        }
    }
}
