public import CertAuthority
import Credentials
import Foundation
import LinkedData
import Verification

/// Makes the badges of certificates: the picture that the signed credential names, or the drawn
/// seal where it names none. A programme's image of today is not asked for, so that a badge stays
/// what it was when it was issued.
public final class BadgeImages: Sendable {
    /// Runs drawing where it holds nothing else up.
    public typealias Drawing =
        @Sendable (_ work: @escaping @Sendable () throws -> [UInt8]) async throws -> [UInt8]

    private struct Kept: Sendable {
        let image: Picture
        /// As a PNG that carries credentials, drawn once where the image is an SVG.
        var blank: BakedPNG.Blank?
    }

    private let store: any PublicRecord
    private let installation: Installation
    private let drawing: Drawing
    /// By digest; each image has a megabyte at most.
    private let kept = BoundedMemory<String, Kept>(capacity: 32)

    /// Badges with the images of a store.
    ///
    /// - Parameter drawing: Runs the drawing of an SVG image as PNG, once for each image.
    public init(
        store: any PublicRecord, installation: Installation,
        drawing: @escaping Drawing = { try $0() }
    ) {
        self.store = store
        self.installation = installation
        self.drawing = drawing
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
        let facts = names(certificate) ? LearnerFiles.facts(certificate) : nil
        guard let image = try await image(facts) else {
            return try BadgeArtwork(
                organisation: certificate.organisation, title: certificate.programme.text
            ).png().carrying(certificate.credential)
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
            let artwork = BadgeArtwork(organisation: certificate.organisation, title: title)
            return try BakedSVG.bake(certificate.credential, into: artwork.svg)
        }
        return try BakedSVG.bake(certificate.credential, into: image.svg(title: title))
    }

    /// False where a look at the bytes shows that the credential names no picture of ours, and need
    /// not be read for it.
    private func names(_ certificate: Certificate) -> Bool {
        certificate.fileForm == .jwt
            || certificate.credential.firstRange(of: Array("/badges/".utf8)) != nil
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
    fileprivate func svg(title: String) -> [UInt8] {
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
