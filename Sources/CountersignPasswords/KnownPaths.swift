/// Rows of signs that fingers and heads know by heart: keyboards, the alphabet, famous numbers.
enum KnownPaths {
    /// How many of the signs from `start` on follow one path, forwards or backwards; 0 if fewer than three.
    static func longestMatch(in text: ArraySlice<Unicode.Scalar>) -> Int {
        guard let first = text.first else { return 0 }
        var best = 0
        for place in places[first] ?? [] {
            let path = paths[place.path]
            var length = 0
            for (scalar, known) in zip(text, path[place.index...]) {
                guard scalar == known else { break }
                length += 1
            }
            best = max(best, length)
        }
        return best >= 3 ? best : 0
    }

    private static let paths: [[Unicode.Scalar]] = PasswordReading.fold(texts).split(whereSeparator: \.isWhitespace)
        .flatMap { text in
            let scalars = Array(text.unicodeScalars)
            return [scalars, scalars.reversed()]
        }

    /// Where each sign stands, so that only these places are tried.
    private static let places: [Unicode.Scalar: [(path: Int, index: Int)]] = {
        var places: [Unicode.Scalar: [(path: Int, index: Int)]] = [:]
        for (number, path) in paths.enumerated() {
            for (index, scalar) in path.enumerated() {
                places[scalar, default: []].append((number, index))
            }
        }
        return places
    }()

    private static let texts = ##"""
        01234567890123456789012345678901234567890 2468101214161820 13579111315171921
        102030405060708090100 110120130140150 112358132134558914423337761098715972584
        31415926535897932384626433832795028841971693993751 271828182845904523536028747135266249
        14142135623730950488 161803398874989484820 149162536496481100 2357111317192329313741
        789456123 741852963 147258369 963852741 159357 753951 123654789 456852 258456 14789632
        abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz
        qwertyuiop asdfghjkl zxcvbnm qwertyuiopasdfghjklzxcvbnm qwertzuiop yxcvbnm qwertzuiopasdfghjklyxcvbnm
        azertyuiop qsdfghjklm wxcvbn azertyuiopqsdfghjklmwxcvbn йцукенгшщзхъфывапролджэячсмитьбю
        фывапролджэ ячсмитьбю абвгдежзиклмнопрстуфхцчшщъыьэюя
        qwertyuiop[]\asdfghjkl;'zxcvbnm,./ !@#$%^&*()_+ !"§$%&/()=? !"£$%^&*()_+ &é"'(-è_çà)=
        qazwsxedcrfvtgbyhnujmikolp 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p zaq1xsw2cde3vfr4bgt5nhy6mju7
        zaqxswcdevfrbgtnhymju qayxswedcvfrtgbnhzujmkiolp 1qay2wsx3edc4rfv5tgb6zhn7ujm !qaz@wsx#edc$rfv%tgb^yhn
        1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 1q2w3e4r5t6z7u8i9o0p 1a2z3e4r5t6y7u8i9o0p a1z2e3r4t5y6u7i8o9p0
        a1s2d3f4g5h6j7k8l9 1a2s3d4f5g6h7j8k9l z1x2c3v4b5n6m7 1z2x3c4v5b6n7m aqswdefrgthyjukilo
        qweasdzxc qwerasdfzxcv qweasdyxc 1qw23er45ty67ui89op 123qweasdzxc 1234qwerasdfzxcv qwaszx qwaszxerdfcv
        """##
}
