import Testing

/// The tests that compute for seconds, one after the other.
///
/// All at once they would occupy every thread of the pool, and the tests of engines, which run at the same time, would wait
/// for a thread on which to send their interrupts.
@Suite(.serialized) enum StatisticalCore {}
