import Foundation
import NIOSSL

extension WebServer {
    /// PEM files: the certificate with its chain, and its key.
    package struct Certificate: Sendable, Equatable {
        package let chainFile: String
        package let keyFile: String

        package init(chainFile: String, keyFile: String) {
            self.chainFile = chainFile
            self.keyFile = keyFile
        }

        /// When the first of the chain runs out.
        ///
        /// - Throws: `CertificateFault` unless a server could be run with these files.
        package func end() throws -> Date {
            _ = try configuration()
            let ends = try chain().map(\.notValidAfter)
            return Date(timeIntervalSince1970: TimeInterval(ends.min() ?? 0))
        }

        /// TLS 1.2 and later, for servers.
        func configuration() throws -> TLSConfiguration {
            let chain = try chain()
            let key: NIOSSLPrivateKey
            do {
                key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
            } catch {
                throw CertificateFault(part: .key, reason: "holds no private key in PEM, or one under a passphrase")
            }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
            configuration.minimumTLSVersion = .tlsv12
            do {
                // Only here the two are held against each other.
                _ = try NIOSSLContext(configuration: configuration)
            } catch {
                let reason = "is not the key of the first certificate in \(chainFile), or that cannot be used"
                throw CertificateFault(part: .key, reason: reason)
            }
            return configuration
        }

        private func chain() throws -> [NIOSSLCertificate] {
            if let chain = try? NIOSSLCertificate.fromPEMFile(chainFile), !chain.isEmpty { return chain }
            throw CertificateFault(part: .certificate, reason: "holds no certificate in PEM")
        }
    }
}

/// Which of a certificate's two files is of no use, and why.
package struct CertificateFault: Error, Sendable, CustomStringConvertible {
    package enum Part: Sendable {
        case certificate
        case key
    }

    package let part: Part
    /// What is to follow the file's name.
    package let reason: String

    package var description: String { "the TLS \(part) \(reason)" }
}
