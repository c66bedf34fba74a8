public import CertAuthority

/// Examines pictures by what sheets and badges ask of them, and by drawing each once.
public struct DrawnPictures: PictureExamination {
    /// Everything that is wrong with an organisation's logo or the image of a signature.
    public func faults(ofLogo bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
        let faults =
            form == .svg
            ? SVGLogo.faults(bytes).map(PictureFault.init) : Picture.logoFaults(png: bytes)
        return faults.isEmpty ? Self.faults(drawing: bytes, as: form) : faults
    }

    /// Everything that is wrong with a badge image.
    public func faults(ofBadgeImage bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
        let faults = Picture.badgeFaults(bytes, as: form)
        return faults.isEmpty ? Self.faults(drawing: bytes, as: form) : faults
    }

    /// That a picture cannot be drawn, or draws nothing.
    private static func faults(drawing bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
        do throws(DrawingError) {
            let isMarked =
                switch form {
                case .png: try PageDrawing.examine(png: bytes)
                case .svg: try PageDrawing.marks(picture: bytes, side: Picture.drawnSide)
                }
            guard !isMarked else { return [] }
            return [
                PictureFault(
                    line: nil, reason: "nothing is to be seen: every pixel of it is transparent",
                    remedy: form == .png
                        ? "save the image again, with its layers visible"
                        : "look at it in a browser; what it draws must have a colour and lie within "
                            + "its viewBox")
            ]
        } catch {
            return [
                PictureFault(
                    line: nil, reason: error.description,
                    remedy: "save it as plain SVG, with fewer references (use, pattern, mask)")
            ]
        }
    }
}

extension PictureExamination where Self == DrawnPictures {
    /// For a catalogue that is to be put in force.
    public static var drawn: DrawnPictures { DrawnPictures() }
}

extension PictureFault {
    init(_ fault: SVGFault) {
        self.init(line: fault.line, reason: fault.reason, remedy: fault.remedy)
    }
}
