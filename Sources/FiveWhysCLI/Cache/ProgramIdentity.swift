import Patterns

private import Glibc

/// Which program this is: its version alone would not tell two builds of a developer apart.
enum ProgramIdentity {
  /// Of the version, and of size and time of the program's file; nil where the system does not tell.
  static var fingerprint: Fingerprint? {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    var fingerprint = Fingerprint()
    fingerprint.combine(Version.current)
    fingerprint.combine(UInt64(truncatingIfNeeded: status.st_size))
    fingerprint.combine(UInt64(truncatingIfNeeded: status.st_mtim.tv_sec))
    fingerprint.combine(UInt64(truncatingIfNeeded: status.st_mtim.tv_nsec))
    return fingerprint
  }
}
