import Testing

@testable import CountersignMessages

@Suite struct SMTPServerTests {
    @Test("scheme, host and port are read, with the ports of the standards as defaults")
    func reading() throws {
        let plain = try SMTPServer(parsing: "smtp://mail.example.com")
        #expect(plain.host == "mail.example.com")
        #expect(plain.port == 587)
        #expect(plain.encryption == .required)
        #expect(plain.login == nil)
        let implicit = try SMTPServer(parsing: "smtps://mail.example.com/")
        #expect(implicit.port == 465)
        #expect(implicit.encryption == .implicit)
        #expect(try SMTPServer(parsing: "SMTP://Mail.Example.com:25").port == 25)
        #expect(try SMTPServer(parsing: "smtp://[2001:db8::1]:2525").host == "[2001:db8::1]")
    }

    @Test("the login is percent-decoded, and may itself hold an @")
    func login() throws {
        let server = try SMTPServer(parsing: "smtp://sam%40example.com:p%C3%A4ss%3Aw%2Frd%25@mail.example.com")
        #expect(server.login == .init(user: "sam@example.com", password: "päss:w/rd%"))
        #expect(try SMTPServer(parsing: "smtp://sam@example.com:pw@mail.example.com").login?.user == "sam@example.com")
        #expect(try SMTPServer(parsing: "smtp://sam:a:b@mail.example.com").login?.password == "a:b")
    }

    @Test(
        "TLS may be left out only on the loopback",
        arguments: [
            ("localhost", true), ("127.0.0.1", true), ("127.3.2.1", true), ("[::1]", true), ("LOCALHOST", true),
            ("localhost.example.com", false), ("127.0.0.1.example.com", false), ("mail.localhost.test", false),
            ("10.0.0.1", false), ("127.0.0.256", false), ("1270.0.0.1", false), ("[::2]", false), ("127.1", false),
        ]
    )
    func loopback(host: String, isLoopback: Bool) throws {
        let server = try SMTPServer(parsing: "smtp://\(host):25")
        #expect(server.encryption == (isLoopback ? .ifOffered : .required))
        #expect(try SMTPServer(parsing: "smtps://\(host)").encryption == .implicit)
    }

    @Test(
        "what is not such an address says which part is wrong",
        arguments: [
            ("", SMTPServer.Fault.scheme), ("mail.example.com", .scheme), ("http://mail.example.com", .scheme),
            ("smtp://", .host), ("smtp://:25", .host), ("smtp://-x", .host), ("smtp://a b", .host),
            ("smtp://a\r\nb", .host), ("smtp://[::1", .host), ("smtp://[localhost]", .host),
            ("smtp://mail.example.com:", .port), ("smtp://mail.example.com:0", .port),
            ("smtp://mail.example.com:65536", .port), ("smtp://mail.example.com:25x", .port),
            ("smtp://mail.example.com:+25", .port), ("smtp://mail.example.com:999999999999999999999", .port),
            ("smtp://user@mail.example.com", .login), ("smtp://:pw@mail.example.com", .login),
            ("smtp://u:%zz@mail.example.com", .login), ("smtp://u:%4@mail.example.com", .login),
            ("smtp://u:%0d%0aDATA@mail.example.com", .login), ("smtp://u:%ff@mail.example.com", .login),
            ("smtp://mail.example.com/path", .rest), ("smtp://mail.example.com?x=1", .rest),
        ]
    )
    func faults(text: String, fault: SMTPServer.Fault) {
        #expect(throws: fault) { try SMTPServer(parsing: text) }
    }

    @Test("neither the server nor a fault prints the password")
    func secrets() throws {
        let server = try SMTPServer(parsing: "smtp://sam:kettle@mail.example.com")
        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(server)", String(reflecting: server), dumped, "\([server])"] {
            #expect(!text.contains("kettle"), "\(text)")
        }
    }
}
