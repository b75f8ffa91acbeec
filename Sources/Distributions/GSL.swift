internal import CGSL

/// The one place where GSL is made safe: its default error handler aborts the process.
///
/// Every entry into GSL goes through `GSL.call`, so that no call can come before the handler is off.
enum GSL {
  private static let handlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

  static func call<Result>(_ body: () -> Result) -> Result {
    handlerIsOff
    return body()
  }
}

/// The version of the GNU Scientific Library in use, for the provenance of a report.
package var gslVersion: String { String(cString: abtest_gsl_version()) }
