import Foundation
import Testing

/// A TLS server on 127.0.0.1 with a certificate of its own, for as long as the value lives.
///
/// It is called `verify.localhost`, a name that leads to loopback on every machine (RFC 6761 §6.3).
final class LocalServer {
    static let host = "verify.localhost"

    /// True when the programs are there that the server is made of.
    static var isAvailable: Bool { program("python3") != nil && program("openssl") != nil }

    let port: Int
    /// The certificate to trust.
    var certificateFile: String { folder.appending(path: "certificate.pem").path }

    private let folder: URL
    private let process = Process()
    /// The server ends when this closes, even if these tests are killed.
    private let lifeline = Pipe()

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "certauthority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let openssl = Process()
        openssl.executableURL = URL(filePath: try #require(Self.program("openssl")))
        openssl.currentDirectoryURL = folder
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", "key.pem", "-out", "certificate.pem", "-days", "2",
            "-subj", "/CN=\(Self.host)", "-addext", "subjectAltName=DNS:\(Self.host)",
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
        try Data(Self.script.utf8).write(to: folder.appending(path: "server.py"))
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(Self.program("python3")))
        process.currentDirectoryURL = folder
        process.arguments = ["server.py"]
        process.standardInput = lifeline
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit {
        try? lifeline.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    func url(_ path: String, host: String = LocalServer.host) -> String {
        "https://\(host):\(port)\(path)"
    }

    /// How many connections were accepted so far.
    func connections() throws -> Int {
        try Data(contentsOf: folder.appending(path: "connections")).count
    }

    private static func program(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static let script = #"""
        import http.server, json, os, ssl, sys, threading, time

        record = open("connections", "ab", buffering=0)

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def send(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                if "Content_Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def chunks(self, pieces, pause=0.0):
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for piece in pieces:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                    self.wfile.flush()
                    time.sleep(pause)
                self.wfile.write(b"0\r\n\r\n")

            def do_GET(self):
                host, port = self.headers["Host"].split(":")
                path, _, query = self.path.partition("?")
                if path == "/size":
                    self.send(200, b"a" * int(query))
                elif path == "/chunks":
                    self.chunks(b"a" * 1000 for _ in range(int(query)))
                elif path == "/announced":
                    self.send(200, b"a", Content_Length="1000000000")
                elif path == "/short":
                    self.send(200, b"a", Content_Length="10")
                    self.close_connection = True
                elif path == "/slow":
                    self.chunks((b"a" for _ in range(600)), pause=0.1)
                elif path == "/silent":
                    time.sleep(60)
                elif path == "/head":
                    self.send(200, b"a", **{"X%d" % n: "a" * 4000 for n in range(40)})
                elif path == "/compressed":
                    self.send(200, b"a", Content_Encoding="gzip")
                elif path == "/echo":
                    self.send(200, json.dumps(
                        {name.lower(): value for name, value in self.headers.items()}).encode())
                elif path == "/hops":
                    left = int(query)
                    if left:
                        self.send(302, b"moved", Location="/hops?%d" % (left - 1))
                    else:
                        self.send(200, b"arrived", Set_Cookie="a=b")
                elif path == "/loop":
                    self.send(301, Location="/loop")
                elif path == "/to":
                    self.send(307, Location=query.replace("PORT", port))
                elif path == "/part":
                    self.send(303, Location="/hops?0#part")
                elif path == "/nowhere":
                    self.send(302)
                elif path == "/status":
                    self.send(int(query), b"" if query in ("204", "304") else b"{}")
                elif path == "/orgs/one/did.json":
                    self.send(200, json.dumps(
                        {"id": "did:web:%s%%3A%s:orgs:one" % (host, port)}).encode())
                else:
                    self.send(404, b"not here")

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def get_request(self):
                connection, address = self.socket.accept()
                record.write(b".")
                return context.wrap_socket(
                    connection, server_side=True, do_handshake_on_connect=False), address

            def handle_error(self, request, address):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("certificate.pem", "key.pem")
        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_port, flush=True)
        sys.stdin.read()
        """#
}
