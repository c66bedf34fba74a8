import CertAuthority
import Foundation
import NIOSSL
import Synchronization

/// The certificate with its key that new connections are given; can be replaced while others go on.
final class TLSCredentials: Sendable {
    private let files: Settings.TLSFiles
    private let current: Mutex<NIOSSLContext>

    /// Why a pair of files does not serve.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the pair.
    ///
    /// - Throws: ``Failure`` naming the file.
    init(_ files: Settings.TLSFiles) throws(Failure) {
        self.files = files
        current = Mutex(try Self.load(files))
    }

    var context: NIOSSLContext { current.withLock { $0 } }

    /// Reads the files anew. New connections get the new pair; where it does not serve, the one
    /// before stays.
    ///
    /// - Throws: ``Failure``; nothing was changed then.
    func reload() throws(Failure) {
        let context = try Self.load(files)
        current.withLock { $0 = context }
    }

    private static func load(_ files: Settings.TLSFiles) throws(Failure) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(FileSystem.read(files.certificate))
        } catch {
            throw Failure(description: "the certificate \(files.certificate): \(reason(error))")
        }
        guard !chain.isEmpty else {
            throw Failure(description: "the certificate \(files.certificate) holds none")
        }
        do {
            key = try NIOSSLPrivateKey(bytes: FileSystem.read(files.key), format: .pem)
        } catch {
            throw Failure(description: "the key \(files.key): \(reason(error))")
        }
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw Failure(
                description: "the key \(files.key) is not that of \(files.certificate)")
        }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? FileError)?.description ?? "is not PEM"
    }
}
