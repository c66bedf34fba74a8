import LinkedData
import Testing

@Suite("Numbers as text (RFC 8785 §3.2.2.3)")
struct JSONNumberTextTests {
    /// RFC 8785 appendix B.
    static let table: [(UInt64, String)] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ]

    @Test("Doubles are written as the table of RFC 8785 has them", arguments: table)
    func published(bits: UInt64, text: String) {
        #expect(JSONNumberText.shortest(Double(bitPattern: bits)) == text)
    }

    @Test(
        "Integers and fractions about the changes of notation",
        arguments: [
            (1, "1"), (-1, "-1"), (0.1, "0.1"), (1e20, "100000000000000000000"),
            (123.456, "123.456"), (-1e-6, "-0.000001"), (1.5e-7, "1.5e-7"), (1e300, "1e+300"),
            (9_007_199_254_740_991, "9007199254740991"), (1e15, "1000000000000000"),
            (1e16, "10000000000000000"), (1.2345678901234567e19, "12345678901234567000"),
        ] as [(Double, String)])
    func notation(number: Double, text: String) {
        #expect(JSONNumberText.shortest(number) == text)
    }

    @Test("Every text reads back as the same double")
    func roundTrip() {
        var random = SeededGenerator()
        for _ in 0..<5_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite, number != 0 else { continue }
            #expect(Double(JSONNumberText.shortest(number)) == number, "seed \(random.seed)")
        }
    }
}
