import Crypto
import CryptoExtras
import Foundation
import Rate
import YubicoOTP

// How many of a YubiKey's codes are judged in a second on one core, from the letters that the key types to "later than the
// last one", beside how many bare AES blocks the same library
// opens under a key that it is handed each time. Turn by turn; prints the rates of each round as JSON.

let secrets = try KeySecrets(
    privateID: (0..<6).map { _ in UInt8.random(in: 0...255) },
    aesKey: (0..<16).map { _ in UInt8.random(in: 0...255) }
)
let publicID = try PublicID("vvcccccccccc")
let typed = (1...20_000).map { number in
    let counters = Counters(session: UInt16(number / 100 + 1), use: UInt8(number % 100))
    let touch = Touch(counters: counters, timestamp: UInt32(number) * 8, random: .random(in: 0 ... .max))
    return secrets.otp(for: touch, publicID: publicID).text
}
let blocks = typed.map { _ in (0..<16).map { _ in UInt8.random(in: 0...255) } }

var rounds: [Round] = []
for _ in 0..<5 {
    var last = Counters(session: 0, use: 0)
    let judged = try rate(typed.count) {
        for text in typed {
            guard let otp = OTP.readings(of: text).first, otp.publicID == publicID else { throw WrongAnswer() }
            let counters = try secrets.touch(in: otp).counters
            guard counters > last else { throw WrongAnswer() }
            last = counters
        }
    }
    var sum = 0
    let bare = try rate(blocks.count) {
        for block in blocks {
            var block = block
            try AES.inversePermute(&block, key: SymmetricKey(data: secrets.aesKey))
            sum += Int(block[0])
        }
    }
    // Used, so that nothing of it is left out.
    guard sum > 0 else { throw WrongAnswer() }
    rounds.append(Round(judged: judged, bare: bare))
}
print(String(decoding: try JSONEncoder().encode(rounds), as: UTF8.self))
