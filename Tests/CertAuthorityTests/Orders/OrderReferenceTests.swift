import CertAuthority
import Testing

@Suite("Order references and voucher codes")
struct OrderReferenceTests {
    @Test("What was drawn is read back, with or without prefix, hyphens and capitals")
    func roundTrip() throws {
        for _ in 0..<200 {
            let reference = try OrderReference.random()
            let voucher = try VoucherCode.random()
            for text in ["\(reference)", "\(reference)".lowercased()] {
                #expect(try OrderReference(text) == reference)
                #expect(try OrderReference(String(text.dropFirst(4))) == reference)
                #expect(try OrderReference(text.filter { $0 != "-" }) == reference)
            }
            for text in ["\(voucher)", "\(voucher)".lowercased()] {
                #expect(try VoucherCode(text) == voucher)
                #expect(try VoucherCode(String(text.dropFirst(2))) == voucher)
                #expect(try VoucherCode(" " + text.replacing("-", with: " \u{2011}")) == voucher)
            }
        }
    }

    @Test("Every single mistyped symbol of a voucher's code is found without a look at the store")
    func mistyped() throws {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        for _ in 0..<20 {
            let code = Array("\(try VoucherCode.random())".filter { $0 != "-" }.dropFirst())
            for place in code.indices {
                for other in alphabet where other != code[place] {
                    var wrong = code
                    wrong[place] = other
                    #expect(throws: MistypedCode.self) { try VoucherCode(String(wrong)) }
                }
            }
        }
    }

    @Test(
        "What is no code is refused with what is wrong",
        arguments: [
            ("", "has 0"), ("V-7K3M", "has 5"), ("ORD-7K3M-9QXD-C", "has 12"),
            ("V-7K3M-9QXD-2T8F-W4HN-CC", "has 19"), ("U-7K3M-9QXD-2T8F-W4HN-C", "\"U\""),
            ("V-7K3M-9QXD-2T8F-W4HN-é", "\"é\""),
        ])
    func malformed(text: String, part: String) {
        #expect {
            _ = try VoucherCode(text)
        } throws: { error in
            (error as? MistypedCode)?.description.contains(part) ?? false
        }
    }

    @Test("A code has 80 random bits, and of two codes both the text and the digest differ")
    func entropy() throws {
        #expect(VoucherCode.entropyBits == 80)
        let codes = try (0..<2_000).map { _ in try VoucherCode.random() }
        #expect(Set(codes.map(\.description)).count == codes.count)
        #expect(Set(codes.map(\.digest)).count == codes.count)
        // Each of the sixteen places takes each of the 32 values: none is fixed.
        for place in 0..<16 {
            let seen = Set(codes.map { Array($0.description.filter { $0 != "-" })[place + 1] })
            #expect(seen.count == 32)
        }
    }

    @Test("References are found in what people and banks write")
    func found() throws {
        let (one, two) = (try OrderReference.random(), try OrderReference.random())
        let plain = "\(one)".filter { $0 != "-" }
        for text in [
            "\(one)", "fee for \(one), thank you", plain, "RF/\(plain.lowercased())/2026",
            "\(one) again \(plain)", "O R D \(String(plain.dropFirst(3)))", "é\(one)é",
        ] {
            #expect(OrderReference.all(in: text) == [one], "\(text)")
        }
        #expect(OrderReference.all(in: "\(one) and \(two)") == [one, two])
        let mistyped = String(plain.dropLast()) + (plain.last == "0" ? "1" : "0")
        for text in ["", "ORD", "an order", String(plain.dropFirst(3)), mistyped] {
            #expect(OrderReference.all(in: text).isEmpty, "\(text)")
        }
    }
}
