/// What the shipped signatures say about the impact of their failure, in the words of their files.
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
      ["availability"],
      [
        "node-unhandled-rejection"
      ]
    ),
    (
      ["availability", "cache"],
      [
        "redis-snapshot-failing"
      ]
    ),
    (
      ["availability", "cache", "capacity"],
      [
        "redis-out-of-memory"
      ]
    ),
    (
      ["availability", "capacity"],
      [
        "app-engine-memory-limit-exceeded",
        "disk-full",
        "cloud-function-memory-limit-exceeded",
        "cloud-run-memory-limit-exceeded",
        "jvm-out-of-memory",
        "kubernetes-container-out-of-memory",
        "node-heap-out-of-memory",
        "python-out-of-memory",
      ]
    ),
    (
      ["availability", "capacity", "data"],
      [
        "postgres-too-many-connections"
      ]
    ),
    (
      ["availability", "data"],
      [
        "postgres-not-accepting-connections",
        "sqlalchemy-pool-exhausted",
      ]
    ),
    (
      ["availability", "deployment", "network"],
      [
        "hugging-face-download-failed"
      ]
    ),
    (
      ["availability", "network"],
      [
        "dns-temporary-failure",
        "grpc-deadline-exceeded",
        "http-dependency-unreachable",
      ]
    ),
    (
      ["availability", "security"],
      [
        "google-credentials-rejected",
        "tls-certificate-expired",
        "tls-certificate-untrusted",
        "tls-hostname-mismatch",
      ]
    ),
    (
      ["cache", "deployment"],
      [
        "redis-connection-refused"
      ]
    ),
    (
      ["cache", "network"],
      [
        "redis-timeout"
      ]
    ),
    (
      ["cache", "security"],
      [
        "redis-authentication-failed"
      ]
    ),
    (
      ["capacity", "deployment"],
      [
        "kubernetes-pod-not-schedulable"
      ]
    ),
    (
      ["chat", "revenue"],
      [
        "websocket-manager-without-user-context"
      ]
    ),
    (
      ["configuration", "data"],
      [
        "cloud-sql-socket-missing",
        "postgres-database-missing",
        "postgres-encryption-required",
      ]
    ),
    (
      ["configuration", "deployment"],
      [
        "google-api-disabled",
        "spring-property-missing",
        "kubernetes-container-config-missing",
        "kubernetes-volume-mount-failed",
        "django-improperly-configured",
        "pydantic-settings-missing",
        "python-environment-variable-missing",
      ]
    ),
    (
      ["configuration", "network"],
      [
        "dns-name-unknown"
      ]
    ),
    (
      ["configuration", "security"],
      [
        "google-credentials-missing",
        "iam-permission-denied",
        "secret-manager-permission-denied",
        "secret-manager-secret-missing",
        "rails-secret-key-missing",
      ]
    ),
    (
      ["data", "deployment"],
      [
        "database-initialization-timeout",
        "database-migration-revision-missing",
        "mongodb-server-selection-timeout",
        "mysql-connection-failed",
        "postgres-connection-refused",
        "postgres-relation-missing",
        "prisma-database-unreachable",
        "prisma-query-engine-missing",
        "rails-pending-migrations",
      ]
    ),
    (
      ["data", "deployment", "network"],
      [
        "postgres-connection-timeout",
        "postgres-unreachable",
      ]
    ),
    (
      ["data", "security"],
      [
        "cloud-sql-not-authorized",
        "mysql-access-denied",
        "postgres-password-authentication-failed",
      ]
    ),
    (
      ["deployment"],
      [
        "go-route-conflict",
        "cloud-run-application-cannot-execute",
        "cloud-run-command-ends-at-once",
        "cloud-run-port-not-opened",
        "dotnet-assembly-missing",
        "dotnet-unhandled-exception",
        "go-deadlock",
        "go-nil-map-write",
        "go-nil-pointer-dereference",
        "java-class-missing",
        "java-class-version-unsupported",
        "spring-bean-creation-failed",
        "spring-bean-missing",
        "kubernetes-image-pull-failed",
        "native-library-missing",
        "next-build-missing",
        "node-es-module-required",
        "node-module-not-found",
        "executable-format-wrong",
        "file-permission-denied",
        "read-only-file-system",
        "port-in-use",
        "asyncio-event-loop-already-running",
        "gunicorn-cannot-load-application",
        "python-cannot-import-name",
        "python-circular-import",
        "python-module-attribute-missing",
        "python-module-not-found",
        "python-syntax-error",
        "uvicorn-cannot-load-application",
        "ruby-constant-missing",
        "ruby-load-error",
        "ruby-time-zone-data-missing",
      ]
    ),
    (
      ["login", "security"],
      [
        "jwt-secret-missing"
      ]
    ),
  ]
}
