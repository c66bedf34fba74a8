"""Credentials of issuers whom the coalition does not know, signed here without our code.

Open Badges 3.0, secured by a Data Integrity proof with the cryptosuite eddsa-jcs-2022
(W3C Data Integrity EdDSA Cryptosuites 1.0 §3.3). The issuer is named by did:key.
"""
import copy
import hashlib
import json

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data):
    number = int.from_bytes(data, "big")
    text = ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def canonical(document):
    """RFC 8785, for documents of ASCII keys, texts and whole numbers."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sign(document, key, method):
    options = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
        "created": "2025-02-01T09:00:00Z", "verificationMethod": method,
        "proofPurpose": "assertionMethod", "@context": document["@context"],
    }
    digests = [hashlib.sha256(canonical(part)).digest() for part in (options, document)]
    signed = copy.deepcopy(document)
    signed["proof"] = dict(options, proofValue="z" + base58(key.sign(b"".join(digests))))
    return json.dumps(signed, ensure_ascii=False, indent=1)


def credential(valid_from="2025-02-01T09:00:00Z", issuer=None):
    """The text of a signed badge; of a did:key, or of another issuer whose key nobody here has."""
    key = ed25519.Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    multikey = "z" + base58(b"\xed\x01" + public)
    issuer = issuer or f"did:key:{multikey}"
    return sign({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6d2a1f0e-6f3c-4b5a-9c39-0d6b2e5a7f11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Safe Work at Heights",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Harbour Training Centre"},
        "validFrom": valid_from,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "hashed": False, "identityType": "name",
                "identityHash": "Mariana Couto Vale",
            }],
            "achievement": {
                "id": "urn:uuid:0a4c3c2e-5a8e-4f2e-8f43-6d55c0a2b001", "type": ["Achievement"],
                "name": "Safe Work at Heights", "description": "Ropes, harness and rescue.",
                "criteria": {"narrative": "A day of practice and a test."},
            },
        },
    }, key, f"{issuer}#{multikey}")
