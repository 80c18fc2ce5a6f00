/// Which code on a JVM is the platform's own; what frameworks are is said by frame conventions.
enum JVMPackages {
  static func isApplication(_ function: String) -> Bool {
    !platform.contains { function.hasPrefix($0) }
  }

  private static let platform = [
    "java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.",
    "groovy.", "org.codehaus.groovy.", "clojure.",
  ]
}
