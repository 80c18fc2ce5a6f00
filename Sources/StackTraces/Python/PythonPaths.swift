/// Where code that is not the application's own lies: the one place with path conventions.
enum PythonPaths {
  /// False for the interpreter, its library, installed packages and the scripts of servers.
  static func isApplication(_ path: String) -> Bool {
    // `<frozen importlib._bootstrap>`, `<string>`: no file that anybody could open.
    guard !path.hasPrefix("<"), !path.isEmpty else { return false }
    let parts = path.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).map {
      String(Substring($0))
    }
    guard let name = parts.last else { return false }
    for (index, part) in parts.dropLast().enumerated() {
      if foreignFolders.contains(part) || part.hasSuffix(".egg") || part.hasSuffix(".whl") {
        return false
      }
      // `lib/python3.11`, `lib/python3`, `lib64/pypy3.9`; on Windows `Python311\Lib`.
      if isLibraryFolder(part), index + 1 < parts.count,
        startsLikeInterpreter(parts[index + 1])
          || (index > 0 && startsLikeInterpreter(parts[index - 1]))
      {
        return false
      }
    }
    if parts.count >= 2, parts[parts.count - 2] == "bin", path.hasPrefix("/") { return false }
    if foreignScripts.contains(name) { return false }
    // A relative path that begins with a server's package, as zipped applications show it.
    let isAbsolute = path.hasPrefix("/") || path.utf8.dropFirst().first == 0x3A
    if !isAbsolute, let first = parts.first, parts.count > 1 {
      return !foreignPackages.contains(first)
    }
    return !foreignRoots.contains { path.hasPrefix($0) }
  }

  /// Folders that hold installed packages, wherever they are.
  private static let foreignFolders: Set<String> = [
    "site-packages", "dist-packages", "venv", ".venv", "virtualenv", ".virtualenv",
    "__pypackages__", ".pyenv",
  ]

  /// Folders of the platform.
  private static let foreignRoots = ["/var/runtime/", "/opt/python/"]

  /// Entry points that package installers write.
  private static let foreignScripts: Set<String> = [
    "gunicorn", "uvicorn", "hypercorn", "daphne", "celery", "flask", "django-admin", "alembic",
    "functions-framework", "fastapi", "waitress-serve", "uwsgi",
  ]

  /// Servers and frameworks, which often stand in every frame but the application's.
  private static let foreignPackages: Set<String> = [
    "gunicorn", "uvicorn", "starlette", "fastapi", "hypercorn", "daphne", "asgiref", "werkzeug",
    "flask", "django", "celery", "kombu", "billiard", "uvloop", "anyio", "asyncio", "importlib",
    "concurrent", "multiprocessing", "sqlalchemy", "pydantic", "pydantic_core", "httpx", "httpcore",
    "requests", "urllib3", "aiohttp", "grpc", "google", "asyncpg", "psycopg", "psycopg2",
  ]

  private static func isLibraryFolder(_ part: String) -> Bool {
    part == "lib" || part == "lib64" || part == "Lib"
  }

  private static func startsLikeInterpreter(_ part: String) -> Bool {
    part.hasPrefix("python") || part.hasPrefix("Python") || part.hasPrefix("pypy")
  }
}
