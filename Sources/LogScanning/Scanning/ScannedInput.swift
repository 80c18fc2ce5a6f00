public import LogModel

/// What one input yields by itself.
public struct ScannedInput: Sendable {
  /// Its name, as its facts have it.
  public var name: String
  public var result = ScanResult()
  /// Parts of oversized entries of which others are missing: ``LogScanner/joined(_:)`` takes them,
  /// together with those of other inputs or of other readings of this one.
  public var parts: [SplitPart] = []
  /// How far it was read.
  public var end = InputEnd()
}
