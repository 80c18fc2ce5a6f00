import LogModel

/// A line as a log entry.
struct MarkerLine {
  /// One line of JSON.
  let entry: String

  /// What a process writes.
  init(_ text: String) { self.init(text, on: "cloud_run_revision") }

  /// What something writes whose resource decides.
  init(_ text: String, on resource: String) {
    self.init(members: #""textPayload":\#(MarkerLine.quoted(text))"#, resource: resource)
  }

  /// What the kubelet or a controller reports.
  init(event reason: String, _ message: String, path: String? = nil, name: String = "api") {
    let field = path.map { #","fieldPath":"\#($0)""# } ?? ""
    self.init(
      members: #""jsonPayload":{"reason":"\#(reason)","message":\#(MarkerLine.quoted(message)),"#
        + #""involvedObject":{"name":"\#(name)"\#(field)}}"#,
      log: "events", resource: "k8s_pod")
  }

  /// A call that the audit log keeps.
  init(
    audit method: String, _ more: String = "", log: String = "activity",
    severity: String = "NOTICE"
  ) {
    self.init(
      members: #""severity":"\#(severity)","protoPayload":{"methodName":"\#(method)"\#(more)}"#,
      log: "cloudaudit.googleapis.com%2F\(log)", resource: "cloud_run_revision")
  }

  private init(members: String, log: String = "stdout", resource: String) {
    entry =
      #"{"insertId":"a","timestamp":"2025-09-16T00:00:00Z","logName":"projects/p/logs/\#(log)","#
      + #""resource":{"type":"\#(resource)","labels":{"service_name":"shop"}},\#(members)}"#
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

/// Lines that software writes when it starts, and lines that look like those.
enum MarkerSamples {
  /// By profile; together they show each of its markers.
  static let all: [(profile: String, lines: [MarkerLine])] = [
    (
      "app-engine",
      [
        MarkerLine(
          "Exceeded hard memory limit of 384 MiB with 391 MiB after servicing 0 requests total."),
        MarkerLine(
          "Exceeded hard memory limit of 384 MiB with 391 MiB after servicing 12 requests total."),
        MarkerLine(audit: "google.appengine.v1.Versions.CreateVersion"),
      ]
    ),
    (
      "celery",
      [
        MarkerLine(" -------------- celery@worker-7 v5.3.4 (emerald-rush)"),
        MarkerLine("[2025-09-16 00:00:01,000: INFO/MainProcess] celery@worker-7 ready."),
        MarkerLine(
          "[2025-09-16 00:00:01,000: CRITICAL/MainProcess] Unrecoverable error: KeyError('QUEUE')"),
        MarkerLine("worker: Warm shutdown (MainProcess)"),
        MarkerLine("[2025-09-16 00:00:01,000: INFO/MainProcess] Connected to redis://10.0.0.3//"),
        MarkerLine("[2025-09-16 00:00:01,000: INFO/MainProcess] mingle: searching for neighbors"),
        MarkerLine("[2025-09-16 00:00:01,000: INFO/MainProcess] mingle: all alone"),
      ]
    ),
    (
      "cloud-functions",
      [
        MarkerLine("Function execution took 812 ms, finished with status: 'load error'"),
        MarkerLine("Function cannot be initialized. Error: function terminated."),
        MarkerLine(audit: "google.cloud.functions.v2.FunctionService.UpdateFunction"),
      ]
    ),
    (
      "cloud-run",
      [
        MarkerLine("Starting new instance. Reason: AUTOSCALING - Instance started due to traffic."),
        MarkerLine(
          #"Default STARTUP TCP probe succeeded after 1 attempt for container "shop-1" on port 8080."#
        ),
        MarkerLine(
          #"STARTUP HTTP probe failed 3 times consecutively for container "shop-1" on port 8080."#),
        MarkerLine("terminated: Application failed to start: no such file"),
        MarkerLine("Application exec likely failed"),
        MarkerLine("Container called exit(1)."),
        MarkerLine("Container terminated on signal 9."),
        MarkerLine("Uncaught signal: 6, pid=1, tid=1, fault_addr=0."),
        MarkerLine(
          "LIVENESS HTTP probe failed 3 times consecutively for container \"shop-1\" on port 8080 "
            + "path \"/healthz\". The instance has been shut down."),
        MarkerLine("Shutting down user disabled instance"),
        MarkerLine(
          audit: "/Services.ReplaceService",
          #","status":{"message":"Ready condition status changed to True for Revision shop-00042-abc "#
            + #"with message: Deploying revision succeeded in 4.5s."}"#, log: "system_event"),
        MarkerLine(audit: "google.cloud.run.v2.Services.UpdateService"),
        MarkerLine(audit: "google.cloud.run.v1.Jobs.ReplaceJob"),
      ]
    ),
    (
      "compute-engine",
      [MarkerLine("shop.service: Start request repeated too quickly.", on: "gce_instance")]
    ),
    ("deterministic-startup", deterministic),
    (
      "django",
      [
        MarkerLine("Starting development server at http://127.0.0.1:8000/"),
        MarkerLine("SystemCheckError: System check identified 2 issues (0 silenced)."),
        MarkerLine("Running migrations:"),
        MarkerLine("  No migrations to apply."),
        MarkerLine("django.db.migrations.exceptions.NodeNotFoundError: no parent node"),
        MarkerLine("Performing system checks..."),
        MarkerLine("System check identified no issues (0 silenced)."),
      ]
    ),
    (
      "dotnet",
      [
        MarkerLine("Application started. Press Ctrl+C to shut down."),
        MarkerLine("      Hosting failed to start"),
        MarkerLine(
          "The HostOptions.BackgroundServiceExceptionBehavior is configured to StopHost. A "
            + "BackgroundService has thrown an unhandled exception, and the IHost instance is stopping."
        ),
        MarkerLine("Unhandled exception. System.InvalidOperationException: no key"),
        MarkerLine("Application is shutting down..."),
        MarkerLine("Now listening on: http://[::]:8080"),
      ]
    ),
    (
      "go",
      [
        MarkerLine("[GIN-debug] Listening and serving HTTP on :8080"),
        MarkerLine("⇨ http server started on [::]:8080"),
        MarkerLine("2025/09/16 00:00:01 listening on :8080"),
        MarkerLine("panic: no keys"),
        MarkerLine("fatal error: all goroutines are asleep - deadlock!"),
        MarkerLine("exit status 2"),
      ]
    ),
    (
      "gunicorn",
      [
        MarkerLine("[2025-09-16 00:00:01 +0000] [1] [INFO] Starting gunicorn 21.2.0"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [7] [INFO] Application startup complete."),
        MarkerLine("[2025-09-16 00:00:01 +0000] [7] [ERROR] Exception in worker process"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [7] [ERROR] Application startup failed. Exiting."),
        MarkerLine("[2025-09-16 00:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 3"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [1] [ERROR] Reason: Worker failed to boot."),
        MarkerLine("gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [1] [ERROR] Shutting down: Master"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [1] [INFO] Handling signal: term"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [7] [INFO] Booting worker with pid: 7"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [7] [INFO] Started server process [7]"),
        MarkerLine("[2025-09-16 00:00:01 +0000] [1] [ERROR] Reason: App failed to load."),
        MarkerLine("[2025-09-16 00:00:01 +0000] [7] [INFO] Waiting for application startup."),
      ]
    ),
    (
      "kubernetes",
      [
        MarkerLine(
          event: "BackOff", "Back-off restarting failed container api in pod api-1",
          path: "spec.containers{api}"),
        MarkerLine(
          event: "Killing", "Container api failed startup probe, will be restarted",
          path: "spec.containers{api}"),
        MarkerLine(
          event: "Killing", "Container api failed liveness probe, will be restarted",
          path: "spec.containers{api}"),
        MarkerLine(
          event: "ScalingReplicaSet", "Scaled up replica set api-7d9f8b6c5d from 0 to 3"),
      ]
    ),
    (
      "node",
      [
        MarkerLine("   ▲ Next.js 14.2.3"),
        MarkerLine(" ✓ Ready in 694ms"),
        MarkerLine("[Nest] 7  - LOG [NestFactory] Starting Nest application..."),
        MarkerLine("[Nest] 7  - LOG [NestApplication] Nest application successfully started"),
        MarkerLine("Server listening at http://127.0.0.1:8080"),
        MarkerLine("Server listening on port 8080"),
        MarkerLine(" ⨯ Failed to start server"),
        MarkerLine("Provided module can't be loaded."),
        MarkerLine("Could not load the function, shutting down."),
        MarkerLine("Node.js v20.11.1"),
        MarkerLine("npm ERR! errno 1"),
        MarkerLine(" ✓ Starting..."),
        MarkerLine("? Starting..."),
      ]
    ),
    (
      "php-fpm",
      [
        MarkerLine("[16-Sep-2025 00:00:01] NOTICE: fpm is running, pid 1"),
        MarkerLine("[16-Sep-2025 00:00:01] NOTICE: ready to handle connections"),
        MarkerLine("[16-Sep-2025 00:00:01] ERROR: FPM initialization failed"),
        MarkerLine("[16-Sep-2025 00:00:01] NOTICE: Terminating ..."),
        MarkerLine("[16-Sep-2025 00:00:01] NOTICE: exiting, bye-bye!"),
        MarkerLine(
          "[16-Sep-2025 00:00:01] ERROR: [/etc/fpm.d/www.conf:9] unknown entry 'pm.max'"),
        MarkerLine("[16-Sep-2025 00:00:01] ERROR: failed to load configuration file '/fpm.conf'"),
        MarkerLine("[16-Sep-2025 00:00:01] ALERT: [pool www] user has not been defined"),
        MarkerLine(
          "[16-Sep-2025 00:00:01] ERROR: unable to bind listening socket for address '9000'"),
      ]
    ),
    (
      "rails",
      [
        MarkerLine("=> Booting Puma"),
        MarkerLine("Puma starting in single mode..."),
        MarkerLine("* Listening on http://0.0.0.0:3000"),
        MarkerLine("[1] - Worker 0 (PID: 12) booted in 0.4s, phase: 0"),
        MarkerLine("! Unable to load application: NameError: uninitialized constant Shop"),
        MarkerLine("bundler: failed to load command: puma (/usr/local/bundle/bin/puma)"),
        MarkerLine("- Gracefully stopping, waiting for requests to finish"),
        MarkerLine("=> Rails 7.1.2 application starting in production"),
      ]
    ),
    (
      "rust",
      [
        MarkerLine("Rocket has launched from http://0.0.0.0:8000"),
        MarkerLine(
          #"starting service: "actix-web-service-0.0.0.0:8080", workers: 2, listening on: 0.0.0.0:8080"#
        ),
        MarkerLine("thread 'main' panicked at src/main.rs:7:5:"),
      ]
    ),
    (
      "spring-boot",
      [
        MarkerLine("INFO c.a.Shop : Starting Shop v1.4 using Java 21 with PID 1 (/app.jar)"),
        MarkerLine("INFO c.a.Shop : Started Shop in 4.2 seconds (process running for 4.9)"),
        MarkerLine("APPLICATION FAILED TO START"),
        MarkerLine("ERROR o.s.boot.SpringApplication : Application run failed"),
        MarkerLine("Commencing graceful shutdown. Waiting for active requests to complete"),
        MarkerLine("No active profile set, falling back to 1 default profile"),
        MarkerLine("The following 1 profile is active: \"prod\""),
        MarkerLine("HikariPool-1 - Starting..."),
        MarkerLine("HikariPool-1 - Start completed."),
        MarkerLine("HikariPool-1 - Exception during pool initialization."),
        MarkerLine("HHH000204: Processing PersistenceUnitInfo [name: default]"),
        MarkerLine("Initialized JPA EntityManagerFactory for persistence unit 'default'"),
        MarkerLine("Tomcat initialized with port 8080 (http)"),
        MarkerLine("Tomcat started on port 8080 (http) with context path '/'"),
        MarkerLine("Web server failed to start. Port 8080 was already in use."),
      ]
    ),
    (
      "uvicorn",
      [
        MarkerLine("INFO:     Started server process [1]"),
        MarkerLine("INFO:     Started parent process [1]"),
        MarkerLine("INFO:     Application startup complete."),
        MarkerLine("ERROR:    Application startup failed. Exiting."),
        MarkerLine("ERROR:    Error loading ASGI app. Could not import module \"main\"."),
        MarkerLine("INFO:     Finished server process [1]"),
        MarkerLine("INFO:     Shutting down"),
        MarkerLine("INFO:     Waiting for application startup."),
      ]
    ),
  ]

  private static let deterministic: [MarkerLine] =
    [
      "DETERMINISTIC STARTUP SEQUENCE INITIATED",
      " PASS:  DETERMINISTIC STARTUP SEQUENCE COMPLETED SUCCESSFULLY",
      " FAIL:  DETERMINISTIC STARTUP SEQUENCE FAILED",
    ].map { MarkerLine($0) }
    + [
      "INIT", "DEPENDENCIES", "DATABASE", "CACHE", "SERVICES", "WEBSOCKET", "FINALIZE",
    ].flatMap { phase in
      [
        MarkerLine(" CYCLE:  PHASE TRANSITION  ->  \(phase)"),
        MarkerLine(" PASS:  PHASE COMPLETED: \(phase) (0.123s)"),
        MarkerLine(" FAIL:  PHASE FAILED: \(phase) - no keys (after 1.20s)"),
        MarkerLine(" FAIL:  Failed at Phase: \(phase)"),
      ]
    }

  /// Ordinary lines, other steps of the same software, and what quotes it.
  static let nearMisses: [MarkerLine] =
    [
      // Cloud Run, App Engine, Functions
      "Starting new instance of the tariff table",
      #"Default STARTUP TCP probe is configured for container "shop-1" on port 8080."#,
      #"READINESS HTTP probe failed 1 time consecutively for container "shop-1" on port 8080."#,
      "the runbook says: Container called exit(1).",
      "Container called exit handlers",
      "Uncaught signal handler installed",
      #"LIVENESS HTTP probe failed 1 time consecutively for container "shop-1" on port 8080."#,
      "Shutting down user session 7",
      "Application execution took 12 ms",
      "Memory limit of 512 MiB is configured",
      "Exceeded soft memory limit of 384 MiB with 391 MiB after servicing 0 requests total.",
      "Function execution took 812 ms, finished with status: 'ok'",
      "Function execution took 812 ms, finished with status: 'timeout'",
      "Function execution started",
      // Kubernetes' words, written by a process
      "Back-off restarting failed container api in pod api-1",
      "Container api failed liveness probe, will be restarted",
      "shop.service: Start request repeated too quickly.",
      // gunicorn and uvicorn
      "installed gunicorn 21.2.0 in 2 s",
      "[2025-09-16 00:00:01 +0000] [1] [INFO] Listening at: http://0.0.0.0:8080 (1)",
      "[2025-09-16 00:00:01 +0000] [1] [INFO] Using worker: sync",
      "[2025-09-16 00:00:01 +0000] [1] [INFO] Handling signal: hup",
      "[2025-09-16 00:00:01 +0000] [1] [INFO] Handling signal: winch",
      "[2025-09-16 00:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 1",
      "[2025-09-16 00:00:01 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:7)",
      "[2025-09-16 00:00:01 +0000] [1] [INFO] Shutting down: billing export",
      "no Exception in worker process so far",
      "INFO:     Waiting for connections to close.",
      "INFO:     Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)",
      "INFO:     Shutting down the import of orders",
      "INFO:     10.0.0.7:5120 - \"GET / HTTP/1.1\" 200 OK",
      "waiting for Application startup complete.",
      // Seven phases
      "checked for: PHASE FAILED by nobody, Worker failed to boot by nobody",
      "PHASE TRANSITION of the moon -> INITIAL",
      " PASS:  PHASE COMPLETED: INITIALISATION (0.1s)",
      "Failed at Phase: CACHE",
      "DETERMINISTIC STARTUP of the pump",
      // Celery
      "[2025-09-16 00:00:01,000: INFO/MainProcess] Task shop.mail[4f] succeeded in 0.1s: None",
      "[2025-09-16 00:00:01,000: ERROR/MainProcess] consumer: Cannot connect to redis://10.0.0.3//",
      "mail to buyer@example.com is ready",
      "buyer@example.com ready",
      "-------------- buyer@example.com --------------",
      "worker: Warm shutdown (ForkPoolWorker-1)",
      // Django
      "Running migrations finished",
      "System check identified some delay",
      "Watching for file changes with StatReloader",
      // .NET
      "Application started a new export. Press any key",
      "Hosting environment: Production",
      "caught: Unhandled exception. System.InvalidOperationException: no key",
      "Application is shutting the door",
      // Go
      "2025/09/16 00:00:01 http: panic serving 10.0.0.7:5120: no keys",
      "no panic: all is well",
      "fatal error: the order is lost",
      "exit status 2 of the converter",
      "2025/09/16 00:00:01 client listening to events",
      "[GIN] 2025/09/16 - 00:00:01 | 200 | 1.2ms | 10.0.0.7 | GET \"/\"",
      // Node
      "Starting...",
      "api Starting...",
      "   Starting...",
      "Export ready in 12ms, sent",
      "Server listening for orders",
      "the server is listening on port 8080 of the gateway",
      "started on Monday",
      "Node.js v20.11.1 is used",
      "npm WARN deprecated left-pad@1.3.0",
      "▲ Vercel CLI 33.0",
      // PHP-FPM
      "[16-Sep-2025 00:00:01] NOTICE: reloading: execvp(\"php-fpm\")",
      "[16-Sep-2025 00:00:01] WARNING: [pool www] child 7 exited on signal 11 (SIGSEGV)",
      "[16-Sep-2025 00:00:01] NOTICE: [pool www] child 7 started",
      "NOTICE: ready to handle connections",
      // Rails
      "=> Booting the coffee machine",
      "* Puma version: 6.4.0 (ruby 3.2.2-p53)",
      "* Listening to orders",
      "- Worker 0 (PID: 12) terminating",
      "=> Rails 7.1.2 application stopped",
      // Rust
      "thread 'tokio-runtime-worker' panicked at src/main.rs:7:5:",
      "the rocket has launched from Kourou",
      "starting service: \"mailer\"",
      // Spring Boot
      "Started the export in 4.2 seconds",
      "Starting orders using Java beans with PID control",
      "INFO o.s.boot : Application run failed once, trying again",
      "APPLICATION FAILED TO START: see the runbook",
      "HikariPool-1 - Pool stats (total=10, active=1)",
      "HikariPool-1 - Shutdown initiated...",
      "Tomcat is a cat",
    ].map { MarkerLine($0) } + [
      MarkerLine(
        event: "BackOff", "Back-off pulling image \"shop:1\"", path: "spec.containers{api}"),
      // It belongs to no container.
      MarkerLine(event: "BackOff", "Back-off restarting failed container api in pod api-1"),
      MarkerLine(
        event: "Unhealthy", "Container api failed liveness probe, will be restarted",
        path: "spec.containers{api}"),
      MarkerLine(event: "Killing", "Stopping container api", path: "spec.containers{api}"),
      MarkerLine(event: "Started", "Started container api", path: "spec.containers{api}"),
      MarkerLine(event: "ScalingReplicaSet", "Scaled up replica set api-7d9f8b6c5d from 2 to 3"),
      MarkerLine("Finished shop.service.", on: "gce_instance"),
      MarkerLine("shop.service: Scheduled restart job, counter is at 4.", on: "gce_instance"),
      MarkerLine(audit: "google.cloud.run.v1.Jobs.RunJob"),
      MarkerLine(audit: "google.cloud.run.v2.Services.UpdateService", severity: "ERROR"),
      MarkerLine(audit: "google.cloud.run.v2.Services.UpdateService", log: "data_access"),
      MarkerLine(audit: "google.appengine.v1.Versions.DeleteVersion"),
      MarkerLine(audit: "google.cloud.functions.v1.CloudFunctionsService.CallFunction"),
    ]
}
