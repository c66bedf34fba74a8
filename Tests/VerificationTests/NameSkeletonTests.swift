import Testing
@testable import Verification

@Suite("Names that are taken for others")
struct NameSkeletonTests {
    private func resembles(_ name: String, _ known: String) -> Bool {
        NameSkeleton(name).resembles(NameSkeleton(known))
    }

    @Test("Case, width, accents, spaces, punctuation and letters of other scripts do not matter")
    func alike() {
        let known = "International Telecommunication Union"
        for name in [
            known, known.uppercased(), "international  telecommunication-union",
            "\u{406}nternat\u{456}onal Telecommunicati\u{43E}n Union",
            "lnternational Telecornmunication Union", "Internati0nal Te1ecommunication Union",
            "Ｉｎｔｅｒｎａｔｉｏｎａｌ Telecommunication Union", "Intérnational Télecommunication Ünion",
            "Inter\u{200B}national\u{AD} Telecommunication\u{202E} Union",
            "The International Telecommunication Union (ITU)",
            "International Telecomunication Union",
            "\u{1D408}nternational Telecommunication Union",
        ] {
            #expect(resembles(name, known), "\(name)")
        }
        #expect(resembles("I.T.U.", "itu") && resembles("ΙΤU", "ITU"))
        #expect(resembles("Министерство Просвещения", "Министерство просвещения"))
        #expect(resembles("国际电信联盟办事处", "国际电信联盟"))
    }

    @Test("Other names are other names")
    func others() {
        let known = "International Telecommunication Union"
        for name in [
            "Lakeside College", "International Labour Organization", "Union", "Telecommunication",
            "I", "", "\u{200B}", "Universal Postal Union",
        ] {
            #expect(!resembles(name, known), "\(name)")
        }
        // Short names stand within many others.
        #expect(!resembles("Institute of Tourism", "itu") && !resembles("Situ Academy", "ITU"))
        #expect(!resembles("", "") && !resembles("—", "…"))
    }
}
