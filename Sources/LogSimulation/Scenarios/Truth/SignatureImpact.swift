/// What the shipped signatures that scenarios meet say about the impact of their failure.
enum SignatureImpact {
  /// Sorted. Empty for a signature that is not listed here.
  static func tags(of signature: String) -> [String] {
    for (tags, signatures) in table where signatures.contains(signature) { return tags }
    return []
  }

  static func capabilities(of signature: String) -> [String] {
    signature == "websocket-manager-without-user-context" ? ["chat"] : []
  }

  private static let table: [([String], Set<String>)] = [
    (
      ["deployment"],
      [
        "python-module-attribute-missing", "python-module-not-found", "python-cannot-import-name",
        "python-circular-import", "python-syntax-error", "cloud-run-port-not-opened",
        "cloud-run-application-cannot-execute", "node-module-not-found", "next-build-missing",
        "node-es-module-required", "spring-bean-creation-failed", "spring-bean-missing",
        "java-class-missing", "java-class-version-unsupported", "go-deadlock", "go-nil-map-write",
        "go-nil-pointer-dereference", "dotnet-assembly-missing", "dotnet-unhandled-exception",
        "ruby-load-error", "ruby-constant-missing", "port-in-use", "native-library-missing",
        "gunicorn-cannot-load-application", "uvicorn-cannot-load-application",
        "read-only-file-system", "file-permission-denied",
      ]
    ),
    (
      ["configuration", "deployment"],
      [
        "django-improperly-configured", "pydantic-settings-missing",
        "python-environment-variable-missing", "spring-property-missing", "google-api-disabled",
      ]
    ),
    (
      ["configuration", "security"],
      [
        "secret-manager-permission-denied", "secret-manager-secret-missing",
        "iam-permission-denied", "google-credentials-missing", "rails-secret-key-missing",
      ]
    ),
    (
      ["data", "deployment"],
      [
        "postgres-connection-refused", "prisma-database-unreachable", "rails-pending-migrations",
        "postgres-relation-missing", "mysql-connection-failed", "mongodb-server-selection-timeout",
        "database-migration-revision-missing", "database-initialization-timeout",
      ]
    ),
    (["data", "security"], ["postgres-password-authentication-failed", "mysql-access-denied"]),
    (["cache", "deployment"], ["redis-connection-refused"]),
    (["chat", "revenue"], ["websocket-manager-without-user-context"]),
    (["configuration", "network"], ["dns-name-unknown"]),
    (["availability"], ["node-unhandled-rejection"]),
    (
      ["availability", "capacity"],
      [
        "cloud-run-memory-limit-exceeded", "cloud-function-memory-limit-exceeded",
        "kubernetes-container-out-of-memory", "jvm-out-of-memory", "node-heap-out-of-memory",
        "python-out-of-memory", "disk-full",
      ]
    ),
  ]
}
