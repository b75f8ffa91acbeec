extension KeyTable {
  package static let variant = KeyTable([
    .required("name", "the name of the variant"),
    .optional("control", "true for the variant that the others are compared with"),
    .optional("weight", "the planned share, relative to the other variants"),
    .optional("values", "the labels of the variant in the data"),
    .optional("source", "the variant's own file, a pattern, or a list of these"),
    .optional("columns", "the variant's own columns, by the names that metrics use, for rows that have all variants"),
    .optional("dose", "the variant's dose, a number"),
  ])
}
