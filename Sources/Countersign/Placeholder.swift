// Countersign
