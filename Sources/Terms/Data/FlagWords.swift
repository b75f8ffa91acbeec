/// The words of a flag, in lower case; beside them 1 and 0 are read.
package enum FlagWords {
  package static let yes = ["true", "yes", "y", "t", "on"]
  package static let no = ["false", "no", "n", "f", "off"]
}
