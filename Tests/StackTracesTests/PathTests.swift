import LogModel
import StackTraces
import Testing

@Suite struct PathTests {
  func isApplication(_ path: String) -> Bool? {
    StackTraces.parse(
      "Traceback (most recent call last):\n  File \"\(path)\", line 1, in f\n    g()\nOSError: x"
    )?.root?.frames.first?.isApplication
  }

  @Test(arguments: [
    "/app/main.py", "main.py", "app/db/session.py", "./manage.py", "/app/netra_backend/app/smd.py",
    "/workspace/src/server.py", "/home/me/lib/tools.py", "/srv/python/app.py", "/app/lib/x.py",
    "C:\\svc\\app.py", "/app/celery/tasks.py", "../x.py", "/app/bin/../x.py",
  ]) func isOurs(_ path: String) { #expect(isApplication(path) == true) }

  @Test(arguments: [
    "/usr/local/lib/python3.11/site-packages/uvicorn/main.py",
    "/usr/lib/python3/dist-packages/x.py",
    "/usr/local/lib/python3.11/asyncio/runners.py", "/usr/lib64/python3.9/runpy.py",
    "<frozen runpy>", "<string>", "<stdin>", "/app/.venv/bin/gunicorn", "/app/venv/x.py",
    "/usr/local/bin/uvicorn", "/usr/local/bin/serve", "gunicorn/arbiter.py", "uvicorn/workers.py",
    "starlette/routing.py", "/root/.pyenv/versions/3.11.2/lib/python3.11/json/decoder.py",
    "C:\\Python311\\Lib\\runpy.py", "C:\\x\\Lib\\site-packages\\a.py",
    "/opt/conda/lib/pypy3.9/x.py",
    "/app/deps/requests-2.0-py3-none-any.whl/requests/api.py", "/var/runtime/bootstrap.py",
    "/layers/google.python.pip/pip/lib/python3.9/site-packages/flask/app.py",
  ]) func isForeign(_ path: String) { #expect(isApplication(path) == false) }
}
