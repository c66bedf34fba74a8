import Credentials
import LinkedData
import Testing

@Suite("Published keys, signatures and hashes")
struct PublishedKeyTests {
    /// RFC 8032 §7.1: seed, public key, message, signature.
    static let ed25519 = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
                + "39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
                + "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67"
                + "f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
    ]

    @Test("Ed25519 signs as RFC 8032 does", arguments: ed25519)
    func edwards(vector: [String]) throws {
        let key = try PrivateKey(.ed25519, raw: hexadecimal(vector[0]))
        let message = try hexadecimal(vector[2])
        let signature = try hexadecimal(vector[3])
        #expect(try key.publicKey.spki.suffix(32) == hexadecimal(vector[1])[...])
        #expect(try key.sign(message) == signature)
        #expect(key.publicKey.isValid(signature: signature, for: message))
    }

    @Test("P-256 has the public point and takes the signature of RFC 6979 appendix A.2.5")
    func curve() throws {
        let key = try PrivateKey(
            .p256,
            raw: hexadecimal("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"))
        let point = try hexadecimal(
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
        #expect(key.publicKey.spki.suffix(64) == point[...])
        let signature = try hexadecimal(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")
        #expect(key.publicKey.isValid(signature: signature, for: Array("sample".utf8)))
    }

    @Test("The thumbprint of a JWK is that of RFC 8037 appendix A.3")
    func thumbprint() throws {
        let key = try PublicKey(
            jwk: [
                "kty": "OKP", "crv": "Ed25519",
                "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            ])
        #expect(key.jwkThumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    @Test("SHA-2 hashes \"abc\" and nothing as FIPS 180-4 has it")
    func hashes() {
        let text = Array("abc".utf8)
        #expect(
            Digest.hexadecimal(Digest.sha256(text))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest.hexadecimal(Digest.sha256([]))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Digest.hexadecimal(Digest.sha384(text))
                == "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
                + "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7")
        #expect(
            Digest.hexadecimal(Digest.sha512(text))
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    }
}
