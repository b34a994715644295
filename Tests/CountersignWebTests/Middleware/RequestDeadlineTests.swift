import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import CountersignWeb

@Suite("A request has only so long to arrive")
struct RequestDeadlineTests {
    private let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/sign-in")
    )
    private let piece = HTTPRequestPart.body(ByteBuffer(string: "a"))

    private func channel() throws -> (EmbeddedChannel, EmbeddedEventLoop) {
        let loop = EmbeddedEventLoop()
        let channel = EmbeddedChannel(handler: RequestDeadline(seconds: 20), loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return (channel, loop)
    }

    @Test("a byte now and then does not keep it open")
    func dripping() throws {
        let (channel, loop) = try channel()
        try channel.writeInbound(head)
        for _ in 0..<19 {
            loop.advanceTime(by: .seconds(1))
            try channel.writeInbound(piece)
        }
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("one that is there in full has all the time it needs, and so has the next")
    func complete() throws {
        let (channel, loop) = try channel()
        for _ in 0..<50 {
            try channel.writeInbound(head)
            try channel.writeInbound(piece)
            try channel.writeInbound(HTTPRequestPart.end(nil))
            loop.advanceTime(by: .seconds(13))
        }
        loop.advanceTime(by: .seconds(600))
        #expect(channel.isActive)
        // Late in the watch of an earlier one, a request still has its whole time.
        try channel.writeInbound(head)
        loop.advanceTime(by: .seconds(19))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test("a second request's time begins with its own head")
    func second() throws {
        let (channel, loop) = try channel()
        try channel.writeInbound(head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        loop.advanceTime(by: .seconds(15))
        try channel.writeInbound(head)
        loop.advanceTime(by: .seconds(15))
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(5))
        #expect(!channel.isActive)
    }
}
