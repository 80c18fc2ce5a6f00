private import Glibc

/// A thread that does one piece of work; to be joined once.
final class WorkThread {
  private let handle: pthread_t

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Nil where the system gives none; the work is not done then.
  init?(_ body: @escaping @Sendable () -> Void) {
    var handle = pthread_t()
    let argument = Unmanaged.passRetained(Work(body))
    let status = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      return nil
    }
    self.handle = handle
  }

  /// Waits for the work to be done.
  func join() { pthread_join(handle, nil) }
}
