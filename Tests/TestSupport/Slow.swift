package import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `make test-fast` sets it.
private let isFast = getenv("ABTEST_FAST").map { String(cString: $0) } == "1"

extension Trait where Self == ConditionTrait {
  /// Tests that take many seconds: `make test` runs them, `make test-fast` does not.
  package static var slow: Self { .disabled(if: isFast, "slow: make test runs it") }
}
