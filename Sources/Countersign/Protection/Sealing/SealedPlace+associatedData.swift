extension SealedPlace {
    /// What is authenticated beside the ciphertext, so that a value opens nowhere else.
    func associatedData(keyID: String) -> [UInt8] {
        var fields = LengthPrefixed("countersign-seal-1")
        fields.append(keyID)
        fields.append(column.rawValue)
        fields.append(row)
        fields.append(account)
        return fields.bytes
    }
}
