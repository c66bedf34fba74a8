import Foundation
import LinkedData
import Testing

@Suite("QR codes, read by another program")
struct ScanningTests {
    private static let hasReader = Program.path("zbarimg") != nil
    private static let hasRasteriser = Program.path("rsvg-convert") != nil

    /// A port on which a server could listen just now.
    private static func freePort() async throws -> Int {
        var port = 0
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { port = $0.port }
        }
        return port
    }

    private func scan(_ picture: String) async throws -> String {
        let outcome = try await Program.run("zbarimg", ["--raw", "--quiet", picture])
        #expect(outcome.status == 0, "zbarimg reads \(picture)")
        return String(decoding: outcome.output, as: UTF8.self)
    }

    @Test(
        "PNG and SVG, exported or served, hold the address in capitals, and that address answers",
        .enabled(if: hasReader && hasRasteriser, "needs zbarimg and rsvg-convert"))
    func scanned() async throws {
        try await Coalition.empty { coalition in
            let port = try await Self.freePort()
            let base = "http://localhost:\(port)"
            try await coalition.found(baseURL: base)
            try await coalition.certctl("keys", "generate", "itu")
            let numbers = try await coalition.issue(
                Repository.file("seeds/cohorts/demo.csv"), "ai-foundations")
            let number = try #require(numbers.first)
            let expected = "HTTP://LOCALHOST:\(port)/V/\(number)\n"

            func raster(_ svg: String) async throws -> String {
                let picture = svg + ".png"
                let outcome = try await Program.run(
                    "rsvg-convert", ["--zoom", "6", "-o", picture, svg])
                #expect(outcome.status == 0, "\(outcome.complaints)")
                return picture
            }
            let png = coalition.desk + "/code.png"
            let svg = coalition.desk + "/code.svg"
            try await coalition.certctl("export", number, "--format", "qr-png", "-o", png)
            try await coalition.certctl("export", number, "--format", "qr-svg", "-o", svg)
            #expect(try await scan(png) == expected)
            #expect(try await scan(try await raster(svg)) == expected)

            try await Server.with(home: coalition.home, port: port) { server in
                let servedPNG = try await server.get("/credentials/\(number)/qr.png")
                #expect(servedPNG["content-type"] == "image/png")
                #expect(try await scan(coalition.write("served.png", servedPNG.body)) == expected)
                let servedSVG = try await server.get("/credentials/\(number)/qr.svg")
                #expect(servedSVG["content-type"] == "image/svg+xml")
                let file = try coalition.write("served.svg", servedSVG.body)
                #expect(try await scan(try await raster(file)) == expected)

                // A scanner follows the address; its host reads the same in small letters.
                let scanned = try await scan(png).dropLast()
                let path = scanned.dropFirst("HTTP://LOCALHOST:\(port)".count)
                let answer = try await server.get(String(path), accept: "application/json")
                #expect(try answer.verdict() == "valid")
                #expect(try answer.json()["number"] == .string(number))
                try await coalition.certctl("verify", String(scanned))
            }
        }
    }
}
