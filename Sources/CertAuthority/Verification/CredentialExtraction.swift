/// How a credential is taken out of a file that carries one.
///
/// Each closure is handed the whole file and gives the credential's bytes as they were put in; it
/// throws an error whose description says what is wrong with the file.
public struct CredentialExtraction: Sendable {
    /// Takes the credential out of a file, or throws.
    public typealias Extract = @Sendable ([UInt8]) throws -> [UInt8]

    /// Out of a baked PNG (Open Badges 3.0 §5.3).
    public let png: Extract
    /// Out of a baked SVG (Open Badges 3.0 §5.3).
    public let svg: Extract
    /// Out of a PDF that has the credential embedded as a file.
    public let pdf: Extract

    /// Puts the three together.
    public init(png: @escaping Extract, svg: @escaping Extract, pdf: @escaping Extract) {
        self.png = png
        self.svg = svg
        self.pdf = pdf
    }
}
