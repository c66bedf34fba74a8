/// What a bank or payment provider knows a payment by: the same is taken once, so that two texts
/// which look the same must be the same.
public enum PaymentIdentifier {
    /// What is wrong with an identifier, or nil.
    ///
    /// - Returns: Such as `begins or ends with a blank`; never with what stands in it.
    public static func fault(_ id: String) -> String? {
        guard (1...200).contains(id.utf8.count) else {
            return "not an identifier of 1 to 200 bytes"
        }
        if let hidden = id.unicodeScalars.first(where: InvisibleCharacters.drawsNothing) {
            return "a character that cannot be seen, or a blank that is not the ordinary one "
                + "(U+\(TextSafety.hexadecimal(hidden)))"
        }
        if id.utf8.first == UInt8(ascii: " ") || id.utf8.last == UInt8(ascii: " ") {
            return "begins or ends with a blank"
        }
        return nil
    }
}
