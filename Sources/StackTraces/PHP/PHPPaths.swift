/// Which files of a PHP trace are not the application's own: the one place with conventions.
enum PHPPaths {
  /// False for what Composer installed, PHP's own library and the core of WordPress and Drupal.
  static func isApplication(_ path: String) -> Bool {
    guard let first = path.utf8.first, first != 0x5B, first != 0x3C else { return false }
    if roots.contains(where: { path.hasPrefix($0) }) { return false }
    let parts = path.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).map {
      String(Substring($0))
    }
    if parts.dropLast().contains(where: { folders.contains($0) }) { return false }
    // The entry point of a Laravel command line; an application's code is in folders.
    return parts.last != "artisan"
  }

  private static let roots = ["phar://", "/usr/share/php", "/usr/local/lib/php", "vendor/"]
  private static let folders: Set<String> = ["vendor", "wp-includes", "wp-admin", "pear"]
}
