// CountersignDocuments
