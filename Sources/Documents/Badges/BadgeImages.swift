public import CertAuthority
import Credentials
import Foundation
import LinkedData
import Verification

/// Makes the badges of certificates: the picture that the signed credential names, or the drawn
/// badge where it names none. A programme's image of today is not asked for, so that a badge stays
/// what it was when it was issued; of the catalogue, only the organisation's colour and short name.
public final class BadgeImages: Sendable {
    /// Runs drawing where it holds nothing else up.
    public typealias Drawing =
        @Sendable (_ work: @escaping @Sendable () throws -> [UInt8]) async throws -> [UInt8]
    /// The catalogue in force.
    public typealias CurrentCatalogue = @Sendable () async throws -> CatalogueInForce.Edition

    private struct ArtworkKey: Hashable {
        /// The SHA-256 of the signed credential.
        let credential: [UInt8]
        let catalogue: Int64
    }

    private struct Kept: Sendable {
        let image: Picture
        /// As a PNG that carries credentials, drawn once where the image is an SVG.
        var blank: BakedPNG.Blank?
    }

    private let store: any PublicRecord
    private let installation: Installation
    private let drawing: Drawing
    private let catalogue: CurrentCatalogue
    /// The drawn badges of certificates that were asked for of late; they need not be read again.
    private let artworks = BoundedMemory<ArtworkKey, BadgeArtwork>(capacity: 1_024)
    /// By digest; each image has a megabyte at most.
    private let kept = BoundedMemory<String, Kept>(capacity: 32)

    /// Badges with the images of a store.
    ///
    /// - Parameters:
    ///   - catalogue: The catalogue in force; nil to read it once, for a program that soon ends.
    ///   - drawing: Runs the drawing of an SVG image as PNG, once for each image.
    public init(
        store: any PublicRecord, installation: Installation,
        catalogue: CurrentCatalogue? = nil,
        drawing: @escaping Drawing = { try $0() }
    ) {
        self.store = store
        self.installation = installation
        self.drawing = drawing
        let once = CatalogueInForce(store)
        self.catalogue = catalogue ?? { try await once.first() }
    }

    /// An image by its name; nil where no catalogue ever had it.
    ///
    /// - Throws: ``StoreError``.
    public func image(_ name: Picture.Name) async throws -> Picture? {
        if let known = kept.value(name.digest) {
            return known.image.form == name.form ? known.image : nil
        }
        guard let image = try await store.badgeImage(name) else { return nil }
        kept.remember(Kept(image: image), image.digest)
        return image
    }

    /// A certificate's badge as PNG, with its credential.
    ///
    /// - Throws: ``StoreError``, ``BakingError``, ``BadgeError``; what the drawing throws.
    public func png(of certificate: Certificate) async throws -> [UInt8] {
        guard names(certificate), let image = try await image(LearnerFiles.facts(certificate))
        else {
            let artwork = try await artwork(of: certificate)
            if artwork.drawn == nil {
                _ = try await drawing {
                    _ = try artwork.png()
                    return []
                }
            }
            return try artwork.png().carrying(certificate.credential)
        }
        return try await blank(image).carrying(certificate.credential)
    }

    /// A certificate's badge as SVG, with its credential.
    ///
    /// - Throws: As ``png(of:)``.
    public func svg(of certificate: Certificate) async throws -> [UInt8] {
        let facts = LearnerFiles.facts(certificate)
        let title = facts?.programme ?? certificate.programme.text
        guard let image = try await image(facts) else {
            return try BakedSVG.bake(
                certificate.credential, into: try await artwork(of: certificate).svg())
        }
        return try BakedSVG.bake(certificate.credential, into: image.svg(title: title))
    }

    /// The drawn badge of a certificate.
    private func artwork(of certificate: Certificate) async throws -> BadgeArtwork {
        let edition = try await catalogue()
        let key = ArtworkKey(
            credential: Digest.sha256(certificate.credential), catalogue: edition.version)
        return artworks.recall(key) {
            BadgeArtwork(
                LearnerFiles.facts(certificate), of: certificate, in: edition.catalogue)
        }
    }

    /// False where a look at the bytes shows that the credential names no picture of ours, and need
    /// not be read for it.
    private func names(_ certificate: Certificate) -> Bool {
        certificate.fileForm == .jwt || Self.holdsFolder(certificate.credential.span)
    }

    private static let folder = Array("/badges/".utf8)

    // Of every badge that is baked: a search for any collection takes most of the time of one.
    private static func holdsFolder(_ bytes: Span<UInt8>) -> Bool {
        var place = 0
        while place + folder.count <= bytes.count {
            if bytes[place] == folder[0],
                folder.indices.allSatisfy({ bytes[place + $0] == folder[$0] })
            {
                return true
            }
            place += 1
        }
        return false
    }

    private func image(_ facts: CertificateFacts?) async throws -> Picture? {
        guard let name = facts?.imageURL.flatMap({ installation.badgeImage(inURL: $0) }) else {
            return nil
        }
        return try await image(name)
    }

    private func blank(_ image: Picture) async throws -> BakedPNG.Blank {
        if let known = kept.value(image.digest)?.blank { return known }
        let picture =
            switch image.form {
            case .png: image.bytes
            case .svg: try await drawing { try image.drawn() }
            }
        let blank = try BakedPNG.Blank(picture)
        kept.remember(Kept(image: image, blank: blank), image.digest)
        return blank
    }
}

extension Picture {
    /// The image as PNG, 512 pixels each way, transparent where nothing is drawn.
    fileprivate func drawn() throws -> [UInt8] {
        do throws(DrawingError) {
            return try PageDrawing.png(picture: bytes, side: Self.drawnSide)
        } catch {
            throw BadgeError("the badge image \(name.text) cannot be drawn: \(error)")
        }
    }

    /// The image as SVG; a PNG within one.
    func svg(title: String) -> [UInt8] {
        guard form == .png else { return bytes }
        let side = Picture.drawnSide
        let picture = Data(bytes).base64EncodedString()
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" \
            width="\(side)" height="\(side)" role="img"><title>\(XMLText.escaped(title))</title>\
            <image width="\(side)" height="\(side)" href="data:image/png;base64,\(picture)"/></svg>

            """
        return Array(text.utf8)
    }
}
