// CountersignMessages
