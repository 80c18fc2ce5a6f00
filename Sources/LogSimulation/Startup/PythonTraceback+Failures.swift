/// Exceptions as real programs raise them. `package` is the application's folder under /app.
extension PythonTraceback {
  private static let packages = "/usr/local/lib/python3.11/site-packages"

  /// How gunicorn's worker comes to load the application, outermost call first.
  private static func loading(_ package: String, _ code: String, line: Int) -> [Frame] {
    [
      Frame("\(packages)/gunicorn/arbiter.py", 609, "spawn_worker", "worker.init_process()"),
      Frame("\(packages)/uvicorn/workers.py", 66, "init_process", "super().init_process()"),
      Frame("\(packages)/gunicorn/workers/base.py", 134, "init_process", "self.load_wsgi()"),
      Frame(
        "\(packages)/gunicorn/util.py", 371, "import_app", "mod = importlib.import_module(module)"),
      Frame(
        "/usr/local/lib/python3.11/importlib/__init__.py", 126, "import_module",
        "return _bootstrap._gcd_import(name[level:], package, level)", marked: true),
      Frame("<frozen importlib._bootstrap>", 1204, "_gcd_import", ""),
      Frame("/app/\(package)/main.py", line, "<module>", code),
    ]
  }

  /// How Starlette comes to run the application's start-up.
  private static func lifespan(_ package: String) -> [Frame] {
    [
      Frame(
        "\(packages)/starlette/routing.py", 693, "lifespan",
        "async with self.lifespan_context(app) as maybe_state:"),
      Frame(
        "/usr/local/lib/python3.11/contextlib.py", 210, "__aenter__",
        "return await anext(self.gen)",
        marked: true),
      Frame("/app/\(package)/core/lifespan_manager.py", 64, "lifespan", "await run_startup(app)"),
    ]
  }

  // MARK: The reference incident

  static let webSocketMessage =
    "WebSocket manager creation requires valid UserExecutionContext. Import-time initialization is prohibited. Use request-scoped factory pattern instead. See User Context Architecture documentation for proper implementation."

  /// Raised for either of the two callers that have no user, then wrapped twice on its way out.
  static func webSocketManager(_ package: String, byAgentSupervisor: Bool) -> PythonTraceback {
    let caller =
      byAgentSupervisor
      ? Frame(
        "/app/\(package)/app/startup_module.py", 899, "_create_agent_supervisor",
        "ws_manager = get_websocket_manager()", marked: true)
      : Frame(
        "/app/\(package)/app/startup_module.py", 1000, "initialize_websocket_components",
        "manager = get_websocket_manager()", marked: true)
    let root = Segment(
      [
        caller,
        Frame(
          "/app/\(package)/app/websocket_core/__init__.py", 58, "get_websocket_manager",
          "raise ValueError("),
      ], "ValueError", webSocketMessage)
    let validation = Segment(
      [
        Frame(
          "/app/\(package)/app/smd.py", 871, "_run_startup_validation",
          "await validator.validate(app)"),
        Frame(
          "/app/\(package)/app/core/startup_validation.py", 211, "validate",
          "raise StartupValidationError(failures) from error"),
      ], "\(package).app.core.startup_validation.StartupValidationError",
      "WebSocket Validation (WebSocket): Validation failed: \(webSocketMessage)")
    return PythonTraceback([root]).wrapped(validation).wrapped(
      Segment(
        [
          Frame(
            "\(packages)/starlette/routing.py", 693, "lifespan",
            "async with self.lifespan_context(app) as maybe_state:"),
          Frame(
            "/app/\(package)/app/core/lifespan_manager.py", 64, "lifespan",
            "await run_complete_startup(app)"),
          Frame(
            "/app/\(package)/app/smd.py", 903, "run_complete_startup",
            "await self._phase7_finalize()"),
        ], "\(package).app.smd.DeterministicStartupError",
        "Startup validation failed with 1 critical failures"))
  }

  // MARK: While the worker imports the application

  static func moduleNotFound(_ package: String, module: String) -> PythonTraceback {
    PythonTraceback(
      loading(package, "from \(package).cache import client", line: 3) + [
        Frame("/app/\(package)/cache.py", 1, "<module>", "import \(module)")
      ], "ModuleNotFoundError", "No module named '\(module)'")
  }

  static func settingsMissing(_ package: String, variable: String) -> PythonTraceback {
    PythonTraceback(
      loading(package, "from \(package).config import settings", line: 6) + [
        Frame("/app/\(package)/config.py", 31, "<module>", "settings = Settings()", marked: true),
        Frame(
          "\(packages)/pydantic_settings/main.py", 84, "__init__",
          "super().__init__(**values)"),
      ], "pydantic_core._pydantic_core.ValidationError",
      "1 validation error for Settings\n\(variable)\n  Field required [type=missing, input_value={'environment': 'production'}, input_type=dict]\n    For further information visit https://errors.pydantic.dev/2.5/v/missing"
    )
  }

  static func improperlyConfigured(_ package: String) -> PythonTraceback {
    PythonTraceback(
      [
        Frame("\(packages)/gunicorn/arbiter.py", 609, "spawn_worker", "worker.init_process()"),
        Frame("\(packages)/gunicorn/workers/base.py", 134, "init_process", "self.load_wsgi()"),
        Frame(
          "\(packages)/gunicorn/util.py", 371, "import_app", "mod = importlib.import_module(module)"
        ),
        Frame("/app/\(package)/wsgi.py", 16, "<module>", "application = get_wsgi_application()"),
        Frame(
          "\(packages)/django/core/wsgi.py", 12, "get_wsgi_application",
          "django.setup(set_prefix=False)"),
        Frame(
          "\(packages)/django/conf/__init__.py", 190, "__init__", "raise ImproperlyConfigured("),
      ], "django.core.exceptions.ImproperlyConfigured", "The SECRET_KEY setting must not be empty.")
  }

  static func attributeMissing(_ package: String, module: String, attribute: String)
    -> PythonTraceback
  {
    PythonTraceback(
      [
        Frame("/usr/local/bin/uvicorn", 8, "<module>", "sys.exit(main())"),
        Frame(
          "\(packages)/uvicorn/config.py", 467, "load",
          "self.loaded_app = import_from_string(self.app)"),
        Frame(
          "\(packages)/uvicorn/importer.py", 21, "import_from_string",
          "module = importlib.import_module(module_str)"),
        Frame(
          "/app/\(package)/main.py", 11, "<module>", "from \(package).security import issue_token"),
        Frame(
          "/app/\(package)/security.py", 17, "<module>", "issue_token = \(module).\(attribute)",
          marked: true),
      ], "AttributeError", "module '\(module)' has no attribute '\(attribute)'")
  }

  // MARK: In a phase of the start-up

  static func environmentVariable(_ package: String, variable: String) -> PythonTraceback {
    PythonTraceback(
      lifespan(package) + [
        Frame(
          "/app/\(package)/core/configuration.py", 40, "load_configuration",
          "url = os.environ[\"\(variable)\"]"),
        Frame("<frozen os>", 685, "__getitem__", ""),
      ], "KeyError", "'\(variable)'")
  }

  static func cannotImportName(_ package: String) -> PythonTraceback {
    PythonTraceback(
      lifespan(package) + [
        Frame(
          "/app/\(package)/core/container.py", 22, "build_container",
          "from werkzeug.urls import url_quote")
      ], "ImportError",
      "cannot import name 'url_quote' from 'werkzeug.urls' (\(packages)/werkzeug/urls.py)")
  }

  static func postgresRefused(_ package: String, host: String) -> PythonTraceback {
    let message =
      "connection to server at \"\(host)\", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?"
    return PythonTraceback([
      Segment(
        [
          Frame(
            "\(packages)/sqlalchemy/engine/base.py", 146, "__init__",
            "self._dbapi_connection = engine.raw_connection()"),
          Frame(
            "\(packages)/psycopg2/__init__.py", 122, "connect",
            "conn = _connect(dsn, connection_factory=connection_factory, **kwasync)", marked: true),
        ], "psycopg2.OperationalError", message),
      Segment(
        lifespan(package) + [
          Frame("/app/\(package)/db/session.py", 58, "open_database", "engine.connect()"),
          Frame(
            "\(packages)/sqlalchemy/engine/base.py", 3274, "connect",
            "return self._connection_cls(self)"),
        ], "sqlalchemy.exc.OperationalError",
        "(psycopg2.OperationalError) \(message)\n(Background on this error at: https://sqlalche.me/e/20/e3q8)"
      ),
    ])
  }

  static func redisRefused(_ package: String, host: String) -> PythonTraceback {
    PythonTraceback([
      Segment(
        [
          Frame(
            "\(packages)/redis/asyncio/connection.py", 274, "connect",
            "await self.retry.call_with_retry("),
          Frame(
            "/usr/local/lib/python3.11/asyncio/streams.py", 48, "open_connection",
            "transport, _ = await loop.create_connection("),
        ], "ConnectionRefusedError", "[Errno 111] Connect call failed ('\(host)', 6379)"),
      Segment(
        lifespan(package) + [
          Frame("/app/\(package)/cache/client.py", 33, "open_cache", "await client.ping()"),
          Frame(
            "\(packages)/redis/asyncio/connection.py", 282, "connect",
            "raise ConnectionError(self._error_message(e))"),
        ], "redis.exceptions.ConnectionError",
        "Error 111 connecting to \(host):6379. Connection refused.", link: .context),
    ])
  }

  static func secretDenied(_ package: String, project: String) -> PythonTraceback {
    let resource = "projects/\(project)/secrets/jwt-key/versions/latest"
    let message =
      "Permission 'secretmanager.versions.access' denied for resource '\(resource)' (or it may not exist)."
    return PythonTraceback([
      Segment(
        [
          Frame(
            "\(packages)/google/api_core/grpc_helpers.py", 76, "error_remapped_callable",
            "return callable_(*args, **kwargs)"),
          Frame(
            "\(packages)/grpc/_channel.py", 1181, "__call__",
            "return _end_unary_response_blocking(state, call, False, None)"),
        ], "grpc._channel._InactiveRpcError",
        "<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.PERMISSION_DENIED\n\tdetails = \"\(message)\"\n>"
      ),
      Segment(
        lifespan(package) + [
          Frame(
            "/app/\(package)/services/secrets.py", 27, "read_secret",
            "response = client.access_secret_version(name=name)"),
          Frame(
            "\(packages)/google/api_core/grpc_helpers.py", 78, "error_remapped_callable",
            "raise exceptions.from_grpc_error(exc) from exc"),
        ], "google.api_core.exceptions.PermissionDenied", "403 \(message)"),
    ])
  }

  static func validation(_ package: String, failure: String) -> PythonTraceback {
    PythonTraceback(
      lifespan(package) + [
        Frame(
          "/app/\(package)/smd.py", 871, "_run_startup_validation",
          "raise DeterministicStartupError(")
      ], "\(package).smd.DeterministicStartupError",
      "Startup validation failed with 1 critical failures: \(failure)")
  }

  static func ledgerSchema(_ package: String) -> PythonTraceback {
    PythonTraceback(
      lifespan(package) + [
        Frame(
          "/app/\(package)/ledger/schema.py", 88, "verify_schema",
          "raise LedgerSchemaMismatch(found, expected)")
      ], "\(package).ledger.errors.LedgerSchemaMismatch",
      "ledger table 'postings' has schema 41, this build needs 43")
  }
}
