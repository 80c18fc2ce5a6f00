private import Glibc

/// What the operating system says went wrong, in lower case as in `no such file or directory`.
enum SystemError {
  static func text(_ code: Int32) -> String {
    switch code {
    case ENOENT: return "no such file or directory"
    case EACCES, EPERM: return "permission denied"
    case EISDIR: return "is a directory"
    case ENOTDIR: return "a part of the path is not a directory"
    case ENOSPC: return "no space left on the device"
    default:
      var buffer = [CChar](repeating: 0, count: 256)
      guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
      let text = buffer.withUnsafeBufferPointer { bytes in
        String(decoding: bytes.lazy.map(UInt8.init(bitPattern:)).prefix { $0 != 0 }, as: UTF8.self)
      }
      return text.prefix(1).lowercased() + text.dropFirst()
    }
  }
}
