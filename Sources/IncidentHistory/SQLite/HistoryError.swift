/// Why the memory of earlier runs cannot be used.
public enum HistoryError: Error, Sendable, Equatable {
  /// Another run holds the lock; after so many seconds of waiting.
  case locked(path: String, waited: Double)
  /// The directory or a file in it cannot be made, opened or written; the system's words.
  case inaccessible(path: String, reason: String)
  /// The file system is full. Nothing was changed.
  case full(path: String)
  /// The file is no sound database. It was moved aside; `copy` says whether the last run's copy is in
  /// its place.
  case damaged(path: String, movedTo: String, copy: Bool)
  /// A later version of this program wrote it.
  case fromTheFuture(path: String, version: Int, known: Int)
  /// SQLite's own words.
  case failed(path: String, reason: String)
}
