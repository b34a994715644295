/// Knows the passwords that everybody tries first.
package protocol PasswordScreen: Sendable {
    func isCommon(_ password: String) -> Bool
    /// Whether it is made of one of the words: a sign-in name, an address, the organisation's name.
    func isMade(_ password: String, of words: [String]) -> Bool
}
