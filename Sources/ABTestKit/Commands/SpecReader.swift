internal import Diagnostics
internal import Specification

/// Parses a spec; errors are thrown, warnings are kept by the caller's parser run.
enum SpecReader {
  static func parse(_ bytes: [UInt8], file: String) throws(DiagnosticList) -> ExperimentSpec {
    let (spec, diagnostics) = ExperimentSpec.parse(bytes: bytes, file: file)
    guard let spec else { throw diagnostics }
    return spec
  }
}
