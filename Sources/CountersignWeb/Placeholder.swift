// CountersignWeb
