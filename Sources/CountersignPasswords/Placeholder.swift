// CountersignPasswords
