/// Examines pictures by the library that will draw them, and by what sheets and badges ask of them.
public struct DrawnPictures: PictureExamination {
    /// Everything that is wrong with an organisation's logo.
    public func faults(ofLogo bytes: [UInt8]) -> [PictureFault] {
        SVGLogo.faults(bytes).map(PictureFault.init)
    }

    /// Everything that is wrong with a badge image.
    public func faults(ofBadgeImage bytes: [UInt8], as form: BadgeImage.Form) -> [PictureFault] {
        BadgeImage.faults(bytes, as: form)
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
