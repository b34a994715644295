import Countersign

/// Several blocks, separated by commas.
struct AddressBlocks: SettingValue, Equatable {
    let all: [AddressBlock]

    static let form = "addresses or blocks, separated by commas, or none"

    init(settingText: String) throws(Misfit) {
        guard !settingText.isEmpty, settingText != "none" else {
            all = []
            return
        }
        var blocks: [AddressBlock] = []
        for part in settingText.split(separator: ",", omittingEmptySubsequences: false) {
            let text = part.filter { $0 != " " }
            do {
                blocks.append(try AddressBlock(text))
            } catch {
                // Name the one that is wrong, unless it is all there is.
                throw part.count == settingText.count
                    ? Misfit(error.reason) : Misfit("has \(Quoted.text(text)), which \(error.reason)")
            }
        }
        all = blocks
    }

    var settingText: String { all.isEmpty ? "none" : all.map(\.text).joined(separator: ",") }
}

extension AddressBlock.ParsingError {
    fileprivate var reason: String {
        switch self {
        case .address: "is no address or block; write it like 10.0.0.0/8, 192.0.2.7 or fd00::/8"
        case .length(let most): "has no proper length after its /; use 0 to \(most)"
        case .bitsBeyond(let block): "has bits set beyond its length; write \(block.first.text)/\(block.prefixLength)"
        }
    }
}
