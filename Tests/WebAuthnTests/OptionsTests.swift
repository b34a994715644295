import Testing

@testable import WebAuthn

struct OptionsTests {
    @Test("creation options are what parseCreationOptionsFromJSON reads")
    func creation() throws {
        let options = CreationOptions(
            rp: .init(id: "example.org", name: "Northwind"),
            user: .init(id: [1, 2, 3], name: "sam@example.org", displayName: "Sam"),
            challenge: [0xfb, 0xff],
            excludeCredentials: [CredentialDescriptor(id: [4], transports: [.smartCard, .internal])],
            authenticatorSelection: .init(residentKey: .required, userVerification: .required),
            hints: [.securityKey, .clientDevice],
            attestation: .direct
        )
        #expect(
            try json(options) == """
                {"attestation":"direct","authenticatorSelection":{"requireResidentKey":true,"residentKey":"required",\
                "userVerification":"required"},"challenge":"-_8","excludeCredentials":[{"id":"BA",\
                "transports":["smart-card","internal"],"type":"public-key"}],"extensions":{"credProps":true},\
                "hints":["security-key","client-device"],"pubKeyCredParams":[{"alg":-8,"type":"public-key"},\
                {"alg":-7,"type":"public-key"},{"alg":-35,"type":"public-key"},{"alg":-257,"type":"public-key"}],\
                "rp":{"id":"example.org","name":"Northwind"},"timeout":300000,\
                "user":{"displayName":"Sam","id":"AQID","name":"sam@example.org"}}
                """
        )
    }

    @Test("an attachment is said only where it is wanted, and Level 1 is told what residentKey means")
    func selection() throws {
        let selection = CreationOptions.AuthenticatorSelection(
            residentKey: .preferred,
            authenticatorAttachment: .crossPlatform
        )
        #expect(
            try json(selection) == """
                {"authenticatorAttachment":"cross-platform","requireResidentKey":false,"residentKey":"preferred",\
                "userVerification":"preferred"}
                """
        )
    }

    @Test("request options are what parseRequestOptionsFromJSON reads")
    func request() throws {
        let options = RequestOptions(
            challenge: [1],
            rpId: "example.org",
            allowCredentials: [CredentialDescriptor(try TestAuthenticator().record())],
            userVerification: .required,
            hints: [.hybrid]
        )
        let id = Base64URL.encode(TestAuthenticator.credentialID)
        #expect(
            try json(options) == """
                {"allowCredentials":[{"id":"\(id)","transports":["usb"],"type":"public-key"}],"challenge":"AQ",\
                "hints":["hybrid"],"rpId":"example.org","timeout":300000,"userVerification":"required"}
                """
        )
    }
}
