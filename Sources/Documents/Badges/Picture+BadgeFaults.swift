import CertAuthority
internal import Credentials
internal import LinkedData

/// What a file has to be to become a badge image.
extension Picture {
    /// The most bytes of a PNG; an SVG has its bound in ``SVGSafety``.
    private static let largestPNG = 1 << 20
    /// The sides that a PNG may have, in pixels.
    private static let sides: ClosedRange<UInt32> = 128...1_024
    /// The side of the PNG that is drawn of an SVG, in pixels.
    static let drawnSide = 512

    /// Everything that is wrong with a file; none where it can be a badge image.
    static func badgeFaults(_ bytes: [UInt8], as form: Form) -> [PictureFault] {
        guard BakedImage(bytes)?.rawValue == form.rawValue else {
            return [
                fault(
                    "the file is no \(form.rawValue.uppercased()) image, whatever its name says",
                    "save it as PNG or SVG, and name it so", line: form == .svg ? 1 : nil)
            ]
        }
        return form == .png ? pngFaults(bytes) : svgFaults(bytes)
    }

    /// Everything that is wrong with a logo as PNG, of any proportion; on paper 256 pixels are few.
    static func logoFaults(png bytes: [UInt8]) -> [PictureFault] {
        guard BakedImage(bytes) == .png else { return badgeFaults(bytes, as: .png) }
        let faults = readFaults(png: bytes)
        guard faults.isEmpty else { return faults }
        let sides = [number(bytes[16..<20]), number(bytes[20..<24])]
        guard let longest = sides.max(), let shortest = sides.min(), longest >= 256,
            longest <= 2_048, shortest >= 32
        else {
            return [
                fault(
                    "\(sides[0]) by \(sides[1]) pixels",
                    "a logo has 256 to 2048 pixels along its longer side, and 32 along the other; "
                        + "an SVG is best")
            ]
        }
        return []
    }

    private static func pngFaults(_ bytes: [UInt8]) -> [PictureFault] {
        let faults = readFaults(png: bytes)
        guard faults.isEmpty else { return faults }
        // The header's width and height (ISO/IEC 15948 §11.2.2), which was checked to be there.
        let (width, height) = (number(bytes[16..<20]), number(bytes[20..<24]))
        guard width == height, sides.contains(width) else {
            return [
                fault(
                    "\(width) by \(height) pixels",
                    "a badge is square, of \(sides.lowerBound) to \(sides.upperBound) pixels each "
                        + "way")
            ]
        }
        return []
    }

    /// That a PNG is too large or cannot be read.
    private static func readFaults(png bytes: [UInt8]) -> [PictureFault] {
        guard bytes.count <= largestPNG else {
            return [
                fault(
                    "larger than \(largestPNG >> 10) KiB",
                    "make it 512 by 512 pixels, or of fewer colours")
            ]
        }
        do throws(BakingError) { _ = try BakedPNG.Blank(bytes) } catch {
            return [fault(error.description, "save the image again as PNG")]
        }
        do throws(DrawingError) { try PageDrawing.examine(png: bytes) } catch {
            return [fault(error.description, "save the image again as PNG")]
        }
        return []
    }

    private static func svgFaults(_ bytes: [UInt8]) -> [PictureFault] {
        var faults = SVGLogo.faults(bytes).map(PictureFault.init)
        guard faults.isEmpty else { return faults }
        let box = SVGLogo.root(bytes)?.value("viewBox").map(SheetLayout.numbers) ?? []
        if box.count != 4 || box[2] <= 0 || box[2] != box[3] {
            faults.append(
                fault(
                    "the viewBox is no square", "a badge is square: viewBox=\"0 0 512 512\"",
                    line: 1))
        }
        do throws(BakingError) { _ = try BakedSVG.bake(Array("{}".utf8), into: bytes) } catch {
            faults.append(fault(error.description, "save it as plain SVG", line: 1))
        }
        return faults
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func fault(
        _ reason: String, _ remedy: String, line: Int? = nil
    ) -> PictureFault {
        PictureFault(line: line, reason: reason, remedy: remedy)
    }
}
