import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request is not there in full in time: silence has its own limit, this one is for those who
/// send a byte now and then.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let limit: TimeAmount
    private var began: NIODeadline?
    private var watch: Scheduled<Void>?

    init(seconds: Int64) {
        limit = .seconds(seconds)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            began = context.eventLoop.now
            // One task a connection and limit, however many requests come meanwhile.
            if watch == nil { schedule(after: limit, context) }
        case .body: break
        case .end: began = nil
        }
        context.fireChannelRead(data)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        watch?.cancel()
        watch = nil
    }

    private func schedule(after amount: TimeAmount, _ context: ChannelHandlerContext) {
        watch = context.eventLoop.assumeIsolated().scheduleTask(in: amount) { [weak self] in
            self?.look(context)
        }
    }

    private func look(_ context: ChannelHandlerContext) {
        watch = nil
        guard let began else { return }
        let left = began + limit - context.eventLoop.now
        if left > .zero {
            schedule(after: left, context)
        } else {
            context.close(promise: nil)
        }
    }
}

@available(*, unavailable)
extension RequestDeadline: Sendable {}

/// Closes a connection that has been silent for too long before HTTP has begun on it: in the middle of a TLS handshake.
struct Watched<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let idleSeconds: Int64

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        let idle = TimeAmount.seconds(idleSeconds)
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers([IdleStateHandler(allTimeout: idle), IdleCloser()])
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}

private final class IdleCloser: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
