// CountersignStore
