/// Which files of a Ruby trace are not the application's own: the one place with conventions.
enum RubyPaths {
  /// False for Ruby itself, its library and installed gems.
  static func isApplication(_ path: String) -> Bool {
    // `<internal:kernel>`, `(eval at …)`, `(irb)`, `-e`.
    guard let first = path.utf8.first, first != 0x3C, first != 0x28, path != "-e" else {
      return false
    }
    let parts = path.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).map {
      String(Substring($0))
    }
    guard let name = parts.last else { return false }
    for (index, part) in parts.dropLast().enumerated() {
      if folders.contains(part) { return false }
      // `lib/ruby/3.3.0/net/http.rb`, `vendor/bundle/ruby/3.3.0/…`.
      if part == "ruby", index + 1 < parts.count - 1, startsLikeVersion(parts[index + 1]) {
        return false
      }
    }
    if path.hasPrefix("/usr/lib/ruby/") || path.hasPrefix("/usr/local/lib/ruby/") { return false }
    // What gems install to be run.
    return !(parts.count >= 2 && parts[parts.count - 2] == "bin" && scripts.contains(name))
  }

  private static let folders: Set<String> = [
    "gems", "bundle", "bundler", "site_ruby", "vendor_ruby", ".rbenv", ".rvm", ".gem",
  ]
  private static let scripts: Set<String> = [
    "bundle", "bundler", "rails", "rake", "puma", "unicorn", "sidekiq", "rackup", "spring",
    "passenger", "thin", "rspec", "irb", "ruby_executable_hooks", "foreman",
    "functions-framework-ruby",
  ]

  private static func startsLikeVersion(_ part: String) -> Bool {
    part.utf8.first.map(PythonLine.isDigit) ?? false
  }
}
