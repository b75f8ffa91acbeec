extension KeyTable {
  /// The top level of a spec.
  package static let experiment = KeyTable([
    .required("abtest", "1, the version of the spec format"),
    .required("name", "a short name from a-z, 0-9 and -"),
    .optional("title", "free text"),
    .optional("hypothesis", "free text"),
    .optional("owner", "free text"),
    .optional("notes", "free text"),
    .optional("randomized", "false if exposure was observed, not randomized"),
    .required("data", "a file, or an object with \"source\""),
    .required("variants", "a list of two or more, one with \"control\": true"),
    .required("metrics", "a list of one or more"),
    .optional("inference", "the design and its error rates"),
    .optional("start", "the first moment that counts"),
    .optional("end", "the first moment that no longer counts"),
    .optional("strata", "attributes for post-stratification"),
    .optional("segments", "attributes whose values are reported separately"),
    .optional("contrasts", "named weights over variants"),
    .optional("decision", "the error rates and costs of the decision"),
    .optional("families", "metrics that share an error rate"),
  ])
}
