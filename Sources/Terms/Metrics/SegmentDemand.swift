/// What must be read of a segment.
package enum SegmentDemand: Sendable {
  /// Its sums, which come with those of all units.
  case sums
  /// Its units, by passes of their own.
  case passes
  /// Nothing is read: the type has no segments.
  case none
}
