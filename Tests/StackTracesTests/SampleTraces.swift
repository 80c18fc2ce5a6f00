/// Traces as services write them, for more than one test.
enum SampleTraces {
  static let message =
    "WebSocket manager creation requires valid UserExecutionContext. Import-time initialization is "
    + "prohibited. Use request-scoped factory pattern instead. See User Context Architecture "
    + "documentation for proper implementation."

  static let root = """
    Traceback (most recent call last):
      File "/app/netra_backend/app/smd.py", line 412, in _phase5_services_setup
        await self._initialize_agent_supervisor()
      File "/app/netra_backend/app/startup_module.py", line 899, in _create_agent_supervisor
        ws_manager = get_websocket_manager()
                     ^^^^^^^^^^^^^^^^^^^^^^^
      File "/app/netra_backend/app/websocket_core/__init__.py", line 58, in get_websocket_manager
        raise ValueError(
    ValueError: \(message)
    """

  static let context = "During handling of the above exception, another exception occurred:"
  static let cause = "The above exception was the direct cause of the following exception:"

  static let wrapper = """
    Traceback (most recent call last):
      File "/usr/local/lib/python3.11/site-packages/gunicorn/arbiter.py", line 608, in spawn_worker
        worker.init_process()
      File "/usr/local/lib/python3.11/site-packages/uvicorn/workers.py", line 75, in init_process
        super().init_process()
      File "/app/netra_backend/app/smd.py", line 97, in initialize_system
        raise DeterministicStartupError("Startup validation failed with 1 critical failures") from e
    netra_backend.app.smd.DeterministicStartupError: Startup validation failed with 1 critical failures
    """

  static let reference =
    "[2025-09-16 00:41:13 +0000] [14] [ERROR] Exception in worker process\n"
    + root + "\n\n" + context + "\n\n" + wrapper + "\n"

  static let database = """
    Traceback (most recent call last):
      File "/app/.venv/lib/python3.12/site-packages/sqlalchemy/engine/base.py", line 146, in __init__
        self._dbapi_connection = engine.raw_connection()
                                 ^^^^^^^^^^^^^^^^^^^^^^^
      File "/app/.venv/lib/python3.12/site-packages/psycopg2/__init__.py", line 122, in connect
        conn = _connect(dsn, connection_factory=connection_factory, **kwasync)
               ~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    psycopg2.OperationalError: connection to server at "10.0.0.3", port 5432 failed: Connection refused
    \tIs the server running on that host and accepting TCP/IP connections?


    The above exception was the direct cause of the following exception:

    Traceback (most recent call last):
      File "/app/orders/main.py", line 21, in lifespan
        await ping()
      File "/app/orders/db.py", line 12, in ping
        session.execute(text("SELECT 1"))
      File "/app/.venv/lib/python3.12/site-packages/sqlalchemy/engine/base.py", line 146, in __init__
        self._dbapi_connection = engine.raw_connection()
    sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server failed
    \tIs the server running on that host and accepting TCP/IP connections?

    [SQL: SELECT 1]
    (Background on this error at: https://sqlalche.me/e/20/e3q8)
    """

  static let validation = """
    Traceback (most recent call last):
      File "/app/settings.py", line 8, in <module>
        settings = Settings()
      File "/app/.venv/lib/python3.12/site-packages/pydantic_settings/main.py", line 144, in __init__
        super().__init__(
    pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings
    DATABASE_URL
      Field required [type=missing, input_value={}, input_type=dict]
        For further information visit https://errors.pydantic.dev/2.7/v/missing
    REDIS_URL
      Field required [type=missing, input_value={}, input_type=dict]
        For further information visit https://errors.pydantic.dev/2.7/v/missing
    """

  static let group = """
      + Exception Group Traceback (most recent call last):
      |   File "/app/main.py", line 30, in main
      |     async with asyncio.TaskGroup() as tasks:
      |                ~~~~~~~~~~~~~~~~~^^
      |   File "/usr/local/lib/python3.13/asyncio/taskgroups.py", line 145, in __aexit__
      |     raise BaseExceptionGroup(
      | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
      +-+---------------- 1 ----------------
        | Traceback (most recent call last):
        |   File "/app/workers.py", line 12, in consume
        |     item = queue["orders"]
        |            ~~~~~^^^^^^^^^^
        | KeyError: 'orders'
        |\u{20}
        | The above exception was the direct cause of the following exception:
        |\u{20}
        | Traceback (most recent call last):
        |   File "/app/workers.py", line 14, in consume
        |     raise WorkerFailed("no queue")
        | workers.WorkerFailed: no queue
        +---------------- 2 ----------------
        | Traceback (most recent call last):
        |   File "/app/workers.py", line 20, in produce
        |     raise ValueError("bad item")
        | ValueError: bad item
        | seen while draining
        +------------------------------------
    """

  static let syntaxError = """
    Traceback (most recent call last):
      File "/app/main.py", line 1, in <module>
        import routes
      File "/app/routes.py", line 7
        def index(:
                  ^
    SyntaxError: invalid syntax
    """

  /// All of them, for tests that must hold for any trace.
  static let all = [reference, database, validation, group, syntaxError]
}
