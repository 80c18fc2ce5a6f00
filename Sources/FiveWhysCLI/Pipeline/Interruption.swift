private import Glibc

/// Ends the run in good order on SIGINT, SIGTERM and SIGHUP.
enum Interruption {
  /// Leaves a reader that goes away to show in the result of write(2).
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Has signals wait for a thread of their own, which cleans up and then ends the process as the
  /// signal would have. To be called before any other thread starts: they inherit the mask.
  ///
  /// A handler could not do this: hardly any call is safe within one.
  static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    var isWatching = false
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      sigaddset(&signals, number)
      isWatching = true
    }
    guard isWatching, pthread_sigmask(SIG_BLOCK, &signals, nil) == 0 else { return }
    var thread = pthread_t()
    let started = pthread_create(&thread, nil, { _ in Interruption.awaitSignal() }, nil)
    if started == 0 {
      pthread_detach(thread)
    } else {
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
  }

  private static func awaitSignal() -> UnsafeMutableRawPointer? {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { sigaddset(&signals, number) }
    var number: Int32 = 0
    guard sigwait(&signals, &number) == 0 else { return nil }
    ProgressLine.clearShown()
    TemporaryFiles.deleteAll()
    // The caller is to see which signal it was, as shells do to end a loop on Ctrl-C.
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    kill(getpid(), number)
    // The first process of a container is not killed by its own signals.
    usleep(10_000)
    _exit(128 + number)
  }

  /// As for a job that was started with nohup.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
